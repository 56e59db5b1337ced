import type { INodeProperties, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { campaignPickers } from '../../../nodes/Iqm/IqmCampaign/pickers';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { FaultKind } from '../../../sandbox';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, sandboxCredential } from '../../support/harness';
import { openForm } from '../../support/openForm';
import {
	COLUMN_LIST,
	COUNTRIES,
	CREATIVE_TYPES,
	entry,
	FORMATS,
	NOT_CHOSEN,
	NPI_PARTNERS,
	PARTNERS,
	TIMEZONES,
	VOTER_PARTNERS,
} from '../../support/pickerEntries';
import { skippedWaits } from '../../support/testClock';

/** What holds for every list of an open form, on the real engine. */
const time = skippedWaits();
const sandbox = freshSandbox();

const DAY_MS = 24 * 3_600_000;

interface List {
	node: () => INodeType;
	method: string;
	kind: 'search' | 'load';
	request: { method: string; path: string; json?: unknown };
	/** Entries of the untouched sandbox, as far as the API's answer decides them. */
	entries: Array<{ name: string; value: string }>;
	/** What it says while there is nothing to pick from. */
	empty?: string;
	/** Whether no user changes what it lists. */
	isMaster?: boolean;
	/** Whether the form has entries of its own for when IQM can't be asked. */
	fallback?: boolean;
}

const campaign = () => new IqmCampaign();
const audience = () => new IqmMatchedAudience();
const creative = () => new IqmCreative();

const timezones: Omit<List, 'node'> = {
	method: 'searchTimezones',
	kind: 'search',
	request: { method: 'GET', path: '/api/v3/master/timezones' },
	entries: TIMEZONES,
	isMaster: true,
};

const FIRST_PAGE = { pageNo: 1, noOfEntries: 100 };
const FIRST_500 = { pageNo: 1, noOfEntries: 500 };

type AnyList = Omit<List, 'node'>;

/** A list of one thing, in which the untouched sandbox has nothing. */
const searched = (method: string, path: string, sort: object, empty: string): AnyList => ({
	...{ method, kind: 'search', empty, entries: [] },
	request: { method: 'POST', path, json: { ...sort, ...FIRST_PAGE } },
});

/** The same of several. */
const loaded = (method: string, path: string, sort: object, empty: string): AnyList => ({
	...{ method, kind: 'load', empty, entries: [] },
	request: { method: 'POST', path, json: { ...sort, ...FIRST_500 } },
});

const ORDERS = ['/api/v3/cmp/io/basic/list', { sortBy: '-ioId' }] as const;
const NO_ORDER = 'There are no insertion orders yet: create one first';
const insertionOrders = searched('searchInsertionOrders', ...ORDERS, NO_ORDER);
const severalOrders = loaded('getInsertionOrders', ...ORDERS, NO_ORDER);

const CAMPAIGNS = ['/api/v3/cmp/basic/list', { sortBy: 'campaignId', order: 'desc' }] as const;
const NO_CAMPAIGN = 'There are no campaigns yet: create one first';
const severalCampaigns = loaded('getCampaigns', ...CAMPAIGNS, NO_CAMPAIGN);

const CREATIVES = ['/api/v3/crt/creatives/list', { sortBy: '-creativeId' }] as const;
const NO_CREATIVE = 'There are no creatives yet: upload one first';

const AUDIENCES = [
	'/api/v3/audience/list',
	{ audienceTypeIds: [1], sortBy: '-audienceId' },
] as const;
const NO_AUDIENCE = 'There are no matched audiences yet: upload one first';

