import type { IDataObject, INode, INodeParameters, INodeProperties, INodeType } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import { windowFor } from '../../../nodes/common/send/rateLimit';
import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { rateLimitKey, readAccount } from '../../../nodes/Iqm/transport/account';
import type { FaultKind, Sandbox } from '../../../sandbox';
import { SandboxClient } from '../../../sandbox/client';
import { Engine } from '../../support/engine';
import {
	apiRequests,
	forgetProcessState,
	sandboxCredential,
	testSandbox,
} from '../../support/harness';
import { openForm } from '../../support/openForm';

/** The lists of open forms, on the real engine; time passes on a virtual clock. */
const real = { ...clock };
let ahead = 0;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await testSandbox();
});
afterAll(async () => {
	Object.assign(clock, real);
	await sandbox.close();
});
beforeEach(() => {
	ahead = 0;
	clock.now = () => Date.now() + ahead;
	clock.sleep = async (ms) => {
		ahead += ms;
	};
	sandbox.reset();
	sandbox.options.iqm.requestsPerMinute = 0;
	forgetProcessState();
});

const COLUMN_LIST = '/api/v3/audience/static/matched/column-list';
const PARTNERS = '/api/v3/audience/static/matched/data-partner';

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

const entry = (name: string, value: string) => ({ name, value });

const TIMEZONES = [
	['US/Central', 423],
	['US/Eastern', 29],
	['US/Mountain', 21],
	['US/Pacific', 433],
	['Africa/Addis Ababa', 149],
	['Asia/Kolkata', 105],
	['US/Alaska', 420],
	['US/Arizona', 421],
	['UTC', 11],
].map(([name, id]) => entry(`${name} (${id})`, String(id)));

const CREATIVE_TYPES = [
	entry('Audio (17)', '17'),
	entry('Native (15)', '15'),
	entry('Video (14)', '14'),
	entry('HTML (13)', '13'),
	entry('Image (11)', '11'),
];

const COUNTRIES = [
	entry('United States (30100001)', '30100001'),
	entry('India (30100002)', '30100002'),
	entry('Canada (30100003)', '30100003'),
	entry('United Kingdom (30100004)', '30100004'),
	entry('Germany (30100005)', '30100005'),
	entry('Mexico (30100006)', '30100006'),
];

const FORMATS = [
	entry('Hashed (MD5) (MD5)', 'MD5'),
	entry('Hashed (other) (Other)', 'Other'),
	entry('Hashed (SHA1) (SHA1)', 'SHA1'),
	entry('Hashed (SHA256) (SHA256)', 'SHA256'),
	entry('Hashed (SHA512) (SHA512)', 'SHA512'),
	entry('Raw (Raw)', 'Raw'),
];

const VOTER_PARTNERS = [
	entry('Aristotle ID (aristotle_id)', 'aristotle_id'),
	entry('i360 ID (i360_id)', 'i360_id'),
	entry('L2 ID (LalVoterID)', 'LalVoterID'),
	entry('Other ID (Other)', 'Other'),
	entry('Registered Voter ID (Voters_StateVoterID)', 'Voters_StateVoterID'),
	entry('TargetSmart ID (voterbase_id)', 'voterbase_id'),
];

const NPI_PARTNERS = [
	entry('Healthcare ID (healthcare_id)', 'healthcare_id'),
	entry('Healthlink ID (hl_npi_id)', 'hl_npi_id'),
];

const SINGLE_KEYS = ['Email', 'NPI_ID', 'Phone', 'Residence_FullAddress', 'Voters_ID'];

const campaign = () => new IqmCampaign();
const audience = () => new IqmMatchedAudience();

const timezones: Omit<List, 'node'> = {
	method: 'searchTimezones',
	kind: 'search',
	request: { method: 'GET', path: '/api/v3/master/timezones' },
	entries: TIMEZONES,
};

