import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import { idPicker } from '../../../../common/form/idPicker';
import { writeOptionsCollection } from '../../../../common/form/options';
import { ApiFailure, InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isObject, toId } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { withRunAgainNotice } from '../../../../common/run/operation';
import { uncertain } from '../../../../common/send/thrown';
import { DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { answeredId } from '../../../axonShared/byIds';
import { axonRequest } from '../../../axonTransport/request';
import { checkListed, checkSameType } from '../../checkListed';
import { campaignsOf, READABLE_SET, SET_STATUSES } from '../../creativeSets';
import { settleStatus } from '../../settleStatus';

const SET = 'Creative Set';
const CAMPAIGN = 'Target Campaign';
const STATUS = 'Status';
const UNSENT = 'default';

const STATUSES = [
	{
		name: "AppLovin's Default (Not Verified)",
		value: UNSENT,
		description: 'Sends no status; it is not known what the copy starts with',
	},
	...SET_STATUSES,
];

const properties: INodeProperties[] = [
	idPicker(
		{
			displayName: SET,
			name: 'creative_set_id',
			description: 'The creative set to copy, picked from the list or entered by ID. It must belong to a campaign.',
		},
		'searchCreativeSets',
		'39823',
	),
	idPicker(
		{ displayName: CAMPAIGN, name: 'campaign_id', description: 'The campaign that gets the copy, picked from the list or entered by ID' },
		'searchCampaigns',
		'12345',
	),
	{
		displayName: STATUS,
		name: 'status',
		type: 'options',
		options: STATUSES,
		default: 'PAUSED',
		description: 'What the copy starts with, for example Paused. What AppLovin makes of it is checked.',
	},
	writeOptionsCollection('AppLovin'),
];

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const source = faults.attempt(() => toId(item.read('creative_set_id'), SET).replace(/^0+/, '')) ?? '';
	const campaign = faults.attempt(() => toId(item.read('campaign_id'), CAMPAIGN).replace(/^0+/, '')) ?? '';
	const chosen = faults.attempt(() => toChoice(item.read('status'), STATUS, STATUSES));
	faults.throwAny();
	const status = chosen === UNSENT ? undefined : chosen;
	const { id, raw } = await item.once('clone', async () => {
		const listed = await checkListed(item, { sets: [source], campaigns: [campaign] });
		const set = listed.sets.get(source) ?? {};
		const showsCampaigns = Array.isArray(set.campaign_ids) || set.campaign_id !== undefined;
		if (showsCampaigns && campaignsOf(set).length === 0) {
			throw new InputError(
				`The creative set ${source} belongs to no campaign, and AppLovin only copies those that do`,
				"Nothing was sent. Put it into a campaign with 'Add to Campaigns', or create a new set.",
			);
		}
		checkSameType(listed.sets, listed.campaigns);
		const body: IDataObject = { campaign_id: campaign, creative_set_id: source, ...(status === undefined ? {} : { status }) };
		const request = { method: 'POST', path: '/manage/v1/creative_set/clone', body, writes: 'copy of the creative set' } as const;
		const { data, raw: answer } = await axonRequest(item.context, request, item.index);
		const made = answeredId(data);
		if (made !== undefined && made !== source) {
			return { value: { id: made, raw: answer }, made: [`creative_set_id ${made}`] };
		}
		throw new ApiFailure(
			made === undefined
				? "AppLovin's response is missing the ID of the copy"
				: `AppLovin answered with the creative set ${source} itself instead of a copy`,
			{ description: uncertain('copy of the creative set', 'AppLovin'), mayHaveActed: true },
		);
	});
	const settled = await settleStatus(item, id, status);
	const said = isObject(raw) && raw.version !== undefined ? { version: raw.version } : {};
	const sent = status === undefined ? {} : { status };
	const result = { creative_set_id: id, cloned_from: source, campaign_id: campaign, ...sent, ...said, ...settled } as IDataObject;
	return { results: [result], raw, label: `creative_set_id ${id}` };
}

/** Copies a creative set into a campaign. */
export const clone: Operation = withRunAgainNotice({
	value: 'clone',
	name: 'Clone',
	action: 'Clone a creative set',
	description: 'Copy a creative set into another campaign, paused unless chosen otherwise',
	endpoint: 'POST /manage/v1/creative_set/clone',
	document: `${DOCUMENT}, "/creative_set/clone"`,
	writes: true,
	readable: READABLE_SET,
	makes: 'creative_set_id',
	properties,
	execute,
});