const LISTS: List[] = [
	{ node: () => new IqmInsertionOrder(), ...timezones },
	{ node: campaign, ...timezones },
	{ node: campaign, ...insertionOrders },
	{ node: () => new IqmInsertionOrder(), ...insertionOrders },
	{ node: campaign, ...searched('searchCampaigns', ...CAMPAIGNS, NO_CAMPAIGN) },
	{ node: campaign, ...severalCampaigns },
	{ node: campaign, ...severalOrders },
	{ node: () => new IqmInsertionOrder(), ...severalOrders },
	{ node: creative, ...searched('searchCreatives', ...CREATIVES, NO_CREATIVE) },
	{ node: creative, ...loaded('getCreatives', ...CREATIVES, NO_CREATIVE) },
	{ node: creative, ...severalCampaigns },
	{ node: audience, ...searched('searchMatchedAudiences', ...AUDIENCES, NO_AUDIENCE) },
	{ node: audience, ...loaded('getMatchedAudiences', ...AUDIENCES, NO_AUDIENCE) },
	{
		node: campaign,
		method: 'searchCountries',
		kind: 'search',
		request: {
			method: 'POST',
			path: '/api/v3/master/segment/country',
			json: { pageNo: 1, noOfEntries: 300, sortBy: '+id' },
		},
		entries: COUNTRIES,
		isMaster: true,
	},
	{
		node: campaign,
		method: 'searchCreativeTypes',
		kind: 'search',
		request: { method: 'GET', path: '/api/v3/master/creativeTypes' },
		entries: CREATIVE_TYPES,
		isMaster: true,
	},
	{
		node: campaign,
		method: 'getRunningCreatives',
		kind: 'load',
		empty: 'No running creatives: upload one first, and wait until it is approved',
		request: {
			method: 'POST',
			path: '/api/v3/crt/creatives/list',
			json: { sortBy: '-creativeId', creativeStatusIds: [2], pageNo: 1, noOfEntries: 500 },
		},
		entries: [],
	},
	{
		node: audience,
		method: 'getColumnKeys',
		kind: 'load',
		request: { method: 'POST', path: COLUMN_LIST },
		entries: [
			entry('First Name (Voters_FirstName)', 'Voters_FirstName'),
			entry('Voter ID (LalVoterID)', 'LalVoterID'),
			entry('Email (Email)', 'Email'),
		],
		isMaster: true,
		fallback: true,
	},
	{
		node: audience,
		method: 'getDataFormats',
		kind: 'load',
		request: { method: 'GET', path: '/api/v3/audience/static/matched/data-format' },
		entries: [NOT_CHOSEN, ...FORMATS],
		isMaster: true,
		fallback: true,
	},
	{
		node: audience,
		method: 'getVoterPartners',
		kind: 'load',
		request: { method: 'GET', path: PARTNERS },
		entries: [NOT_CHOSEN, ...VOTER_PARTNERS],
		isMaster: true,
		fallback: true,
	},
	{
		node: audience,
		method: 'getNpiPartners',
		kind: 'load',
		request: { method: 'GET', path: PARTNERS },
		entries: [NOT_CHOSEN, ...NPI_PARTNERS],
		isMaster: true,
		fallback: true,
	},
];

const BY_NAME = LISTS.map(
	(list) => [`${list.node().description.displayName}: ${list.method}`, list] as const,
);

/** The entries of a list as the form gets them. */
async function ask({ node, method, kind, empty }: List, credential = sandboxCredential(sandbox)) {
	const form = openForm(sandbox, node(), { credential });
	if (kind === 'load') return await form.load(method);
	const found = form.search(method).catch((error: Error) => {
		// n8n shows the words of an error in the list.
		if (error.message !== empty) throw error;
		return { results: [{ name: error.message, value: '' }] };
	});
	return (await found).results;
}

/** What an untouched sandbox leads to. */
function shown({ entries, empty }: List) {
	return empty === undefined ? entries : [{ name: empty, value: '' }];
}

