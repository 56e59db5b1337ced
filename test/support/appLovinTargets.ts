import type { IDataObject } from 'n8n-workflow';

import { AppLovinCampaign } from '../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import type { Sandbox } from '../../sandbox';
import type { Asked } from './answering';
import { answering } from './answering';
import { ID as CAMPAIGN_ID } from './appLovinForms';
import { appLovinCredential, runNode } from './harness';
import { picked } from './iqmStage';

/** Forms that send bids and budgets to AppLovin, for any present targeting of a campaign. */

export { CAMPAIGN_ID };
export const APP_ID = 'da605e6f950f1aec';

export interface Way {
	/** The answer to the GET of the targeting. */
	present: unknown;
	limits?: IDataObject;
	node?: IDataObject;
}

/** Several items' values as one parameter: those that differ become an expression. */
function byItem(values: unknown[], path = '$json'): unknown {
	const [first] = values;
	if (new Set(values.map((value) => JSON.stringify(value))).size === 1) return first;
	if (typeof first !== 'object' || first === null) return `={{ ${path} }}`;
	const entries = Object.keys(first).map((key) => [
		key,
		byItem(
			values.map((value) => (value as IDataObject)[key]),
			`${path}[${JSON.stringify(key)}]`,
		),
	]);
	const made = Object.fromEntries(entries) as IDataObject;
	return Array.isArray(first) ? Object.values(made) : made;
}

/** Runs a form for each item, against a campaign that AppLovin shows as `present`. */
export async function run(
	sandbox: Sandbox,
	forms: IDataObject | IDataObject[],
	{ present, limits, node }: Way,
) {
	const all = [forms].flat();
	const answer = ({ method, body }: Asked) => (method === 'GET' ? present : body);
	const { result, asked } = await answering(answer, async (baseUrl) =>
		runNode(sandbox, new AppLovinCampaign(), byItem(all) as IDataObject, {
			items: all.map((json) => ({ json })),
			node,
			credential: appLovinCredential(sandbox, {
				apiBaseUrl: baseUrl,
				oauthBaseUrl: baseUrl,
				...limits,
			}),
		}),
	);
	const looks = asked.filter(({ method }) => method === 'GET');
	for (const { path } of looks) expect(path).toMatch(/\/campaign_targets\/\w+$/);
	const sent = asked.filter(({ method }) => method === 'POST').map(({ body }) => body);
	return { ...result, looks: looks.length, sent };
}

export type Row = IDataObject;

/** Target Update with rows from Additional JSON, the usual way to send hundreds of countries. */
export const target = (countries: Row[], changes: IDataObject = {}): IDataObject => ({
	resource: 'target',
	operation: 'update',
	campaign_id: picked(CAMPAIGN_ID),
	bid_type: '',
	changeBy: 'set',
	countries: {},
	devices: 'unchanged',
	updateFields: { additionalJson: JSON.stringify({ countries }) },
	options: {},
	...changes,
});
/** The same with the form's rows. */
export const targetForm = (rows: Row[], changes: IDataObject = {}): IDataObject =>
	target([], { countries: { rows }, updateFields: {}, ...changes });
export const sourceBid = (values: Row, changes: IDataObject = {}): IDataObject => ({
	resource: 'sourceBid',
	operation: 'update',
	campaign_id: picked(CAMPAIGN_ID),
	changeBy: 'set',
	rowsFrom: 'fields',
	source_bids: { rows: [{ app_id: APP_ID, country: 'gb', ...values }] },
	options: {},
	...changes,
});

/** The answer of `GET /campaign_targets/{id}` about a campaign. */
export const campaign = (bid_type: unknown, countries: Row[] = [{ country: 'gb', bid: 3 }]) => ({
	bid_type,
	countries,
});

/** Thirty countries, from Andorra to Bolivia, and the United States. */
export const THIRTY =
	'ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo us'.split(
		' ',
	);
export const each = (values: Row, codes = THIRTY): Row[] =>
	codes.map((country) => ({ country, ...values }));