const NOT_CHOSEN = { name: 'Please Choose', value: '' };

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
		ahead += 5 * 60_000 - 1_000;
		const again = await ask(list);
		expect(apiRequests(sandbox)).toHaveLength(1);
		ahead += 2_000;
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
		expect(ahead).toBeLessThan(30_000);
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
		expect(ahead).toBeLessThan(30_000);
	});

	it('renews a login that has run out', async () => {
		const form = openForm(sandbox, list.node());
		const load = async () =>
			list.kind === 'load'
				? await form.load(list.method)
				: (await form.search(list.method)).results;
		const before = await load();
		sandbox.expireTokens();
		ahead += 6 * 60_000;
		expect(await load()).toEqual(before);
		expect(sandbox.iqm.logins).toBe(2);
	});
});

describe('insertion orders', () => {
	const PATH = '/api/v3/cmp/io/basic/list';
	const form = () => openForm(sandbox, new IqmCampaign());

	async function makeOrders(count: number): Promise<void> {
		const client = new SandboxClient(sandbox);
		await client.login();
		for (let index = 1; index <= count; index++)
			await client.makeOrder({ ioName: `Order ${index}` });
		sandbox.requests.length = 0;
	}

	it('shows names with their IDs, the newest first', async () => {
		await makeOrders(2);
		const { results, paginationToken } = await form().search('searchInsertionOrders');
		expect(results).toEqual([
			entry('Order 2 (123457)', '123457'),
			entry('Order 1 (123456)', '123456'),
		]);
		expect(paginationToken).toBeUndefined();
	});

	it('lets IQM search by name or ID', async () => {
		await makeOrders(12);
		const open = form();
		const byName = await open.search('searchInsertionOrders', 'order 12');
		expect(byName.results).toEqual([entry('Order 12 (123467)', '123467')]);
		const byId = await open.search('searchInsertionOrders', '123456');
		expect(byId.results).toEqual([entry('Order 1 (123456)', '123456')]);
		expect(apiRequests(sandbox).map(({ path, json }) => [path, json])).toEqual([
			[PATH, { sortBy: '-ioId', searchField: 'order 12', pageNo: 1, noOfEntries: 100 }],
			[PATH, { sortBy: '-ioId', searchField: '123456', pageNo: 1, noOfEntries: 100 }],
		]);
	});

	it('goes on with the next page until one is short', async () => {
		await makeOrders(203);
		const open = form();
		const seen: unknown[] = [];
		const tokens: unknown[] = [];
		let page: string | undefined;
		do {
			const { results, paginationToken } = await open.search('searchInsertionOrders', '', page);
			seen.push(...results.map(({ value }) => value));
			page = paginationToken as string | undefined;
			tokens.push(page);
		} while (page !== undefined);
		expect(tokens).toEqual(['2', '3', undefined]);
		expect(new Set(seen).size).toBe(203);
		expect(apiRequests(sandbox).map(({ json }) => (json as { pageNo: number }).pageNo)).toEqual([
			1, 2, 3,
		]);
	});
});

describe('lists that are searched on this side', () => {
	it.each([
		['searchTimezones', 'pacific', ['433']],
		['searchTimezones', ' us/EAST ', ['29']],
		['searchTimezones', '105', ['105']],
		['searchTimezones', 'nowhere', []],
		['searchCountries', 'united', ['30100001', '30100004']],
		['searchCountries', '30100005', ['30100005']],
		['searchCreativeTypes', 'vid', ['14']],
	])('%s for %j', async (method, filter, values) => {
		const open = openForm(sandbox, new IqmCampaign());
		const { results, paginationToken } = await open.search(method, filter);
		expect(results.map(({ value }) => value)).toEqual(values);
		expect(paginationToken).toBeUndefined();
		// Typing on costs no further request.
		await open.search(method, `${filter}x`);
		expect(apiRequests(sandbox)).toHaveLength(1);
	});
});

describe('creative types', () => {
	const types = async () =>
		(await openForm(sandbox, new IqmCampaign()).search('searchCreativeTypes')).results;

	it.each(['array', 'data', 'creativeTypeList'] as const)('shape %s', async (shape) => {
		sandbox.options.iqm.creativeTypesShape = shape;
		expect(await types()).toEqual(CREATIVE_TYPES);
	});

	it('never offers the data formats of the sample answer as creative types', async () => {
		sandbox.options.iqm.creativeTypesShape = 'seedSample';
		// An empty list would look as if the account had none.
		await expect(types()).rejects.toThrow(
			/data formats of matched audiences instead of creative types.*11 Image, 13 HTML, 14 Video/,
		);
	});
});

