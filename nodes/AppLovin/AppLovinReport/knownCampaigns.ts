import type {
	IDataObject,
	IExecuteFunctions,
	INodeCredentialDescription,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import { InputError } from '../../common/ground/errors';
import { isBlank } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { rowsOf } from '../shared/answerRows';
import { appLovinRequest, FIRST_PARTY, THIRD_PARTY } from '../transport/request';

const NAME = 'checkCampaignIds';
const LABEL = 'Check Campaign IDs';
const NONE = 'none';

const CHOICES: INodePropertyOptions[] = [
	{ name: 'Do Not Check', value: NONE, description: "Needs no other credential than the report's" },
	{ name: 'With a First-Party App', value: FIRST_PARTY, description: "Needs the credential 'AppLovin API', too" },
	{ name: 'With a Third-Party App (OAuth2)', value: THIRD_PARTY, description: "Needs the credential 'AppLovin OAuth2 API', too" },
];

/**
 * Asks whether IDs are checked before other nodes use them. It is not called `authentication`, and one of its
 * choices needs no credential: n8n's editor would hide it otherwise, with all that its display depends on.
 */
export const checkProperty: INodeProperties = {
	displayName: LABEL,
	name: NAME,
	type: 'options',
	options: CHOICES,
	default: NONE,
	description:
		"Whether to compare the report's campaigns with those of AppLovin's older Campaign Management API, the only one with source bids, for example With a First-Party App. A campaign that is not among them is an error.",
};

/** The credentials for the check, each shown for its choice. */
export const checkCredentials: INodeCredentialDescription[] = [FIRST_PARTY, THIRD_PARTY].map((name) => ({
	name,
	required: true,
	displayOptions: { show: { [NAME]: [name] } },
}));

/** @returns undefined for no check */
export function readCheck({ read }: Pick<Item, 'read'>): string | undefined {
	const chosen = toChoice(read(NAME), LABEL, CHOICES);
	return chosen === NONE ? undefined : chosen;
}

/** The context of a request of the other API, which finds its credential by another parameter. */
function withCredential(context: IExecuteFunctions, credential: string): IExecuteFunctions {
	const other = Object.create(context) as IExecuteFunctions;
	const read = ((name: string, ...others: [number]): unknown =>
		name === 'authentication' ? credential : context.getNodeParameter(name, ...others)) as IExecuteFunctions['getNodeParameter'];
	return Object.defineProperty(other, 'getNodeParameter', { value: read });
}

const MOST_NAMED = 5;

/**
 * Checks that campaigns of a report exist under the same IDs where source bids are set: that
 * `campaign_id_external` is the Campaign Management API's `campaign_id` is an inference from both being
 * the tracking macro {CAMPAIGN_ID}.
 *
 * @throws InputError that names those that do not
 */
export async function checkCampaigns(
	{ context, index }: Item,
	credential: string,
	rows: IDataObject[],
): Promise<void> {
	const { data } = await appLovinRequest(
		withCredential(context, credential),
		{ method: 'GET', path: '/campaigns', mayBeEmpty: true },
		index,
	);
	const known = new Set(rowsOf(data, 'campaigns').map((row) => String(row.campaign_id)));
	const ids = [...new Set(rows.map((row) => (isBlank(row.campaign_id) ? '' : String(row.campaign_id))))];
	const missing = ids.filter((id) => !known.has(id)).map((id) => id || '(none)');
	if (missing.length === 0) return;
	const named = missing.slice(0, MOST_NAMED).join(', ');
	const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
	throw new InputError(
		`The report has campaigns that the Campaign Management API does not list: ${named}${more}`,
		"Filter by 'Campaign IDs', or check that both credentials belong to the same account. Nothing was changed.",
	);
}
