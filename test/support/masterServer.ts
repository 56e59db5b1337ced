import type { IDataObject } from 'n8n-workflow';

import { IqmMasterData } from '../../nodes/Iqm/IqmMasterData/IqmMasterData.node';
import type { NodeRunOptions } from './harness';
import { runNode, sandboxCredential } from './harness';
import type { Heard, Teller } from './toldServer';
import { tellJson, told } from './toldServer';
import type { VerbRun } from './verbNode';
import { NO_SANDBOX } from './verbNode';

/** Rows by the path of their list, or whole answers for lists that come whole. */
export type Lists = Record<string, IDataObject[] | { answer: unknown }>;

const asIds = (ids: unknown): string[] =>
	(Array.isArray(ids) ? ids : String(ids ?? '').split(',')).map(String).filter((id) => id !== '');

/** The rows that a request's filters let through, as the documents of the lists say. */
function matching(rows: IDataObject[], { body, query }: Heard): IDataObject[] {
	const asked: IDataObject = { ...query, ...body };
	const ids = asIds(asked.segmentIds ?? asked.exchangeIds ?? asked.adCategoryIds ?? asked.inventoryIds);
	const parents = asIds(asked.parentSegmentIds);
	const zips = asIds(asked.zipCodes);
	const part = String(asked.searchField ?? '').toLowerCase();
	if ([...ids, ...parents, ...zips, part].every((one) => one === '')) return rows;
	return rows.filter(
		({ id, parentId, name }) =>
			(ids.length === 0 || ids.includes(String(id))) &&
			(parents.length === 0 || parents.includes(String(parentId))) &&
			(zips.length === 0 || zips.includes(String(name))) &&
			String(name).toLowerCase().includes(part),
	);
}

/** Answers like IQM's master data: pages of at most 500 rows, in the envelope of the path's version. */
export function tellsLists(lists: Lists): Teller {
	return (response, heard) => {
		const list = lists[heard.path];
		if (list === undefined) {
			tellJson(response, { success: false, errorObjects: [{ error: 'No such list' }] }, 404);
			return;
		}
		if (!Array.isArray(list)) {
			tellJson(response, list.answer);
			return;
		}
		const { pageNo = 1, noOfEntries = 300 } = { ...heard.query, ...heard.body } as IDataObject;
		const size = Math.min(500, Number(noOfEntries));
		const found = matching(list, heard);
		const from = (Number(pageNo) - 1) * size;
		const data = {
			data: found.slice(from, from + size),
			totalRecords: found.length,
			filteredRecords: found.length,
		};
		const isOlder = heard.path.startsWith('/api/v2/');
		tellJson(response, isOlder ? { statusCode: 200, responseObject: data } : { success: true, data });
	};
}

/** Runs the node once or several times against one server with these lists. */
export async function withMasterData<T>(
	lists: Lists,
	work: (
		run: (parameters: IDataObject, options?: NodeRunOptions) => Promise<VerbRun>,
		heard: Heard[],
	) => Promise<T>,
): Promise<T> {
	return await told(tellsLists(lists), async (server) => {
		const credential = sandboxCredential(NO_SANDBOX, { baseUrl: server.baseUrl });
		return await work(async (parameters, options = {}) => {
			const run = await runNode(NO_SANDBOX, new IqmMasterData(), parameters, {
				credential,
				...options,
			});
			return { ...run, server };
		}, server.heard);
	});
}

/** One run of an operation. */
export async function runMaster(
	lists: Lists,
	resource: string,
	operation: string,
	parameters: IDataObject,
	options: NodeRunOptions = {},
): Promise<VerbRun> {
	return await withMasterData(
		lists,
		async (run) => await run({ resource, operation, ...parameters }, options),
	);
}

export const SEGMENT = '/api/v3/master/segment';

/** Letters for the codes of 51 states: AA, AB, … */
export const CODES = Array.from({ length: 51 }, (_, at) =>
	String.fromCharCode(65 + Math.floor(at / 26), 65 + (at % 26)),
);

export const stateId = (at: number): number => 30_200_001 + at;

/** The states of the United States, and one of another country that has a code of theirs. */
export const STATES: IDataObject[] = [
	...CODES.map((abbreviation, at) => ({
		id: stateId(at),
		name: `State ${abbreviation}`,
		abbreviation,
		parentId: 30_100_001,
	})),
	{ id: 30_209_001, name: 'Abroad', abbreviation: 'AB', parentId: 30_100_009 },
	{ id: 30_209_002, name: 'Twin', abbreviation: 'TA', parentId: 30_100_009 },
	{ id: 30_209_003, name: 'Twin', abbreviation: 'TB', parentId: 30_100_008 },
];

export const COUNTRIES: IDataObject[] = [
	{ id: 30_100_001, name: 'United States', abbreviation: 'US' },
	{ id: 30_100_008, name: 'Eighthland', abbreviation: 'EL' },
	{ id: 30_100_009, name: 'Ninthland', abbreviation: 'NL' },
];

/** 700 cities in each state, as many as there are; a Springfield in every tenth. */
export const CITIES: IDataObject[] = CODES.flatMap((code, state) =>
	Array.from({ length: 700 }, (_, at) => ({
		id: 30_400_001 + state * 700 + at,
		name: `${at === 0 && state % 10 === 0 ? 'Springfield' : `Town${state}x${at}`}, ${code}`,
		parentId: stateId(state),
	})),
);

export const PLACES: Lists = {
	[`${SEGMENT}/country`]: COUNTRIES,
	[`${SEGMENT}/state`]: STATES,
	[`${SEGMENT}/city`]: CITIES,
	[`${SEGMENT}/county`]: Array.from({ length: 3_142 }, (_, at) => ({
		id: 30_300_001 + at,
		name: `County${at}, ${CODES[at % 51]}`,
		parentId: stateId(at % 51),
	})),
	[`${SEGMENT}/zip`]: Array.from({ length: 1_200 }, (_, at) => ({
		id: 30_501_001 + at,
		name: String(1_001 + at).padStart(5, '0'),
		parentId: stateId(19),
	})),
	[`${SEGMENT}/dma`]: [
		{ id: 30_900_001, name: 'Portland-Auburn, ME', abbreviation: '500', parentId: 30_200_022 },
		{ id: 30_900_002, name: 'New York, NY', abbreviation: '501', parentId: 30_200_035 },
	],
};
