import type { JsonObject } from '../json';

/** So many rows, numbered from 1: enough for a second page of the default length. */
function numbered(count: number, row: (number: number) => JsonObject): JsonObject[] {
	return Array.from({ length: count }, (_, index) => row(index + 1));
}

const two = (number: number) => String(number).padStart(2, '0');

const shares = (text: string): JsonObject[] =>
	text.split('|').map((share) => {
		const [, label, value] = /^(.+) ([\d.]+)$/.exec(share) ?? [];
		return { label, value: Number(value) };
	});

/** The parts of a group's inventory, as in the sample. */
export const DISTRIBUTION: JsonObject = {
	countries: shares(
		'United States 99.49|Canada 0.19|Mexico 0.07|United Kingdom 0.07|India 0.07',
	),
	deviceTypes: shares('Mobile 44.17|Connected TV 36.12|Desktop 12.8|Unknown 4.81|Tablet 2.1'),
	trafficTypes: shares('App 69.58|Web 30.42'),
	creativeTypes: shares('Video 60.07|Banner 26.75|Native 8.18|Audio 5'),
};

function group(id: number, name: string, groupTypeId: number, more: JsonObject = {}): JsonObject {
	return {
		...{ groupTypeId, created: 1720032375, modifiedDate: '2024-07-03T13:18:26.9350000' },
		...{ owId: 201427, impressions: 0, isAccountLevelExcluded: null, distribution: DISTRIBUTION },
		...{ campaignWhitelistCount: 0, campaignBlacklistCount: 0, whiteListedCampaignIds: [] },
		...{ blackListedCampaignIds: [], sharedCount: 0, uniques: 0, reach: 0, inventories: 0 },
		...{ deals: 0, contextualInventories: 0, count: 12, id, name, isShared: false, ...more },
	};
}

/** Types: 1 open exchange, 2 PMP deals, 3 contextual, 4 CTV, which is in no default. */
export const GROUP_ROWS: JsonObject[] = [
	group(176178, 'Inventory Group - Open exchange - 3 campaign', 1, {
		...{ whiteListedCampaignIds: [503885, 486112, 478890], count: 0 },
	}),
	group(170302, 'Inventory Group - Open exchange - editByNisha', 3, { count: 0 }),
	group(127583, 'My clothes', 1, { count: 0 }),
	group(189947, 'TestGroup', 1, { owId: 203578, count: 3 }),
	group(180001, 'Example News Sites', 1),
	group(180002, 'Example News Sites', 1, { isShared: true }),
	group(180003, 'Example Deals', 2, { deals: 2 }),
	group(180004, 'Example Deals of the Agency', 2, { deals: 1, isShared: true }),
	group(180005, 'Example Words on Sports', 3, { contextualInventories: 12 }),
	group(180006, 'Example Streaming Apps', 4),
	group(180007, 'Example Blocked Everywhere', 1, { isAccountLevelExcluded: true }),
	...numbered(50, (number) => group(181000 + number, `Example Sites ${two(number)}`, 1)),
];

/** Deals by the group that holds them. */
export const DEALS_IN: Record<number, number[]> = { 180003: [115, 461], 180004: [462] };

function deal(id: number, dealId: string, dealName: string, more: JsonObject = {}): JsonObject {
	return {
		...{ id, dealId, dealName, description: dealName, cpm: 20, dealCurationTypeId: 1 },
		...{ creativeTypes: [1, 2, 3], exchanges: [88], active: true, shared: false },
		...{ created: 1597658148, assignedToCustomers: [1, 2], assignedToCampaigns: [], ...more },
	};
}

/** `dealId` is the exchange's, a text; `id` is IQM's. */
export const DEAL_ROWS: JsonObject[] = [
	deal(115, '1476907757380667148', '85%+ Completion', { assignedToCampaigns: [11223, 65333] }),
	deal(461, 'EX-SPORTS-1', 'Example Sports Video', { creativeTypes: [3], exchanges: [78] }),
	deal(462, 'EX-SPORTS-2', 'Example Sports Video', { creativeTypes: [3], exchanges: [80] }),
	deal(463, 'EX-NEWS-1', 'Example News', { cpm: 4.5, creativeTypes: [1], exchanges: [78] }),
	// Not a deal's id, though it looks like one.
	deal(464, '461', 'Example Deal with Digits', { shared: true }),
	deal(465, 'EX-OLD-1', 'Example Ended Deal', { active: false }),
	deal(466, 'EX-AUDIO-1', 'Example Podcasts', { creativeTypes: [2] }),
	...numbered(50, (number) => deal(500 + number, `EX-${two(number)}`, `Example Deal ${two(number)}`)),
];

const PARTNERS = ['Kochava', 'Singular', 'Appsflyr', 'Adjust'];
const LOGOS = ['kochava.com', 'singular.net', 'appsflyer.com', 'adjust.com'];

