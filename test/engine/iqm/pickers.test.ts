import type { INodeProperties, INodeType } from 'n8n-workflow';

import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
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

interface List {
	node: () => INodeType;
	method: string;
	kind: 'search' | 'load';
	request: { method: string; path: string; json?: unknown };
	/** Entries of the untouched sandbox, as far as the API's answer decides them. */
	entries: Array<{ name: string; value: string }>;
	/** Whether the form has entries of its own for when IQM can't be asked. */
	fallback?: boolean;
}

const campaign = () => new IqmCampaign();
const audience = () => new IqmMatchedAudience();

const timezones: Omit<List, 'node'> = {
	method: 'searchTimezones',
	kind: 'search',
	request: { method: 'GET', path: '/api/v3/master/timezones' },
	entries: TIMEZONES,
};

const insertionOrders: Omit<List, 'node'> = {
	method: 'searchInsertionOrders',
	kind: 'search',
	request: {
		method: 'POST',
		path: '/api/v3/cmp/io/basic/list',
		json: { sortBy: '-ioId', pageNo: 1, noOfEntries: 100 },
	},
	entries: [],
};

const LISTS: List[] = [
	{ node: () => new IqmInsertionOrder(), ...timezones },
	{ node: campaign, ...timezones },
	{ node: campaign, ...insertionOrders },
	{ node: () => new IqmInsertionOrder(), ...insertionOrders },
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
	},
	{
		node: campaign,
		method: 'searchCreativeTypes',
		kind: 'search',
		request: { method: 'GET', path: '/api/v3/master/creativeTypes' },
		entries: CREATIVE_TYPES,
	},
	{
		node: campaign,
		method: 'getCreatives',
		kind: 'load',
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
		fallback: true,
	},
	{
		node: audience,
		method: 'getDataFormats',
		kind: 'load',
		request: { method: 'GET', path: '/api/v3/audience/static/matched/data-format' },
		entries: [NOT_CHOSEN, ...FORMATS],
		fallback: true,
	},
	{
		node: audience,
		method: 'getVoterPartners',
		kind: 'load',
		request: { method: 'GET', path: PARTNERS },
		entries: [NOT_CHOSEN, ...VOTER_PARTNERS],
		fallback: true,
	},
	{
		node: audience,
		method: 'getNpiPartners',
		kind: 'load',
		request: { method: 'GET', path: PARTNERS },
		entries: [NOT_CHOSEN, ...NPI_PARTNERS],
		fallback: true,
	},
];

const BY_NAME = LISTS.map(
	(list) => [`${list.node().description.displayName}: ${list.method}`, list] as const,
);

/** The entries of a list as the form gets them. */
async function ask({ node, method, kind }: List, credential = sandboxCredential(sandbox)) {
	const form = openForm(sandbox, node(), { credential });
	if (kind === 'load') return await form.load(method);
	return (await form.search(method)).results;
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
		else expect(entries).toEqual(list.entries);
	});

	it('asks again only after five minutes', async () => {
		await ask(list);
		time.ahead += 5 * 60_000 - 1_000;
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
		['html', 'with a web page'],
		['notJson', 'not JSON'],
		['empty', 'with nothing'],
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
		const form = openForm(sandbox, list.node());
		const load = async () =>
			list.kind === 'load'
				? await form.load(list.method)
				: (await form.search(list.method)).results;
		const before = await load();
		sandbox.expireTokens();
		time.ahead += 6 * 60_000;
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
				const methods = tested.map(({ method }) => method);
				expect(methods).toEqual(expect.arrayContaining(there));
			}
		},
	);
});
