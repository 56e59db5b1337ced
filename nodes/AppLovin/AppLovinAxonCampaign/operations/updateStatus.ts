import type { INodeProperties } from 'n8n-workflow';

import { toChoice, withoutDefault } from '../../../common/form/choice';
import { writeOptionsCollection } from '../../../common/form/options';
import { Faults } from '../../../common/ground/faults';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { word } from '../../../common/run/simple';
import { idsProperties, readIds } from '../../../verbs/several';
import { sendEach } from '../../axonShared/sendEach';
import {
	ALL_STATUSES,
	CAMPAIGNS,
	campaignsById,
	DOCUMENT,
	inCampaignTurn,
	READABLE_CAMPAIGN,
	STATUSES,
} from '../campaigns';
import { changeCampaign } from '../changeCampaign';

const LABEL = 'Status';

const properties: INodeProperties[] = [
	...idsProperties(CAMPAIGNS, 'change', 'The campaigns to run or pause'),
	{
		displayName: LABEL,
		name: 'status',
		type: 'options',
		options: withoutDefault(STATUSES),
		default: '',
		required: true,
		description: 'What to set the campaigns to, for example Paused',
	},
	writeOptionsCollection('AppLovin'),
];

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const ids = faults.attempt(() => readIds(item, CAMPAIGNS)) ?? [];
	const status = faults.attempt(() => toChoice(item.read('status'), LABEL, STATUSES)) ?? '';
	faults.throwAny();
	const found = await campaignsById(item, ids);
	const done = status === 'LIVE' ? 'set live' : 'paused';
	const said = word('status', ALL_STATUSES);
	const answers = await sendEach(item, CAMPAIGNS, ids, done, async (id) => {
		const campaign = found.get(id) ?? {};
		const name = ids.length === 1 ? LABEL : `${LABEL} of campaign ${id}`;
		const change = {
			...{ id, type: campaign.type, fields: { status }, writes: 'status of the campaign' },
			lines: { [name]: `${String(said(campaign) ?? 'unknown')} → ${String(said({ status }))}` },
		};
		const raw = await inCampaignTurn(item, id, async () => await changeCampaign(item, change));
		const { name: campaignName } = campaign;
		const result = {
			campaign_id: id,
			...(campaignName === undefined ? {} : { name: campaignName }),
			status,
			previous_status: (said(campaign) ?? null) as string | null,
			updated: true,
		};
		return { result, raw };
	});
	const raws = answers.map(({ raw }) => raw);
	return {
		results: answers.map(({ result }) => result),
		raw: raws.length === 1 ? raws[0] : { responses: raws },
		label: ids.map((id) => `campaign_id ${id} ${done}`).join(', '),
	};
}

/** Runs or pauses campaigns, each by a request of its own. */
export const updateStatus: Operation = {
	value: 'updateStatus',
	name: 'Update Status',
	action: 'Run or pause campaigns',
	description: 'Set campaigns live or pause them',
	endpoint: 'POST /manage/v1/campaign/update',
	document: `${DOCUMENT}, "/campaign/update"`,
	writes: true,
	readable: READABLE_CAMPAIGN,
	properties,
	execute,
};
