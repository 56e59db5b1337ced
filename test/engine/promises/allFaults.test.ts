import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { IqmCampaign } from '../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { IqmCreative } from '../../../nodes/Iqm/IqmCreative/IqmCreative.node';
import { IqmInsertionOrder } from '../../../nodes/Iqm/IqmInsertionOrder/IqmInsertionOrder.node';
import { IqmMatchedAudience } from '../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { freshSandbox } from '../../support/freshSandbox';
import { fileItem, runNode } from '../../support/harness';
import { picked } from '../../support/iqmStage';
import { CAMPAIGN_FORM } from '../../support/scenarios';
import { faultsOf } from '../../support/toldFaults';

/** All that is wrong with a form is told in one message, before anything is sent. */

const sandbox = freshSandbox();
const order = () => new IqmInsertionOrder();
const campaign = () => new IqmCampaign();
const appLovin = () => new AppLovinCampaign();

const ORDER = { ioName: 'Spring', ioEndTimeChoice: 'none', ioTimeZoneId: picked(29) };
/** No ID; as an expression, since n8n itself refuses it if it is typed. */
const LOST_DIGITS = "={{ 'x' }}";

const CAMPAIGN = CAMPAIGN_FORM({ ioId: 17994, creativeId: 676384 });

/** No campaign and no creative set. */
const ASSET = {
	resource: 'asset',
	campaign_id: picked("={{ '  ' }}"),
	creative_set_id: picked("={{ '  ' }}"),
};

/** What runs, a form with several things wrong, and the fields that the message must name. */
type Row = [string, () => INodeType, IDataObject, string[]];

