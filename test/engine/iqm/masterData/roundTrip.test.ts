import type { IDataObject } from 'n8n-workflow';

import { IqmMasterData } from '../../../../nodes/Iqm/IqmMasterData/IqmMasterData.node';
import { MASTER_LISTS } from '../../../../nodes/Iqm/shared/masterLists';
import { MASTER_LISTS as DOCUMENTED } from '../../../../sandbox/iqm/contracts/masterData';
import type { Contract } from '../../../../sandbox/iqm/contracts/contract';
import { meantBy } from '../../../../sandbox/iqm/contracts/contract';
import { freshSandbox } from '../../../support/freshSandbox';
import { apiRequests, runNode } from '../../../support/harness';

/**
 * The requests in the documents of IQM's lists, filled into the form: what is sent must be what the
 * document shows. The contracts were copied by others than those who wrote the node.
 */
const sandbox = freshSandbox();

/** Which page, and in which order: the node reads all of them in its own. */
const PAGING = ['pageNo', 'noOfEntries', 'order', 'sortBy'];

/** Keys that are there without a form's asking. */
const UNASKED: Record<string, string> = {
	campaignId: 'null in every sample, and said nowhere to be needed',
	ids: 'puts rows first and leaves none out',
	isZipRequired: 'ZIP codes have a list of their own',
};

/** The form's filters by the keys of requests. */
const FILTERS: Record<string, string[]> = {
	searchField: ['searchField', 'searchStr'],
	segmentIds: ['segmentIds', 'exchangeIds', 'adCategoryIds', 'inventoryIds', 'creativeTypeIds'],
	parentSegmentIds: ['parentSegmentIds', 'countryIds', 'publisherIds', 'stateIds', 'country_id'],
	locationTypeIds: ['locationTypeIds'],
};

const isGiven = (value: unknown): boolean =>
	value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);

/** Values as they travel in a query or in a body: lists as text with commas. */
const asText = (values: object): Record<string, string> =>
	Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)]));

function asked(sample: IDataObject): IDataObject {
	const given = Object.entries(sample).filter(
		([key, value]) => isGiven(value) && !PAGING.includes(key) && !(key in UNASKED),
	);
	return Object.fromEntries(given);
}

/** Lists that share an address with others have a request of their own for each. */
function listsAt(contract: Contract): string[] {
	return Object.entries(MASTER_LISTS)
		.filter(([, { endpoint, always }]) => {
			if (endpoint.replace('{countryId}', '{country_id}') !== contract.endpoint) return false;
			const { type } = meantBy(contract);
			return type === undefined || always?.type === type;
		})
		.map(([key]) => key);
}

const REQUESTS = DOCUMENTED.flatMap((contract) =>
	[meantBy(contract), ...(contract.more ?? [])].flatMap((sample, index) =>
		listsAt(contract).map(
			(list) => [list, index, contract, sample as unknown as IDataObject] as const,
		),
	),
);

it('knows every documented list', () => {
	const known = new Set(REQUESTS.map(([, , { endpoint }]) => endpoint));
	expect(DOCUMENTED.filter(({ endpoint }) => !known.has(endpoint))).toEqual([]);
	// Samples that ask for something: without any, nothing below could differ.
	const telling = REQUESTS.filter(([, , , sample]) => Object.keys(asked(sample)).length > 0);
	expect(telling.length).toBeGreaterThanOrEqual(13);
});

it.each(REQUESTS)('%s, request %i of its document', async (list, _, contract, sample) => {
	const { resource } = MASTER_LISTS[list as keyof typeof MASTER_LISTS];
	const wanted = asked({ ...sample, ...contract.path });
	const { zipCodes } = wanted;
	const filters = Object.fromEntries(
		Object.entries(FILTERS).flatMap(([name, keys]) => {
			const key = keys.find((one) => one in wanted);
			return key === undefined ? [] : [[name, `={{ ${JSON.stringify(wanted[key])} }}`]];
		}),
	);
	const parameters =
		zipCodes === undefined
			? { operation: 'getAll', filters, limit: 1 }
			: { operation: 'findIds', names: `={{ ${JSON.stringify(zipCodes)} }}` };
	await runNode(sandbox, new IqmMasterData(), { resource, list, ...parameters });

	const [method, address] = contract.endpoint.split(' ');
	const path = address.replace('{country_id}', String(contract.path?.country_id));
	const request = apiRequests(sandbox).find((one) => one.path === path);
	expect(request?.method).toBe(method);
	const { query = new Map<string, string>(), json } = request ?? {};
	const sent = asText({ ...Object.fromEntries(query), ...(json as IDataObject | undefined) });
	for (const key of PAGING) delete sent[key];
	// It stands in the path.
	delete wanted.country_id;
	expect(sent).toEqual(asText(wanted));
});