describe.each(BY_NAME)('%s', (_, list) => {
	it('asks IQM once, with the login of the credential, and shows what it answers', async () => {
		const entries = await ask(list);
		const [sent, ...further] = apiRequests(sandbox);
		expect(further).toHaveLength(0);
		expect(sent).toMatchObject({ method: list.request.method, path: list.request.path });
		expect(sent.json).toEqual(list.request.json);
		expect([...sent.query]).toEqual([]);
		expect(sent.headers).toMatchObject({
			authorization: expect.stringMatching(/^Bearer \S+$/),
			'x-iaa-ow-id': '200001',
		});
		if (list.method === 'getColumnKeys')
			expect(entries).toEqual(expect.arrayContaining(list.entries));
		else expect(entries).toEqual(shown(list));
	});

	it('asks again only after 30 seconds, for master data after a day', async () => {
		await ask(list);
		time.ahead += (list.isMaster ? DAY_MS : 30_000) - 1_000;
		const again = await ask(list);
		expect(apiRequests(sandbox)).toHaveLength(1);
		time.ahead += 2_000;
		expect(await ask(list)).toEqual(again);
		expect(apiRequests(sandbox)).toHaveLength(2);
	});

	it('keeps nothing of one login for another', async () => {
		await ask(list);
		// The sandbox refuses the other workspace, but is asked.
		await ask(list, sandboxCredential(sandbox, { owId: '300002' })).catch(() => {});
		expect(apiRequests(sandbox).map(({ headers }) => headers['x-iaa-ow-id'])).toEqual([
			'200001',
			'300002',
		]);
	});

	const FAILURES: Array<[FaultKind, string]> = [
		['successFalse', 'planted refusal'],
		['forbidden', 'planted refusal'],
		['rateLimit', 'planted refusal'],
		['rateLimitRetryAfter', 'planted refusal'],
		['serverError', 'planted refusal'],
		['html', 'returned a web page'],
		['notJson', 'not JSON'],
		['empty', 'returned an empty response'],
	];
	it.each(FAILURES)('%s: fails soon, in the words of IQM', async (kind, words) => {
		sandbox.addFault({
			path: /^\/api\/v3\/(master|cmp|crt|audience)\//,
			kind,
			times: 100,
			retryAfterSeconds: 3_600,
			...(words === 'planted refusal' ? { message: words } : {}),
		});
		const asked = ask(list);
		if (list.fallback) expect((await asked).length).toBeGreaterThan(1);
		else await expect(asked).rejects.toThrow(words);
		// Nobody looks at an open form for longer.
		expect(time.ahead).toBeLessThan(30_000);
		if (kind.startsWith('rateLimit')) expect(apiRequests(sandbox)).toHaveLength(1);
	});

	it('does not keep a failure', async () => {
		sandbox.addFault({ path: new RegExp(list.request.path), kind: 'forbidden' });
		await ask(list).catch(() => {});
		const entries = await ask(list);
		expect(apiRequests(sandbox)).toHaveLength(2);
		expect(entries).toEqual(expect.arrayContaining(list.entries));
	});

	it('says why the login was refused', async () => {
		const asked = ask(list, sandboxCredential(sandbox, { password: 'wrong' }));
		if (list.fallback) expect((await asked).length).toBeGreaterThan(1);
		else await expect(asked).rejects.toThrow('IQM login refused for this user');
		expect(time.ahead).toBeLessThan(30_000);
	});

	it('renews a login that has run out', async () => {
		const load = async () => await ask(list);
		const before = await load();
		sandbox.expireTokens();
		time.ahead += DAY_MS + 1_000;
		expect(await load()).toEqual(before);
		expect(sandbox.iqm.logins).toBe(2);
	});
});

const NODES: INodeType[] = [
	new IqmInsertionOrder(),
	new IqmCampaign(),
	new IqmCreative(),
	new IqmMatchedAudience(),
];

describe('what the forms name', () => {
	/** Names of the list methods that any parameter asks for. */
	function named(properties: INodeProperties[], kind: 'listSearch' | 'loadOptions'): string[] {
		return properties.flatMap((property) => {
			const inner = (property.options ?? []).flatMap((option) =>
				'values' in option ? option.values : 'type' in option ? [option as INodeProperties] : [],
			);
			const here =
				kind === 'loadOptions'
					? [property.typeOptions?.loadOptionsMethod]
					: (property.modes ?? []).map(({ typeOptions }) => typeOptions?.searchListMethod);
			return [...here.filter((name) => name !== undefined), ...named(inner, kind)];
		});
	}

	it.each(NODES.map((node) => [node.description.displayName, node] as const))(
		'%s has exactly the list methods that its parameters name',
		(_, node) => {
			for (const kind of ['listSearch', 'loadOptions'] as const) {
				const wanted = new Set(named(node.description.properties, kind));
				const there = Object.keys(node.methods?.[kind] ?? {});
				expect(there.sort()).toEqual([...wanted].sort());
				const tested = LISTS.filter((list) => list.node().constructor === node.constructor);
				// Those of a campaign's targeting are opened in campaign/targeting.test.ts.
				const targeting = node instanceof IqmCampaign ? Object.keys(campaignPickers) : [];
				const methods = [...tested.map(({ method }) => method), ...targeting];
				expect(methods).toEqual(expect.arrayContaining(there));
			}
		},
	);
});