const ROWS: Row[] = [
	[
		'insertion order: create',
		order,
		{ ...ORDER, operation: 'create', ioStartTime: "={{ 'soon' }}", ioTimeZoneId: picked(LOST_DIGITS), ioTotalBudget: '$5' },
		['Start', 'Time Zone', 'Total Budget'],
	],
	[
		'insertion order: update',
		order,
		{ operation: 'update', ioId: picked(LOST_DIGITS), updateFields: { ioTotalBudget: -1, ioEndTime: "={{ 'soon' }}" } },
		['Insertion Order', 'End', 'Total Budget'],
	],
	[
		'insertion order: updateBudget',
		order,
		{
			operation: 'updateBudget',
			ioIdsList: 'x',
			amountToChange: 'ioTotalBudget',
			changeBy: 'add',
			amount: '1,000',
			atMost: '0',
		},
		['Insertion Order IDs', 'Amount', 'At Most'],
	],
	[
		'insertion order: updateEndDate',
		order,
		{ operation: 'updateEndDate', ioIdsList: 'x', ioEndTime: "={{ 'soon' }}", ioTimezoneId: picked(LOST_DIGITS) },
		['Insertion Order IDs', 'New End', 'Time Zone'],
	],
	[
		'insertion order: duplicate',
		order,
		{
			operation: 'duplicate',
			ioId: picked(LOST_DIGITS),
			ioExistingCampaignIds: 'y',
			ioStartTime: '2020-01-01',
			ioEndTimeChoice: 'none',
			ioTimeZoneId: picked(29),
		},
		['Insertion Order', 'Campaigns to Copy', 'Start'],
	],
	...['create', 'createDraft'].map((operation): Row => [
		`campaign: ${operation}`,
		campaign,
		{ ...CAMPAIGN, operation, maxBid: '1.000,50', isAgreementChecked: "={{ 'no' }}", advertiserDomain: 'example' },
		['Max Bid', "Agree to IQM's Terms", 'Advertiser Website'],
	]),
	[
		'campaign: update',
		campaign,
		{
			operation: 'update',
			campaignId: 'x',
			updateFields: { budgetDay: 0, startTime: "={{ 'soon' }}" },
		},
		['Campaign', 'Start', 'Daily Budget'],
	],
	[
		'campaign: updateBudget',
		campaign,
		{
			operation: 'updateBudget',
			campaignIds: 'x',
			amountToChange: 'maxBid',
			changeBy: 'percent',
			percent: '-100',
			atMost: '1,000',
		},
		['Campaign IDs', 'Percent', 'At Most'],
	],
	[
		'campaign: duplicate',
		campaign,
		{
			operation: 'duplicate',
			campaignIds: 'x',
			ioId: picked(LOST_DIGITS),
			startDate: "={{ 'soon' }}",
			endDateChoice: 'none',
			timeZoneId: picked(29),
		},
		['Campaign IDs', 'Insertion Order', 'Start'],
	],
	[
		'creative: update',
		() => new IqmCreative(),
		{
			operation: 'update',
			resource: 'creative',
			creativeId: 'x',
			updateFields: { clickUrl: 'example', pixelUrl: 'example' },
		},
		['Creative', 'Click URL', 'Pixel URL'],
	],
	[
		'creative: upload',
		() => new IqmCreative(),
		{
			operation: 'upload',
			resource: 'creative',
			kind: 'video',
			source: 'url',
			creativeName: 'Spring',
			clickUrl: 'https://example.com',
			creativeSource: 'example',
			creativeWidth: '1,920',
			creativeHeight: 1080,
			duration: '15 s',
		},
		['Width', 'Duration', 'Creative URL'],
	],
	[
		'matched audience: upload',
		() => new IqmMatchedAudience(),
		{
			operation: 'upload',
			audienceName: "={{ '  ' }}",
			matchBy: "={{ 'luck' }}",
			columnsFrom: "={{ 'guess' }}",
			emailsAndPhones: "={{ 'maybe' }}",
			binaryPropertyName: "={{ '  ' }}",
		},
		['Audience Name', 'Match People By', 'Columns', 'Emails and Phone Numbers', 'Input Data Field Name'],
	],
	[
		'AppLovin campaign: create',
		appLovin,
		{
			resource: 'campaign',
			operation: 'create',
			name: 'Spring',
			platform: 'android',
			package_name: 'Spring',
			bid_type: "={{ 'CPX' }}",
			tracking_method: "={{ 'mine' }}",
		},
		['Package Name', 'Bid Type', 'Tracking Method'],
	],
	[
		'AppLovin campaign: update',
		appLovin,
		{
			resource: 'campaign',
			operation: 'update',
			campaign_id: picked("={{ '  ' }}"),
			updateFields: { additionalJson: '{"status": true}', tracking_method: "={{ 'mine' }}" },
		},
		['Campaign', 'Additional JSON', 'Tracking Method'],
	],
	[
		'AppLovin target: update',
		appLovin,
		{
			resource: 'target',
			operation: 'update',
			campaign_id: picked('abc'),
			devices: "={{ 'some' }}",
			changeBy: 'set',
			countries: { rows: [{ country: 'us', budget: '1,000' }] },
			updateFields: { os_major_version_min: 'ten' },
		},
		['Devices', 'Countries 1: Daily Budget', 'Lowest OS Version'],
	],
	[
		'AppLovin target: update, rows',
		appLovin,
		{
			resource: 'target',
			operation: 'update',
			campaign_id: picked('abc'),
			bid_type: 'CPI',
			changeBy: 'add',
			atMostBid: '0',
			devices: 'add',
			device_types: "={{ ['tv'] }}",
			otherCountries: 'disable',
			countries: {
				rows: [
					{ country: "={{ 'mars' }}", bid: 'much', click_url: 'adjust.com', impression_url: 'adjust.com' },
					{ country: 'us', disabled: "={{ 'perhaps' }}", budget: '1,000' },
				],
			},
		},
		[
			'Countries 1: Country',
			'Countries 1: Bid',
			'Countries 1: Click URL',
			'Countries 1: Impression URL',
			'Countries 2: Serve in Country',
			'Countries 2: Daily Budget',
			'Device Types',
			'At Most: Bid',
			'At Most: Daily Budget',
		],
	],
	[
		'AppLovin source: update',
		appLovin,
		{
			resource: 'source',
			operation: 'update',
			campaign_id: picked("={{ '  ' }}"),
			sources: { rows: [{ app_id: '', status: "={{ 'perhaps' }}" }] },
		},
		['Campaign', 'Sources 1: App', 'Sources 1: Status'],
	],
	[
		'AppLovin source bid: update',
		appLovin,
		{
			resource: 'sourceBid',
			operation: 'update',
			campaign_id: picked('abc'),
			changeBy: 'set',
			source_bids: { rows: [{ app_id: '', country: "={{ 'mars' }}", bid_value: '1,000' }] },
		},
		['Source Bids 1: App', 'Source Bids 1: Country', 'Source Bids 1: Bid Value'],
	],
	[
		'AppLovin creative set: update',
		() => new AppLovinCreativeSet(),
		{
			resource: 'creativeSet',
			operation: 'update',
			creative_set_id: picked("={{ '  ' }}"),
			updateFields: { countries: "={{ ['mars'] }}", languages: "={{ ['martian'] }}" },
		},
		['Creative Set', 'Countries: Replace', 'Languages: Replace'],
	],
	[
		'AppLovin creative set: updateSizes',
		() => new AppLovinCreativeSet(),
		{
			resource: 'creativeSet',
			operation: 'updateSizes',
			creative_set_id: picked("={{ '  ' }}"),
			enabledSizes: "={{ ['HUGE'] }}",
			disabledSizes: "={{ ['TINY'] }}",
		},
		['Creative Set', 'Sizes to Enable', 'Sizes to Disable'],
	],
	[
		'AppLovin asset: add',
		() => new AppLovinCreativeSet(),
		{
			...ASSET,
			operation: 'add',
			type: "={{ 'TXT_TITLES' }}",
			asset: "={{ '  ' }}",
			ifItExists: "={{ 'perhaps' }}",
			waitForStatus: true,
		},
		['Campaign', 'Creative Set', 'If It Exists Already', 'Asset Type', 'Asset'],
	],
	[
		'AppLovin asset: upload',
		() => new AppLovinCreativeSet(),
		{ ...ASSET, operation: 'upload', ifItExists: 'error', binaryPropertyName: "={{ '  ' }}" },
		['Campaign', 'Creative Set', 'Input Data Field Name(s)'],
	],
	[
		'AppLovin asset: replace',
		() => new AppLovinCreativeSet(),
		{
			...ASSET,
			operation: 'replace',
			source: 'asset',
			type: 'TXT_RATING',
			asset: '4.2',
			waitForStatus: true,
			longestWaitMinutes: "={{ 'long' }}",
		},
		['Campaign', 'Creative Set', 'Asset', 'Maximum Wait'],
	],
	[
		'AppLovin asset: delete',
		() => new AppLovinCreativeSet(),
		{ ...ASSET, operation: 'delete', type: "={{ 'TXT_TITLES' }}" },
		['Campaign', 'Creative Set', 'Asset Type'],
	],
	[
		'AppLovin asset: getAll',
		() => new AppLovinCreativeSet(),
		{ ...ASSET, operation: 'getAll', waitForStatus: true, longestWaitMinutes: "={{ 'long' }}" },
		['Campaign', 'Creative Set', 'Maximum Wait'],
	],
	[
		'AppLovin creative set: getAll',
		() => new AppLovinCreativeSet(),
		{ ...ASSET, resource: 'creativeSet', operation: 'getAll', returnAll: false, limit: "={{ 'all' }}" },
		['Campaign', 'Limit'],
	],
	[
		'AppLovin ad: update',
		() => new AppLovinCreativeSet(),
		{
			resource: 'ad',
			operation: 'update',
			ad_id: "={{ '  ' }}",
			updateFields: { name: '={{ ({ a: 1 }) }}', status: "={{ 'perhaps' }}" },
		},
		['Ad', 'Name', 'Status'],
	],
	[
		'AppLovin ad: getAll',
		() => new AppLovinCreativeSet(),
		{
			resource: 'ad',
			operation: 'getAll',
			creative_set_id: picked("={{ '  ' }}"),
			returnAll: false,
			limit: "={{ 'all' }}",
		},
		['Creative Set', 'Limit'],
	],
	[
		'matched audience: upload, settings',
		() => new IqmMatchedAudience(),
		{
			operation: 'upload',
			audienceName: "={{ '  ' }}",
			binaryPropertyName: "={{ '  ' }}",
			columnsFrom: 'json',
			columnsJson: '{"Mail": "Email"}',
			emailsAndPhones: 'plain',
			columnSettings: { Phone: 'Raw' },
		},
		['Audience Name', 'Input Data Field Name', 'Email Format', 'Phone Format'],
	],
	[
		'matched audience: upload, hashing',
		() => new IqmMatchedAudience(),
		{
			operation: 'upload',
			audienceName: "={{ '  ' }}",
			binaryPropertyName: "={{ '  ' }}",
			emailsAndPhones: 'hash',
			hashBeforeUpload: {
				algorithm: "={{ 'MD6' }}",
				columns: "={{ ['Names'] }}",
				phoneFormat: "={{ 'loud' }}",
			},
		},
		['Audience Name', 'Input Data Field Name', 'Algorithm', 'Columns to Hash', 'Phone Number Format'],
	],
];

