import type { INodeParameters } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import { windowFor } from '../../../nodes/common/send/rateLimit';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { rateLimitKey, readAccount } from '../../../nodes/Iqm/transport/account';
import { SandboxClient } from '../../../sandbox/client';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, forgetProcessState, sandboxCredential } from '../../support/harness';
import { openForm } from '../../support/openForm';
import {
	COLUMN_LIST,
	CREATIVE_TYPES,
	entry,
	FORMATS,
	NOT_CHOSEN,
	NPI_PARTNERS,
	PARTNERS,
	SINGLE_KEYS,
	VOTER_PARTNERS,
} from '../../support/pickerEntries';
import { skippedWaits } from '../../support/testClock';

/** What is special about some lists of an open form, on the real engine. */
const time = skippedWaits();
const sandbox = freshSandbox();

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
			entry('Order 2 (123457) – Active', '123457'),
			entry('Order 1 (123456) – Active', '123456'),
		]);
		expect(paginationToken).toBeUndefined();
	});

	it('lets IQM search by name or ID', async () => {
		await makeOrders(12);
		const open = form();
		const byName = await open.search('searchInsertionOrders', 'order 12');
		expect(byName.results).toEqual([entry('Order 12 (123467) – Active', '123467')]);
		const byId = await open.search('searchInsertionOrders', '123456');
		expect(byId.results).toEqual([entry('Order 1 (123456) – Active', '123456')]);
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
		// Typing more costs no further request.
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
		return await openForm(sandbox, new IqmCampaign(), { parameters }).load('getRunningCreatives');
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
		expect(await load()).toEqual([
			entry('No running creatives: upload one first, and wait until it is approved', ''),
		]);
		expect(await load(locator('14'))).toEqual([
			entry('No running creatives of this type: upload one first, and wait until it is approved', ''),
		]);
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

	it('reads two pages of 500, and says that there are more', async () => {
		await makeImages(1_200);
		sandbox.options.iqm.readyAfterMs = 0;
		const options = await load(locator('11'));
		expect(options).toHaveLength(1_001);
		expect(new Set(options.map(({ value }) => value)).size).toBe(1_001);
		expect(options[1_000]).toEqual({
			name: expect.stringMatching(/^Only the newest 1,000 are listed/),
			value: '',
		});
		expect(bodies().map((body) => (body as { pageNo: number }).pageNo)).toEqual([1, 2]);
	});
});

describe('fields for the columns of an audience', () => {
	const keys = async () =>
		(await openForm(sandbox, new IqmMatchedAudience()).load('getColumnKeys')).map(({ value }) =>
			String(value),
		);

	it.each(['v2', 'v3'] as const)('shape %s, with those that find people on their own', async (shape) => {
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

	it('waits up to ten seconds for its turn in the minute, since lists count too', async () => {
		const credential = sandboxCredential(sandbox, { requestsPerMinute: 2 });
		const form = openForm(sandbox, new IqmCampaign(), { credential });
		await form.search('searchTimezones');
		expect(time.ahead).toBe(0);
		await expect(form.search('searchCountries')).rejects.toThrow(
			/^IQM's 2 requests a minute are used up: the list can be loaded again in 6\d seconds$/,
		);
		expect(time.ahead).toBe(0);
		time.ahead = 51_000;
		await form.search('searchCountries');
		expect(time.ahead).toBeGreaterThan(60_000);
	});

	it('does not wait out the long pause of an execution that met 429', async () => {
		const credential = sandboxCredential(sandbox);
		const window = windowFor(rateLimitKey(readAccount(credential)), 0);
		window.blockUntil(clock.now() + 600_000);
		await openForm(sandbox, new IqmCampaign(), { credential })
			.search('searchTimezones')
			.catch((error: Error) => {
				expect(error.message).toMatch(/^IQM is rate limiting .* again in (599|600) seconds$/);
			});
		expect.assertions(2);
		expect(time.ahead).toBe(0);
	});
});
