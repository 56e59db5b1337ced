import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { sampleContent } from '../../../sandbox';
import { apiRequests, fileItem, runNode } from '../../support/harness';
import { iqmStage, picked } from '../../support/iqmStage';
import { CAMPAIGN_FORM } from '../../support/scenarios';

/** Values that were lost on their way into a form, as expressions over items lose them. */

const { sandbox, stage } = iqmStage(() => new IqmCampaign());
const run = async (node: INodeType, parameters: IDataObject, json: IDataObject = {}) =>
	await runNode(sandbox, node, parameters, { items: [{ json }] });
const MISSING = '={{ $json.missing }}';
const sent = () => apiRequests(sandbox).map(({ json }) => json as IDataObject);

const ORDER = {
	operation: 'create',
	ifItExists: 'create',
	ioName: 'Spring',
	ioStartTime: '2031-01-01T00:00:00Z',
	ioEndTime: '2031-02-01T00:00:00Z',
	ioTimeZoneId: picked(29),
	isAutoSumIoTotalBudget: false,
	ioTotalBudget: 1000,
};

describe('an empty filter never lists everything', () => {
	it.each<[string, () => INodeType, IDataObject]>([
		['Insertion Order IDs', () => new IqmCampaign(), { ioIdsList: MISSING }],
		['Campaign IDs', () => new IqmCampaign(), { campaignIds: '={{ [] }}' }],
		['Statuses', () => new IqmCreative(), { creativeStatusIds: '={{ [] }}' }],
		['Name or ID Contains', () => new IqmInsertionOrder(), { searchField: '={{ " " }}' }],
		['Name Contains', () => new AppLovinCampaign(), { name: MISSING }],
		['Platform', () => new AppLovinCampaign(), { platform: '={{ null }}' }],
	])('%s', async (label, node, filters) => {
		const type = node();
		const resource = type.description.properties.find(({ name }) => name === 'resource')?.default;
		const { error } = await run(type, { resource, operation: 'getAll', returnAll: true, filters });
		expect(error?.message).toBe(`'${label}' is empty: its expression returned no value`);
		expect(error?.description).toBe("Correct the expression, or remove it from 'Filters'.");
		expect(sandbox.requests).toEqual([]);
	});

	it.each([{}, { id: null }, { id: '' }, { id: ' ' }])(
		'nor does a list that has lost one of its entries leave it out: %j',
		async (row) => {
			const { error } = await run(
				new IqmCampaign(),
				{ operation: 'getAll', filters: { campaignIds: '={{ $json.rows.map((row) => row.id) }}' } },
				{ rows: [{ id: 1 }, row, { id: 3 }] },
			);
			expect(error?.message).toBe("'Campaign IDs' has no value in entry 2 of 3");
			expect(sandbox.requests).toEqual([]);
		},
	);
});

describe('an update that lost its value', () => {
	it.each<[string, () => INodeType, () => IDataObject]>([
		[
			'Total Budget',
			() => new IqmInsertionOrder(),
			() => ({
				operation: 'update',
				ioId: picked(stage.ioId),
				updateFields: { ioTotalBudget: MISSING },
			}),
		],
		[
			'Daily Budget',
			() => new IqmCampaign(),
			() => ({
				operation: 'update',
				campaignId: String(stage.campaignId),
				updateFields: { budgetDay: MISSING, maxBid: 9 },
				options: { preview: true },
			}),
		],
		[
			'Click URL',
			() => new IqmCreative(),
			() => ({
				operation: 'update',
				creativeId: String(stage.creativeId),
				updateFields: { clickUrl: MISSING, creativeName: 'New' },
			}),
		],
		[
			'Countries: Replace',
			() => new AppLovinCreativeSet(),
			() => ({
				resource: 'creativeSet',
				operation: 'update',
				creative_set_id: picked('set1'),
				updateFields: { name: 'New', countries: '={{ [] }}' },
			}),
		],
	])('is an error that names it: %s', async (label, node, parameters) => {
		const before = sandbox.requests.length;
		const { error } = await run(node(), parameters());
		expect(error?.message).toBe(`'${label}' is empty: its expression returned no value`);
		expect(error?.description).toBe("Correct the expression, or remove it from 'Update Fields'.");
		expect(sandbox.requests).toHaveLength(before);
	});
});

