import type { INodeProperties } from 'n8n-workflow';

import { toChoice, withoutDefault } from '../../../../common/form/choice';
import { writeOptionsCollection } from '../../../../common/form/options';
import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { word } from '../../../../common/run/simple';
import { idsProperties, readIds } from '../../../../verbs/several';
import { DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { listedByIds, listedNow } from '../../../axonShared/byIds';
import { sendEach } from '../../../axonShared/sendEach';
import { changeSet, inSetTurn, LISTED_SETS, READABLE_SET, SET_STATUSES, SETS } from '../../creativeSets';

const LABEL = 'Status';

const properties: INodeProperties[] = [
	...idsProperties(SETS, 'change', 'The creative sets to serve or pause'),
	{
		displayName: LABEL,
		name: 'status',
		type: 'options',
		options: withoutDefault(SET_STATUSES),
		default: '',
		required: true,
		description: 'What to set the creative sets to, for example Paused',
	},
	writeOptionsCollection('AppLovin'),
];

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const ids = faults.attempt(() => readIds(item, SETS)) ?? [];
	const status = faults.attempt(() => toChoice(item.read('status'), LABEL, SET_STATUSES)) ?? '';
	faults.throwAny();
	// Before anything is sent: an ID that is not listed ends it all.
	await listedByIds(item, LISTED_SETS, ids);
	const done = status === 'LIVE' ? 'set live' : 'paused';
	const said = word('status', SET_STATUSES);
	const answers = await sendEach(item, SETS, ids, done, async (id) => {
		const { set, raw } = await inSetTurn(item, id, async () => {
			// Its assets are sent as a whole, so they must be those of now.
			const set = await listedNow(item, LISTED_SETS, id);
			const name = ids.length === 1 ? LABEL : `${LABEL} of creative set ${id}`;
			const lines = { [name]: `${String(said(set) ?? 'unknown')} → ${String(said({ status }))}` };
			const change = { set, fields: { status }, writes: 'status of the creative set', lines };
			return { set, raw: await changeSet(item, change) };
		});
		const result = {
			creative_set_id: id,
			...(set.name === undefined ? {} : { name: set.name }),
			status,
			previous_status: (said(set) ?? null) as string | null,
			updated: true,
		};
		return { result, raw };
	});
	const raws = answers.map(({ raw }) => raw);
	return {
		results: answers.map(({ result }) => result),
		raw: raws.length === 1 ? raws[0] : { responses: raws },
		label: ids.map((id) => `creative_set_id ${id} ${done}`).join(', '),
	};
}

/** Sets creative sets live or pauses them, each by a request of its own. */
export const updateStatus: Operation = {
	value: 'updateStatus',
	name: 'Update Status',
	action: 'Run or pause creative sets',
	description: 'Set creative sets live or pause them',
	endpoint: 'POST /manage/v1/creative_set/update',
	document: `${DOCUMENT}, "/creative_set/update"`,
	writes: true,
	readable: READABLE_SET,
	properties,
	execute,
};
