import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { nameOfFile } from '../../common/file/fileName';
import { ApiFailure } from '../../common/ground/errors';
import { isRenamed } from '../../common/ground/names';
import { isBlank, isObject } from '../../common/ground/values';
import type { Comparison, Difference, Found } from '../../common/run/ifItExists';
import { valuesOfRun } from '../../common/run/oncePerRun';
import type { PagedList } from '../../verbs/describe';
import { checkAsked } from '../shared/asked';
import { CREATIVE_TYPES } from '../shared/creativeTypes';
import { compared } from '../shared/existing';
import { rowsOfName } from '../shared/namedRows';
import { inBody } from '../shared/paging';
import { statusWord } from '../shared/statuses';
import { stemOf } from './creativeFiles';
import { STATUS_ID } from './creatives';
import { LABELS as IMAGE_LABELS } from './imageProperties';
import { LABELS as OTHER_LABELS } from './othersProperties';
import { readV3Details } from './v3Details';

const LABELS: Record<string, string> = {
	...IMAGE_LABELS,
	...OTHER_LABELS,
	customTracking: 'Tracking URLs',
	kind: 'Kind',
};

/** What IQM's list shows of a creative, besides its name and kind. */
const SHOWN = ['creativeWidth', 'creativeHeight', 'duration', 'clickUrl'];

/** What the content is, or how it was found. */
const NOT_SAID = [
	'creativeName',
	'creativeSource',
	'creativeSourceType',
	'originalFileName',
	'platformCreativeTypeId',
];

/** Names of the files that name creatives in this run. */
function namesOfFiles(context: IExecuteFunctions): string[] {
	if (!valuesOfRun(context, 'creativeName').some(isBlank)) return [];
	return context
		.getInputData()
		.flatMap(({ binary }) => Object.values(binary ?? {}))
		.map((file) => stemOf(nameOfFile(file, '').fileName));
}

/** A creative's metadata with what the quickstart's names and the details of its kind hold. */
function flat(metadata: IDataObject): IDataObject {
	const { width, height, ...rest } = metadata;
	const fields: IDataObject = {};
	for (const [name, value] of Object.entries(rest)) {
		if (name.endsWith('Details') && isObject(value)) Object.assign(fields, value);
		else fields[name] = value;
	}
	if (width !== undefined) fields.creativeWidth = width;
	if (height !== undefined) fields.creativeHeight = height;
	return fields;
}

/** A creative that will be uploaded, as IQM's list would show it. */
export function rowOf(metadata: IDataObject, creativeTypeId: unknown): IDataObject {
	const fields = flat(metadata);
	return Object.fromEntries([
		['creativeName', fields.creativeName],
		['platformCreativeTypeId', creativeTypeId],
		...SHOWN.filter((name) => !isBlank(fields[name])).map((name) => [name, fields[name]]),
	]) as IDataObject;
}

/**
 * The creatives whose name looks like this one that are not deleted (Creative API guideline, "Get List
 * of Creatives and Details").
 */
export async function creativesOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
): Promise<Found> {
	const { deleted, ...others } = STATUS_ID;
	const list: PagedList = {
		method: 'POST',
		path: '/api/v3/crt/creatives/list',
		filters: { sortBy: '-creativeId', creativeStatusIds: Object.values(others) },
		idName: 'creativeId',
		pages: inBody('filteredList'),
	};
	const { rows, askedAt } = await rowsOfName(
		context,
		itemIndex,
		{
			list,
			nameKey: 'creativeName',
			parameter: 'creativeName',
			others: () => namesOfFiles(context),
		},
		name,
	);
	return { rows: rows.filter(({ creativeStatusId: id }) => Number(id) !== deleted), askedAt };
}

/** A creative that was uploaded a moment ago as it is now; undefined if it is deleted or has another name. */
export async function presentCreative(
	context: IExecuteFunctions,
	itemIndex: number,
	{ creativeId }: IDataObject,
	name: string,
): Promise<IDataObject | undefined> {
	const id = String(creativeId);
	const [row] = (await readV3Details(context, itemIndex, [id])).rows;
	if (row === undefined || isBlank(row.creativeId)) {
		throw new ApiFailure(`IQM's response is missing the creative ${id}`);
	}
	checkAsked('creative', id, row.creativeId);
	const isGone =
		Number(row.creativeStatusId) === STATUS_ID.deleted || isRenamed(row.creativeName, name);
	return isGone ? undefined : flat(row);
}

function kindWord(id: unknown): string | undefined {
	if (isBlank(id)) return undefined;
	return CREATIVE_TYPES.find(({ value }) => value === Number(id))?.name ?? String(id);
}

/** What a row shows; a size or length of 0 is one that IQM does not know. */
function shownIn(row: IDataObject): IDataObject {
	const known = SHOWN.filter((name) => !isBlank(row[name]) && Number(row[name]) !== 0);
	return Object.fromEntries(known.map((name) => [name, row[name]])) as IDataObject;
}

/** The same with the kind in words. */
const comparable = (row: IDataObject): IDataObject => ({
	kind: kindWord(row.platformCreativeTypeId),
	...shownIn(row),
});

/**
 * A creative of IQM's list, or one that is uploaded as {@link rowOf} has it, under the names that Get
 * shows at first: its size is in pixels, its length in seconds.
 */
export function resultOf(row: IDataObject, fileName?: string): IDataObject {
	const { creativeId, creativeName, platformCreativeTypeId, creativeStatusId: status } = row;
	const { creativeWidth: width, creativeHeight: height, ...others } = shownIn(row);
	return {
		creativeId,
		creativeName,
		...(fileName === undefined ? {} : { originalFileName: fileName }),
		creativeTypeId: platformCreativeTypeId,
		...(isBlank(status) ? {} : { status: statusWord(status, STATUS_ID) }),
		...(width === undefined ? {} : { width }),
		...(height === undefined ? {} : { height }),
		...others,
	};
}

/**
 * How a creative that exists compares with one that would be uploaded: another kind, size or length
 * makes another banner or spot, another click address is only told. IQM may store the content in
 * another form than it was sent, so that can't be compared.
 *
 * @param metadata as it would be sent
 * @param wanted the creative as IQM's list would show it, see {@link rowOf}
 */
export function compareCreative(
	metadata: IDataObject,
	wanted: IDataObject,
	existing: IDataObject,
	fileName?: string,
): Comparison & { result: IDataObject } {
	const found = compared(comparable(wanted), comparable(existing), {
		labels: LABELS,
		harmless: ['clickUrl'],
	});
	const differs: Difference[] = [...found.differs];
	if (Number(existing.creativeStatusId) === STATUS_ID.rejected) {
		differs.push({
			label: 'Status',
			wanted: 'Pending, Running or Paused',
			present: 'Rejected',
			isGrave: true,
		});
	}
	const unseen = Object.entries(flat(metadata))
		.filter(([name, value]) => ![...SHOWN, ...NOT_SAID].includes(name) && !isBlank(value))
		.map(([name]) => LABELS[name] ?? name);
	const parts = ['whether its content is the same', ...unseen].join(', ');
	const { notCompared } = found;
	return {
		differs,
		notCompared: notCompared === undefined ? parts : `${parts}; ${notCompared}`,
		remedy: 'Rename the one that exists with Update',
		result: resultOf(existing, fileName),
	};
}