/** By `postbackPartnerIds`, 1–4, with the documents' spelling. */
export const PARTNER_OF: Record<string, string> = Object.fromEntries(
	PARTNERS.map((name, index) => [String(index + 1), name]),
);

/** `partner` is an index of a partner; without one, it is a pixel. */
function conversion(id: number, name: string, status: string, partner?: number): JsonObject {
	const uuid = `8f3165d0-b714-440e-bc1d-62112700${id}`;
	const host = 'https://pxl.stage.iqm.com/i/pixel';
	const isPixel = partner === undefined;
	return {
		...{ id, name, postbackPartnerName: isPixel ? null : PARTNERS[partner], status },
		...{ type: isPixel ? 'Pixel' : 'Postback', created: 1677805806 + (id - 2539) * 60 },
		...{ totalConversion: 0, owId: 201352, createdByUowId: 6255, modifiedByUowId: 6255, uuid },
		pixelConversionScript: isPixel
			? `<script src='${host}/${uuid}?cv={CONVERSION_VALUE}' async></script>`
			: null,
		...{ attributedConversion: 0, attributedViewThroughConversion: 0 },
		...{ attributedClickThroughConversion: 0, pixelFinancialMetric: isPixel ? 'test_metric' : null },
		postbackPartnerLogoUrl: isPixel ? null : `https://logo-bucket/partners/${LOGOS[partner]}`,
		campaignCount: 0,
	};
}

// prettier-ignore
const SAMPLE_CONVERSION: JsonObject = {"id":2539,"name":"conversion-197","postbackPartnerName":null,"status":"Active","type":"Pixel","created":1677805806,"totalConversion":0,"owId":201352,"createdByUowId":6255,"modifiedByUowId":6255,"uuid":"8f3165d0-b714-440e-bc1d-621127fa5fad","pixelConversionScript":"<script src='https://pxl.stage.iqm.com/i/pixel/8f3165d0-b714-440e-bc1d-621127fa5fad?cv={CONVERSION_VALUE}' async></script>","attributedConversion":0,"attributedViewThroughConversion":0,"attributedClickThroughConversion":0,"pixelFinancialMetric":"test_metric","postbackPartnerLogoUrl":"https://logo-bucket/partners/kochava.com","campaignCount":0};

export const CONVERSION_ROWS: JsonObject[] = [
	SAMPLE_CONVERSION,
	conversion(2601, 'Example Sign-up', 'Active'),
	conversion(2602, 'Example Sign-up', 'Pending'),
	conversion(2603, 'Example Purchase', 'Active'),
	conversion(2604, 'Example Install', 'Active', 0),
	conversion(2605, 'Example Install', 'Active', 1),
	conversion(2606, 'Example First Order', 'Active', 2),
	conversion(2607, 'Example Trial', 'Pending', 3),
	...numbered(15, (number) => conversion(2700 + number, `Example Page ${two(number)}`, 'Active')),
];

// prettier-ignore
const SAMPLE_VERTICALS: JsonObject[] = [{"name":"political","id":1,"label":"Political","order":1,"description":"This caters to advertisers from the political domain targeting users for for issue advocacy, persuasion, event promotion, fundraising and other type of campaigns"},{"name":"healthcare","id":2,"label":"Healthcare","order":2,"description":"This caters to advertisers from domains such as pharmaceutical and medical equipment manufacturers targeting healthcare professionals."},{"name":"specialty","id":17,"label":"Specialty","order":11,"description":"This caters to advertisers from niche domains such as automobiles, finance, retail, travel, B2B and others."}];

const OTHER_VERTICALS = [
	...['Automotive', 'Education', 'Energy', 'Finance', 'Gaming', 'Real Estate', 'Retail', 'Sports'],
	...['Travel'],
];

/** In their own order, which is not that of the ids. */
export const VERTICAL_ROWS: JsonObject[] = [
	...SAMPLE_VERTICALS,
	...OTHER_VERTICALS.map((label, index) => ({
		// 11 is the sample's last.
		...{ name: label.toLowerCase(), id: 40 - index, label, order: index < 8 ? index + 3 : index + 4 },
		description: `This caters to advertisers from the ${label.toLowerCase()} domain.`,
	})),
].sort((a, b) => Number(a.order) - Number(b.order));

// prettier-ignore
const SAMPLE_ADVERTISERS: JsonObject[] = [{"advertiserName":"HG2","website":"http://www.zws.iqm.com","chiefName":"Ajay","contactNumber":"1234567892","address":"ghar2","politicalIdentifier":"asdffv-@#%-c%^2~:","id":11112,"legalInfo":"na","links":["www.iqm.com"]},{"advertiserName":"HG","website":"http://www.zws.iqm.com","chiefName":"Ajay Khatri","contactNumber":"1234567890","address":"ghar","politicalIdentifier":null,"id":11110,"legalInfo":"noting","links":["www.iqm.com"]}];