describe('creatives', () => {
	const PATH = '/api/v3/crt/creatives/list';
	const load = async (creativeType?: unknown) => {
		const parameters = { creativeType } as INodeParameters;
		return await openForm(sandbox, new IqmCampaign(), { parameters }).load('getCreatives');
	};
	const bodies = () => apiRequests(sandbox).map(({ json }) => json);
	const locator = (value: string, mode = 'list') => ({ __rl: true, mode, value });

	async function makeImages(count: number): Promise<void> {
		const client = new SandboxClient(sandbox);
		await client.login();
		const first = await client.makeImage({ creativeName: 'Banner 1' });
		const made = sandbox.iqm.creatives.get(first);
		if (made === undefined) throw new Error('The sandbox has no creative');
		for (let index = 1; index < count; index++) {
			const creativeId = first + index;
			const creativeName = `Banner ${index + 1}`;
			sandbox.iqm.creatives.set(creativeId, { ...made, creativeId, creativeName });
		}
		sandbox.requests.length = 0;
	}

	it('offers only running ones, the newest first', async () => {
		await makeImages(2);
		expect(await load()).toEqual([]);
		forgetProcessState();
		sandbox.options.iqm.readyAfterMs = 0;
		expect(await load()).toEqual([
			entry('Banner 2 (148972)', '148972'),
			entry('Banner 1 (148971)', '148971'),
		]);
	});

	it.each([
		['picked from the list', locator('11'), [11]],
		['entered', locator('11', 'id'), [11]],
		['given as a plain value', 11, [11]],
		['an expression', locator('={{ $json.type }}', 'id'), undefined],
		['empty', locator(''), undefined],
	])('of the chosen type, %s', async (_, creativeType, platformCreativeTypeIds) => {
		await load(creativeType);
		const [body] = bodies();
		expect(body).toEqual({
			sortBy: '-creativeId',
			creativeStatusIds: [2],
			...(platformCreativeTypeIds === undefined ? {} : { platformCreativeTypeIds }),
			pageNo: 1,
			noOfEntries: 500,
		});
		expect(apiRequests(sandbox)[0].path).toBe(PATH);
	});

	it('reads up to three pages of 500, and says that there are more', async () => {
		await makeImages(1_700);
		sandbox.options.iqm.readyAfterMs = 0;
		const options = await load(locator('11'));
		expect(options).toHaveLength(1_501);
		expect(new Set(options.map(({ value }) => value)).size).toBe(1_501);
		expect(options[1_500]).toEqual({
			name: expect.stringMatching(/^Only the newest 1,500 are listed/),
			value: '',
		});
		expect(bodies().map((body) => (body as { pageNo: number }).pageNo)).toEqual([1, 2, 3]);
	});
});

describe('fields for the columns of an audience', () => {
	const keys = async () =>
		(await openForm(sandbox, new IqmMatchedAudience()).load('getColumnKeys')).map(({ value }) =>
			String(value),
		);

	it.each(['v2', 'v3'] as const)('shape %s, with those that find people alone', async (shape) => {
		sandbox.options.iqm.columnListShape = shape;
		const shown = await keys();
		expect(shown).toEqual(expect.arrayContaining([...SINGLE_KEYS, 'Voters_FirstName']));
		expect(new Set(shown).size).toBe(shown.length);
	});

	it('asks with GET where there is no POST', async () => {
		sandbox.addFault({ method: 'POST', path: /column-list$/, kind: 'html404' });
		expect(await keys()).toContain('Voters_FirstName');
		expect(apiRequests(sandbox).map(({ method, path }) => [method, path])).toEqual([
			['POST', COLUMN_LIST],
			['GET', COLUMN_LIST],
		]);
	});
});

