import type { INodeExecutionData } from 'n8n-workflow';

import type { AppLovinAsset, Sandbox } from '../../sandbox';
import { sampleContent } from '../../sandbox';
import { fileItem } from './harness';
import type { Effect, Subject, Values } from './randomFaultsSubjects';
import { AMOUNT, happened, isName, NAME } from './randomFaultsSubjects';

const of = (key: string) => (values: Values) => String(values[key]);

const campaign = (sandbox: Sandbox, { campaignId }: Values) =>
	sandbox.applovin.campaigns.get(String(campaignId));
const set = (sandbox: Sandbox, { setId }: Values) =>
	sandbox.applovin.creativeSets.get(String(setId));
const assets = (sandbox: Sandbox, { setId }: Values) =>
	sandbox.applovin.assets.get(String(setId)) ?? new Map<string, AppLovinAsset>();
const bid = (sandbox: Sandbox, { campaignId, appId, country }: Values) =>
	sandbox.applovin.sourceBids
		.get(String(campaignId))
		?.find((row) => row.app_id === appId && row.country === country);

/** Assets of these types; a set has one of each. */
function assetsOf(...types: string[]) {
	return (sandbox: Sandbox, values: Values): Effect[] =>
		types
			.filter((type) => assets(sandbox, values).has(type))
			.map((type) => ({ id: type, asAsked: true }));
}

/** An image and a playable, one request each. */
function twoFiles(): INodeExecutionData {
	const banner = sampleContent('/samples/banner.png') as Buffer;
	const image = fileItem('mrec.png', 'image/png', banner, 'image');
	const page = fileItem('play.html', 'text/html', Buffer.from('<html>play</html>'), 'page');
	return { json: {}, binary: { ...image.binary, ...page.binary } };
}

const chosen = (name: string) => `={{ $json.${name} }}`;

/** Each item is a row of one campaign, so that items share their requests. */
const ROW = { campaign_id: chosen('sharedId'), rowsFrom: 'item' };
const SOURCE_ROW = { ...ROW, app_id: chosen('sharedApp') };
const BID_ROW = { ...SOURCE_ROW, country: chosen('sharedCountry') };

const sharedBid = (sandbox: Sandbox, { sharedId, sharedApp, sharedCountry }: Values) =>
	sandbox.applovin.sourceBids
		.get(String(sharedId))
		?.find((row) => row.app_id === sharedApp && row.country === sharedCountry);

/** The bid of every staged source that has one. */
const STAGED_BID = 1.2345;

const ROW_SUBJECTS: Subject[] = [
	{
		scenario: 'AppLovin Source: Update',
		variant: 'each item a row',
		changes: { ...SOURCE_ROW, status: 'paused' },
		mark: of('sharedApp'),
		effects: (sandbox, { sharedId, sharedApp }) => {
			const sources = sandbox.applovin.sources.get(String(sharedId));
			return happened(sources?.find(({ app_id }) => app_id === sharedApp)?.status === false);
		},
		sets: true,
	},
	{
		scenario: 'AppLovin Source Bid: Update',
		variant: 'each item a row',
		changes: { ...BID_ROW, bid_value: '=1.{{ $json.amount }}' },
		mark: of('sharedApp'),
		effects: (sandbox, values) =>
			happened(sharedBid(sandbox, values)?.bid_value === Number(`1.${values.amount}`)),
		sets: true,
	},
	{
		scenario: 'AppLovin Source Bid: Update',
		variant: 'each item a row, added',
		changes: { ...BID_ROW, changeBy: 'add', bid_value: '2', atMost: '1000' },
		mark: of('sharedApp'),
		effects: (sandbox, values) => {
			const times = (Number(sharedBid(sandbox, values)?.bid_value) - STAGED_BID) / 2;
			const asAsked = Math.abs(times - Math.round(times)) < 1e-6;
			return Array.from({ length: Math.ceil(times - 1e-6) }, () => ({ asAsked }));
		},
		readsFirst: true,
	},
	{
		scenario: 'AppLovin Source Bid: Clear',
		variant: 'each item a row',
		changes: BID_ROW,
		mark: of('sharedApp'),
		effects: (sandbox, values) => happened(sharedBid(sandbox, values) === undefined),
		sets: true,
	},
	{
		scenario: 'AppLovin Target: Update',
		variant: 'each item a row',
		changes: { ...ROW, updateFields: {}, country: chosen('newCountry'), disabled: 'enable' },
		mark: of('newCountry'),
		effects: (sandbox, { sharedId, newCountry }) => {
			const targets = sandbox.applovin.targets.get(String(sharedId));
			return happened(targets?.countries.has(String(newCountry)) === true);
		},
		sets: true,
	},
];

