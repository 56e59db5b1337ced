import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../../../common/ground/errors';
import { isBlank, isObject } from '../../../../common/ground/values';

/** What a report is split by, and what it measures. */
export type FieldKind = 'dimension' | 'metric';

/** Stands for the metrics that IQM preselects, where a report's metrics are chosen. */
export const DEFAULT_METRICS = 'iqmDefaults';

/** Where the answer has the fields of a kind. */
const KEYS: Record<FieldKind, string> = { dimension: 'dimensions', metric: 'metrics' };

export const FIELDS_REQUEST = {
	method: 'GET',
	path: '/api/v3/ra/report/dimension-metrics/detail',
} as const;

/** The fields of one group: `{"Budget": [{id, label, key, …}, …]}`. */
function fieldsOfGroup(kind: FieldKind, group: IDataObject): IDataObject[] {
	return Object.entries(group).flatMap(([name, fields]) => {
		if (!Array.isArray(fields)) return [];
		return (fields as unknown[])
			.filter(isObject)
			.map(({ key, label, id, ...others }) => ({ kind, group: name, key, label, id, ...others }));
	});
}

/**
 * The fields of reports as a flat list, in IQM's order: the document has them in a list of groups,
 * each an object whose only key is the group's name.
 *
 * @returns `{kind, group, key, label, id, …}` for each
 * @throws ApiFailure for an answer without fields of a wanted kind
 */
export function reportFieldsIn(data: unknown, kinds: FieldKind[]): IDataObject[] {
	return kinds.flatMap((kind) => {
		const groups = isObject(data) ? data[KEYS[kind]] : undefined;
		if (!Array.isArray(groups)) {
			throw new ApiFailure(`IQM's response is missing the ${KEYS[kind]} of reports`, {
				description: 'Nothing was changed. There may be no data yet.',
			});
		}
		return (groups as unknown[])
			.filter(isObject)
			.flatMap((group) => fieldsOfGroup(kind, group))
			.filter(({ key }) => !isBlank(key));
	});
}