describe('an end that may be missing', () => {
	const campaign = () => ({ ...CAMPAIGN_FORM(stage), options: { preview: true } });
	const ORDER_COPY = () => ({
		operation: 'duplicate',
		ioId: picked(stage.ioId),
		ioExistingCampaignIds: String(stage.campaignId),
		ioStartTime: '2031-01-01T00:00:00Z',
		ioTimeZoneId: picked(29),
		options: { preview: true },
	});
	const COPY = () => ({
		operation: 'duplicate',
		campaignIds: String(stage.campaignId),
		ioId: picked(stage.ioId),
		startDate: '2031-01-01T00:00:00Z',
		timeZoneId: picked(29),
		options: { preview: true },
	});
	type Case = [string, string, string, () => INodeType, () => IDataObject];
	const CASES: Case[] = [
		['create', 'endTime', 'No End', () => new IqmCampaign(), campaign],
		[
			'createDraft',
			'endTime',
			'No End',
			() => new IqmCampaign(),
			() => ({ ...campaign(), operation: 'createDraft' }),
		],
		['duplicate', 'endDate', 'Same as the Originals', () => new IqmCampaign(), COPY],
		['duplicate', 'ioEndTime', 'Leave It to IQM', () => new IqmInsertionOrder(), ORDER_COPY],
	];

	const NEW_ORDER = () => ({ ...ORDER, options: { preview: true } });
	const ORDER_CASE: Case = [
		'create',
		'ioEndTime',
		'No End',
		() => new IqmInsertionOrder(),
		NEW_ORDER,
	];

	const all = [...CASES, ORDER_CASE];
	it.each(all)('is an error if lost: %s, %s', async (_, name, none, node, parameters) => {
		const before = sandbox.requests.length;
		const { error } = await run(node(), { ...parameters(), [name]: MISSING });
		expect(error?.message).toBe("'End' is empty: its expression returned no value");
		expect(error?.description).toBe(
			`Correct the expression. To set none, choose '${none}' in 'Ends'.`,
		);
		expect(sandbox.requests).toHaveLength(before);
	});

	it.each(CASES)('is none by choice: %s, %s', async (_operation, name, _none, node, parameters) => {
		const end = '2031-01-20T00:00:00Z';
		const chosen = async (form: IDataObject, json: IDataObject) => {
			const { error, items } = await run(node(), { ...parameters(), ...form }, json);
			expect(error).toBeUndefined();
			return (items[0].json.body as IDataObject)[name];
		};
		const none = name === 'endDate' ? 0 : undefined;
		const byItem = {
			[`${name}Choice`]: '={{ $json.end ? "at" : "none" }}',
			[name]: '={{ $json.end }}',
		};
		expect(await chosen({ [name]: '', [`${name}Choice`]: 'none' }, {})).toBe(none);
		// A new campaign takes its order's.
		const isNew = name === 'endTime';
		const { ioEndTime } = sandbox.iqm.insertionOrders.get(stage.ioId)!.details;
		expect(await chosen({ [name]: '' }, {})).toBe(isNew ? Math.floor(Number(ioEndTime) / 1_000) : none);
		expect(await chosen({ [name]: end, [`${name}Choice`]: 'none' }, {})).toBe(none);
		expect(await chosen(byItem, {})).toBe(none);
		const unit = name === 'ioEndTime' ? 1 : 1_000;
		expect(await chosen(byItem, { end })).toBe(Date.parse(end) / unit);
	});
});

describe('a name that is not a name', () => {
	const before = (): number => sandbox.requests.length;
	/** Files that uploads take, so that nothing but the name is wrong. */
	const people = Buffer.from('street-address,state,zip\n1 Hill,NY,10001\n');
	const image = sampleContent('/samples/banner.png');
	const item = {
		json: { thing: { a: 1 } },
		binary: {
			...fileItem('a.csv', 'text/csv', people).binary,
			...fileItem('a.png', 'image/png', image, 'image').binary,
		},
	};
	it.each<[string, () => INodeType, IDataObject]>([
		['ioName', () => new IqmInsertionOrder(), ORDER],
		[
			'audienceName',
			() => new IqmMatchedAudience(),
			{ operation: 'upload', emailsAndPhones: 'plain' },
		],
		[
			'creativeName',
			() => new IqmCreative(),
			{ operation: 'upload', clickUrl: 'https://a.example', binaryPropertyName: 'image' },
		],
		[
			'name',
			() => new AppLovinCampaign(),
			{
				resource: 'campaign',
				operation: 'create',
				ifItExists: 'create',
				platform: 'android',
				package_name: 'com.example.app',
				bid_type: 'CPI',
				tracking_method: 'adjust',
			},
		],
	])('is refused: %s', async (name, node, form) => {
		const count = before();
		for (const expression of [
			'={{ `${$json.thing}` }}',
			'={{ "Spring " + $json.thing }}',
			'Spring [object Object]',
			'={{ String($json.missing) }}',
			'={{ "Spring " + $json.missing }}',
			'={{ "Spring " + null }}',
			'={{ "Spring " + ($json.missing - 1) }}',
			'={{ String(null) }}',
			'={{ String(NaN) }}',
		]) {
			const { error } = await runNode(sandbox, node(), { ...form, [name]: expression }, { items: [item] });
			expect(error?.message).toMatch(
				/^'.* Name' is ('.*': (an object converted to text|a value in its expression was missing)|empty: its expression returned '(undefined|null|NaN)')$/,
			);
		}
		expect(sandbox.requests).toHaveLength(count);
	});

	it('may be typed, and may hold these words', async () => {
		for (const ioName of ['undefined', 'null', '={{ "Null Hypothesis" }}', '={{ "NaN bread" }}']) {
			const { items, error } = await run(new IqmInsertionOrder(), {
				...ORDER,
				ioName,
				options: { preview: true },
			});
			expect(error).toBeUndefined();
			expect((items[0].json.body as IDataObject).ioName).toBe(ioName.replace(/^={{ "|" }}$/g, ''));
		}
	});
});