/** Everything on AppLovin that creates or changes something. */
export const APPLOVIN_SUBJECTS: Subject[] = [
	...ROW_SUBJECTS,
	{
		scenario: 'AppLovin Campaign: Create',
		changes: { name: NAME },
		mark: of('name'),
		effects: (sandbox, values) =>
			[...sandbox.applovin.campaigns.values()]
				.filter((made) => isName(made.name, values))
				.map(({ campaign_id, status }) => ({ id: campaign_id, asAsked: !status })),
		hasIfItExists: true,
	},
	{
		scenario: 'AppLovin Campaign: Update',
		changes: { updateFields: { name: NAME } },
		mark: of('campaignId'),
		effects: (sandbox, values) => happened(isName(campaign(sandbox, values)?.name, values)),
		sets: true,
	},
	{
		scenario: 'AppLovin Campaign: Activate',
		mark: of('campaignId'),
		effects: (sandbox, values) => happened(campaign(sandbox, values)?.status === true),
		sets: true,
	},
	{
		scenario: 'AppLovin Campaign: Pause',
		mark: of('runningId'),
		effects: (sandbox, { runningId }) =>
			happened(sandbox.applovin.campaigns.get(String(runningId))?.status === false),
		sets: true,
	},
	{
		scenario: 'AppLovin Target: Update',
		changes: { changeBy: 'set', countries: { rows: [{ country: 'DEFAULT', budget: AMOUNT }] } },
		mark: of('campaignId'),
		effects: (sandbox, { campaignId, amount }) => {
			const targets = sandbox.applovin.targets.get(String(campaignId));
			return happened(targets?.countries.get('DEFAULT')?.budget === amount);
		},
		sets: true,
	},
	{
		scenario: 'AppLovin Source: Update',
		mark: of('campaignId'),
		effects: (sandbox, { campaignId, appId }) => {
			const sources = sandbox.applovin.sources.get(String(campaignId));
			return happened(sources?.find(({ app_id }) => app_id === appId)?.status === false);
		},
		sets: true,
	},
	{
		scenario: 'AppLovin Source Bid: Update',
		mark: of('campaignId'),
		effects: (sandbox, values) => happened(bid(sandbox, values)?.bid_value === 1.5),
		sets: true,
	},
	{
		scenario: 'AppLovin Source Bid: Clear',
		mark: of('campaignId'),
		effects: (sandbox, values) => happened(bid(sandbox, values) === undefined),
		sets: true,
	},
	{
		scenario: 'AppLovin Creative Set: Create',
		changes: { name: NAME },
		mark: of('name'),
		effects: (sandbox, values) =>
			[...sandbox.applovin.creativeSets.values()]
				.filter((made) => isName(made.name, values))
				.map(({ id, campaign_id }) => ({ id, asAsked: campaign_id === values.campaignId })),
		hasIfItExists: true,
	},
	{
		scenario: 'AppLovin Creative Set: Update',
		changes: { updateFields: { name: NAME } },
		mark: of('setId'),
		effects: (sandbox, values) => happened(isName(set(sandbox, values)?.name, values)),
		sets: true,
	},
	{
		scenario: 'AppLovin Creative Set: Update Sizes',
		mark: of('setId'),
		effects: (sandbox, values) => happened(set(sandbox, values)?.switched.get('BANNER') === false),
		sets: true,
	},
	{
		scenario: 'AppLovin Asset: Upload',
		mark: of('setId'),
		effects: assetsOf('IMG_MREC'),
	},
	...[false, true].map((waitForStatus): Subject => ({
		scenario: 'AppLovin Asset: Upload',
		variant: waitForStatus ? 'two files, waiting' : 'two files',
		changes: { binaryPropertyName: 'image, page', waitForStatus },
		item: twoFiles,
		mark: of('setId'),
		effects: assetsOf('IMG_MREC', 'HOSTED_HTML'),
		each: 2,
		requests: 2,
	})),
	{
		scenario: 'AppLovin Asset: Add',
		changes: { asset: NAME },
		mark: of('setId'),
		effects: (sandbox, values) => {
			const title = assets(sandbox, values).get('TXT_TITLE');
			return title ? [{ id: 'TXT_TITLE', asAsked: isName(title.asset, values) }] : [];
		},
	},
	{
		scenario: 'AppLovin Asset: Replace',
		mark: of('setId'),
		effects: (sandbox, values) =>
			happened(
				assets(sandbox, values).get('IMG_BANNER')?.asset === 'https://res1.applovin.com/other.png',
			),
		sets: true,
	},
	{
		scenario: 'AppLovin Asset: Remove',
		mark: of('setId'),
		effects: (sandbox, values) => happened(!assets(sandbox, values).has('IMG_BANNER')),
		sets: true,
	},
	{
		scenario: 'AppLovin Ad: Update',
		mark: of('adId'),
		effects: (sandbox, { adId }) =>
			happened(sandbox.applovin.ads.get(Number(adId))?.status === false),
		sets: true,
	},
];