describe.each(ROWS)('%s', (_, node, form, labels) => {
	it('names all of them, and sends nothing', async () => {
		const { error } = await runNode(sandbox, node(), form);
		const faults = faultsOf(error?.message);
		expect(faults).toHaveLength(labels.length);
		for (const label of labels) {
			expect(faults.filter((fault) => fault.startsWith(`'${label}' `))).toHaveLength(1);
		}
		expect(sandbox.requests).toEqual([]);
	});

	it('tells them together with what an expression lost', async () => {
		const lost = { ...form, options: { rateLimitWaitMinutes: '={{ $json.missing }}' } };
		const { error } = await runNode(sandbox, node(), lost);
		const faults = faultsOf(error?.message);
		expect(faults).toHaveLength(labels.length + 1);
		expect(faults[0]).toMatch(/is empty: its expression returned no value$/);
		expect(sandbox.requests).toEqual([]);
	});
});

describe.each<[string, () => INodeType, IDataObject, string, string]>([
	[
		'matched audience',
		() => new IqmMatchedAudience(),
		{
			operation: 'upload',
			audienceName: "={{ '  ' }}",
			binaryPropertyName: 'data',
			emailsAndPhones: 'plain',
		},
		'people.txt',
		"'Input Data Field Name' holds 'people.txt', a file of type TXT",
	],
	[
		'AppLovin asset',
		() => new AppLovinCreativeSet(),
		{ ...ASSET, operation: 'upload', binaryPropertyName: 'data,more' },
		'banner.bmp',
		"'banner.bmp' has the file type BMP",
	],
])('an upload: %s', (_, node, form, fileName, words) => {
	const file = fileItem(fileName, 'application/octet-stream', Buffer.from('x'));

	it('tells what is wrong with the file together with the form', async () => {
		const { error } = await runNode(sandbox, node(), form, { items: [file] });
		expect(faultsOf(error?.message).some((fault) => fault.startsWith(words))).toBe(true);
		expect(faultsOf(error?.message).length).toBeGreaterThan(1);
		expect(sandbox.requests).toEqual([]);
	});

	it('tells that there is no file together with the form', async () => {
		const { error } = await runNode(sandbox, node(), form);
		const faults = faultsOf(error?.message);
		expect(faults.some((fault) => fault.includes('binary file'))).toBe(true);
		expect(faults.length).toBeGreaterThan(1);
		expect(sandbox.requests).toEqual([]);
	});
});

it('sends nothing for an operation that finds nothing wrong itself', async () => {
	const { error } = await runNode(sandbox, campaign(), {
		...CAMPAIGN,
		options: { rawResponse: '={{ $json.missing }}' },
	});
	expect(error?.message).toBe("'Raw Response' is empty: its expression returned no value");
	expect(sandbox.requests).toEqual([]);
});

it('does not tell what only follows: an end against a start that could not be read', async () => {
	const { error } = await runNode(sandbox, order(), {
		...ORDER,
		operation: 'create',
		ioStartTime: '={{ $json.missing }}',
		ioEndTimeChoice: 'at',
		ioEndTime: '2031-01-01',
		ioTotalBudget: '100',
	});
	expect(error?.message).toBe("'Start' is empty: its expression returned no value");
	expect(sandbox.requests).toEqual([]);
});