describe('a JSON row that lost a value', () => {
	const form = (rows: IDataObject[]) => ({
		resource: 'sourceBid',
		operation: 'update',
		campaign_id: picked('campaign1'),
		changeBy: 'set',
		rowsFrom: 'json',
		rowsJson: JSON.stringify(rows),
	});

	it.each<[string, IDataObject]>([
		['Bid Value', { app_id: 'a1', country: 'us', bid_value: null }],
		['Bid Override', { app_id: 'a1', country: 'us', bid_override_percentage: '' }],
		['Country', { app_id: 'a1', country: null, bid_value: 1 }],
		['App', { app_id: ' ', country: 'us', bid_value: 1 }],
	])('is an error that names it: %s', async (label, row) => {
		const count = sandbox.requests.length;
		const { error } = await run(new AppLovinCampaign(), form([row]));
		expect(error?.message).toBe(`'Source Bids 1: ${label}' is empty`);
		expect(sandbox.requests).toHaveLength(count);
	});

	it('may have lost what is never sent', async () => {
		const row = { app_id: 'a1', country: 'us', bid_value: 1, app_id_external: null };
		const { items, error } = await run(new AppLovinCampaign(), {
			...form([row]),
			options: { preview: true },
		});
		expect(error).toBeUndefined();
		expect(items[0].json.body).toEqual([
			{ app_id: 'a1', country: 'us', bid_value: 1, bid_override_percentage: 'default' },
		]);
		expect(sent()).toBeDefined();
	});
});

it('refuses a name of "Additional JSON" that was made of an object', async () => {
	const { error } = await run(new AppLovinCreativeSet(), {
		resource: 'creativeSet',
		operation: 'update',
		creative_set_id: picked('set1'),
		updateFields: { additionalJson: '{"name": "Spring [object Object]"}' },
	});
	expect(error?.message).toBe("'Name' is 'Spring [object Object]': an object converted to text");
});

describe('JSON of an expression', () => {
	type Case = [string, () => INodeType, () => IDataObject];
	const CASES: Case[] = [
		[
			'updateFields',
			() => new IqmInsertionOrder(),
			() => ({ operation: 'update', ioId: picked(stage.ioId) }),
		],
		[
			'updateFields',
			() => new IqmCreative(),
			() => ({ operation: 'update', creativeId: String(stage.creativeId) }),
		],
		[
			'additionalFields',
			() => new IqmCampaign(),
			() => ({ operation: 'update', campaignId: picked(stage.campaignId) }),
		],
		['additionalFields', () => new IqmInsertionOrder(), () => ORDER],
		[
			'updateFields',
			() => new AppLovinCampaign(),
			() => ({ resource: 'target', operation: 'update', campaign_id: picked('campaign1') }),
		],
		[
			'updateFields',
			() => new AppLovinCreativeSet(),
			() => ({ resource: 'creativeSet', operation: 'update', creative_set_id: picked('set1') }),
		],
	];
	const JSONS = [
		['={{ {thing: $json.missing} }}', "has no value for 'thing'"],
		['={{ {name: "New", thing: null} }}', "has no value for 'thing'"],
		['={"thing": "{{ $json.missing }}"}', "has no value for 'thing'"],
		['={"exchanges": "{{ $json.missing }}"}', "has no value for 'exchanges'"],
		['={{ {thing: {deep: [1, {er: $json.missing} ] } } }}', "has no value for 'thing.deep.1.er'"],
		['={{ {owId: 9007199254740993} }}', "has a number for 'owId' that is too large to be exact"],
		['={{ {thing: [1, 9007199254740993]} }}', "has a number for 'thing.1' that is too large"],
	];

	it.each(CASES)('loses nothing: %s', async (collection, node, form) => {
		const before = sandbox.requests.length;
		for (const [additionalJson, words] of JSONS) {
			const { error } = await run(node(), { ...form(), [collection]: { additionalJson } });
			expect(error?.message).toContain(`'Additional JSON' ${words}`);
		}
		expect(sandbox.requests).toHaveLength(before);
	});

	it('that was typed is taken as it is', async () => {
		const { items, error } = await run(new IqmCampaign(), {
			...CAMPAIGN_FORM(stage),
			additionalFields: { additionalJson: '{"advertiserId": null, "dspId": ""}' },
			options: { preview: true },
		});
		expect(error).toBeUndefined();
		expect(items[0].json.body).toMatchObject({ advertiserId: null, dspId: '' });
	});
});

it('lets texts contain the word undefined', async () => {
	const { items, error } = await run(
		new IqmCreative(),
		{
			operation: 'update',
			creativeId: String(stage.creativeId),
			updateFields: { clickUrl: '={{ $json.url }}', creativeRemarks: '={{ $json.note }}' },
			options: { preview: true },
		},
		{ url: 'https://example.com/undefined-behavior', note: 'target group still undefined' },
	);
	expect(error).toBeUndefined();
	expect(items[0].json.body).toMatchObject({ creativeRemarks: 'target group still undefined' });
});