describe('fallbacks', () => {
	beforeEach(() => {
		sandbox.addFault({ path: /^\/api\/v3\/audience\//, kind: 'forbidden', times: 100 });
	});
	const load = async (method: string) =>
		await openForm(sandbox, new IqmMatchedAudience()).load(method);

	it('has formats and partners without IQM', async () => {
		expect(await load('getDataFormats')).toEqual([NOT_CHOSEN, ...FORMATS]);
		expect(await load('getVoterPartners')).toEqual([NOT_CHOSEN, ...VOTER_PARTNERS]);
		expect(await load('getNpiPartners')).toEqual(expect.arrayContaining(NPI_PARTNERS));
	});

	it('has all fields of the eight combinations without IQM', async () => {
		const keys = (await load('getColumnKeys')).map(({ value }) => value);
		expect(keys).toEqual(
			expect.arrayContaining([
				...SINGLE_KEYS,
				'Voters_FirstName',
				'Voters_LastName',
				'Residence_Addresses_State',
				'Residence_Addresses_Zip',
				'Residence_Addresses_AddressLine',
			]),
		);
	});
});

describe('one open form', () => {
	it('asks once for lists that several of its fields want at the same time', async () => {
		const form = openForm(sandbox, new IqmMatchedAudience());
		const rows = Array.from({ length: 8 }, async () => await form.load('getColumnKeys'));
		const partners = ['getVoterPartners', 'getNpiPartners'].map(
			async (method) => await form.load(method),
		);
		await Promise.all([...rows, ...partners]);
		expect(
			apiRequests(sandbox)
				.map(({ path }) => path)
				.sort(),
		).toEqual([COLUMN_LIST, PARTNERS]);
		expect(sandbox.iqm.logins).toBe(1);
	});

	it('waits for its turn in the minute, since lists count too', async () => {
		const credential = sandboxCredential(sandbox, { requestsPerMinute: 2 });
		const form = openForm(sandbox, new IqmCampaign(), { credential });
		await form.search('searchTimezones');
		expect(ahead).toBe(0);
		await form.search('searchCountries');
		expect(ahead).toBeGreaterThan(50_000);
		expect(ahead).toBeLessThan(61_000);
	});

	it('does not wait out the long pause of an execution that met 429', async () => {
		const credential = sandboxCredential(sandbox);
		const window = windowFor(rateLimitKey(readAccount(credential)), 0);
		window.blockUntil(clock.now() + 600_000);
		await openForm(sandbox, new IqmCampaign(), { credential })
			.search('searchTimezones')
			.catch(() => {});
		expect(ahead).toBeLessThan(90_000);
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

describe('what the canvas shows under a node', () => {
	const optionsOf = (properties: INodeProperties[], name: string, resource?: string) => {
		const selector = properties.find(
			(property) =>
				property.name === name &&
				(resource === undefined || property.displayOptions?.show?.resource?.includes(resource)),
		);
		return (selector?.options ?? []) as Array<{ name: string; value: string }>;
	};

	async function subtitle(node: INodeType, parameters: IDataObject): Promise<unknown> {
		const type = `n8n-nodes-iqm-applovin.${node.description.name}`;
		const engine = new Engine({
			nodeTypes: { [type]: node },
			credentialTypes: {},
			credentials: {},
		});
		const stored = { name: 'Node', type, typeVersion: 1, parameters } as unknown as INode;
		const { expression } = engine.workflow({ nodes: [stored], connections: {} });
		await (expression as { acquireIsolate?: () => Promise<unknown> }).acquireIsolate?.();
		return expression.getSimpleParameterValue(stored, node.description.subtitle, 'internal', {});
	}

	it.each(
		[...NODES, new AppLovinCampaign(), new AppLovinCreativeSet()].flatMap((node) =>
			optionsOf(node.description.properties, 'resource').flatMap((resource) =>
				optionsOf(node.description.properties, 'operation', resource.value).map((operation) => ({
					node,
					resource,
					operation,
				})),
			),
		),
	)(
		'$node.description.displayName, $resource.name, $operation.name: in words',
		async ({ node, resource, operation }) => {
			// AppLovin's word for it is "remove".
			const words = operation.value === 'delete' ? 'delete' : operation.name.toLowerCase();
			const parameters = { resource: resource.value, operation: operation.value };
			expect(await subtitle(node, parameters)).toBe(
				node.description.name.startsWith('iqm')
					? words
					: `${words}: ${resource.name.toLowerCase()}`,
			);
		},
	);
});