export const ADVERTISER_ROWS: JsonObject[] = [
	...SAMPLE_ADVERTISERS,
	// Two have one name.
	...numbered(10, (number) => ({
		advertiserName: `Example Committee ${two(Math.min(number, 9))}`,
		...{ website: 'https://committee.example', chiefName: 'A. Person', contactNumber: '5550100' },
		...{ address: '1 Example Street', politicalIdentifier: `C000000${two(number)}` },
		...{ id: 11100 - number, legalInfo: 'na', links: [] },
	})),
];

// prettier-ignore
const SAMPLE_CUSTOMERS: JsonObject[] = [{"owId":20001,"organizationName":"AdAgencyABC 1","organizationLogo":"https://logo-bucket/avatar/123456.png","owStatus":"Active","owStatusId":1,"wsId":2,"runningCampaigns":4,"ownerUserName":"yourname 1","ownerUserEmail":"yourname@yourcompany1.com"},{"owId":20002,"organizationName":"AdAgencyABC 2","organizationLogo":"https://logo-bucket/avatar/123456.png","owStatus":"Invited","owStatusId":3,"wsId":2,"runningCampaigns":10,"ownerUserName":"yourname 2","ownerUserEmail":"yourname@yourcompany2.com"}];

function customer(owId: number, organizationName: string, isInvited = false): JsonObject {
	return {
		...{ owId, organizationName, organizationLogo: 'https://logo-bucket/avatar/123456.png' },
		...{ owStatus: isInvited ? 'Invited' : 'Active', owStatusId: isInvited ? 3 : 1, wsId: 2 },
		...{ runningCampaigns: isInvited ? 0 : owId % 3, ownerUserName: `Example Owner ${owId}` },
		ownerUserEmail: `owner${owId}@customer.example`,
	};
}

/** With their running campaigns, which an answer shows only if asked for. */
export const CUSTOMER_ROWS: JsonObject[] = [
	...SAMPLE_CUSTOMERS,
	// Two have one name.
	...numbered(10, (number) =>
		customer(20010 + number, `Example Customer ${two(Math.min(number, 9))}`),
	),
	customer(20021, 'Example Customer to Come', true),
];

function segment(id: number, path: string, name: string, more: JsonObject = {}): JsonObject {
	return {
		...{ prebidSegmentId: id, prebidSegmentName: name, description: name, parentPathKey: path },
		...{ cpm: 0.05, leaf: true, creativeTypeIds: [11, 14], prebidRootId: 1, providerId: 1, ...more },
	};
}

const AVOID = (what: string) => `Avoid High and Moderate risk ${what} content pages`;

/** 158 and 156 are the sample's, 247 and 248 those of the sample of a prebid audience. */
export const PREBID_ROWS: JsonObject[] = [
	segment(158, 'Brand Safety > Display', AVOID('Alcohol')),
	segment(156, 'Brand Safety > Display', AVOID('Adult')),
	segment(162, 'Brand Safety > Display', AVOID('Gambling')),
	segment(163, 'Brand Safety > Display', AVOID('Violent')),
	// The same name under another path.
	segment(172, 'Brand Safety > Video', AVOID('Alcohol'), { creativeTypeIds: [14] }),
	segment(173, 'Brand Safety > Video', AVOID('Adult'), { creativeTypeIds: [14] }),
	segment(10, 'Fraud & IVT', 'Example Invalid Traffic', { cpm: 0, prebidRootId: 2 }),
	segment(11, 'Fraud & IVT', 'Example Fraudulent Sites', { cpm: 0, prebidRootId: 2 }),
	segment(12, 'Fraud & IVT', 'Example Data Centers', { cpm: 0, prebidRootId: 2 }),
	segment(247, 'Viewability > Video', 'Impressions with Insufficient IAB Viewability Data', {
		description:
			'Impressions where DV does not have sufficient viewability performance statistics for the URL or URL can not be targeted (e.g., blinded).',
		...{ cpm: 0.2, leaf: false, creativeTypeIds: [14, 15], prebidRootId: 159, providerId: 2 },
	}),
	segment(248, 'Viewability > Video', '80% or Higher Viewability Rate', {
		description:
			'For video, this is a rate-based segment used to target the URLs that have historically achieved a 80% or higher viewability rate based on the IAB standard.',
		...{ cpm: 0.2, leaf: false, creativeTypeIds: [14, 15], prebidRootId: 159, providerId: 2 },
	}),
];

/** What only a request for inactive ones finds, too. */
export const INACTIVE_PREBID_ROWS: JsonObject[] = [
	segment(150, 'Brand Safety > Display', 'Avoid risk pages (withdrawn)'),
];

/** Segments by the prebid audience that holds them. */
export const PREBID_SEGMENTS_IN: Record<number, number[]> = { 1139208: [247, 248] };
