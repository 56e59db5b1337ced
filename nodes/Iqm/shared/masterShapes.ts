import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { isObject } from '../../common/ground/values';

/* The rows in answers that are no plain list. */

const rowsOf = (data: unknown): IDataObject[] | undefined =>
	Array.isArray(data) && data.every(isObject) ? data : undefined;

function unknownShape(what: string): ApiFailure {
	return new ApiFailure(`IQM's response is missing ${what}`, {
		description: 'Nothing was changed. Try again later.',
	});
}

/** `[{"id":1,"dma_code":"500","dma_region":"Portland-Auburn, ME","dma_source":"google"}]` */
export function dmaRows(data: unknown): IDataObject[] {
	if (data === undefined) return [];
	const rows = rowsOf(data);
	if (rows === undefined) throw unknownShape('DMAs');
	return rows.map(({ id, dma_region: name, dma_code: abbreviation, ...others }) => ({
		id,
		name,
		abbreviation,
		...others,
	}));
}

/**
 * `{"4660":{"id":4660,"stateCode":"01","stateName":"Alabama","districtList":[{"id":350,"geoCode":"101",
 * "districtName":"Alabama-1","districtId":"AL-1"}]}}`: the districts of all states in one list.
 */
export function districtRows(data: unknown): IDataObject[] {
	if (data === undefined) return [];
	const states = isObject(data) ? Object.values(data) : [undefined];
	return states.flatMap((state) => {
		const rows = isObject(state) ? rowsOf(state.districtList) : undefined;
		if (rows === undefined) throw unknownShape('districts by state');
		const { id: parentId, stateName } = state as IDataObject;
		return rows.map(({ id, districtName: name, districtId: abbreviation, ...others }) => ({
			...{ id, name, abbreviation, parentId, stateName },
			...others,
		}));
	});
}

/** `{"302":[…],"303":[…]}`: the locations by the ID of their type, which each row gets. */
export function byType(data: unknown): IDataObject[] {
	if (data === undefined) return [];
	const groups = isObject(data) ? Object.entries(data) : [['', undefined] as const];
	return groups.flatMap(([type, group]) => {
		const rows = rowsOf(group);
		if (rows === undefined) throw unknownShape('locations by type');
		return rows.map((row) => ({ ...row, locationTypeId: Number(type) }));
	});
}
