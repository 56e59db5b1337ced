import type { Operation } from '../../../../common/run/operation';
import { DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { listedNow } from '../../../axonShared/byIds';
import { statusProperties, updateStatuses } from '../../../axonShared/updateStatuses';
import { changeSet, inSetTurn, LISTED_SETS, READABLE_SET, SET_STATUSES, SETS } from '../../creativeSets';

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
	properties: statusProperties(SETS, SET_STATUSES, 'The creative sets to serve or pause'),
	execute: async (item) =>
		await updateStatuses(item, {
			listed: LISTED_SETS,
			settable: SET_STATUSES,
			known: SET_STATUSES,
			change: async ({ id, status, linesOf }) =>
				await inSetTurn(item, id, async () => {
					// Its assets are sent as a whole, so they must be those of now.
					const set = await listedNow(item, LISTED_SETS, id);
					const change = { set, fields: { status }, writes: 'status of the creative set', lines: linesOf(set) };
					return { before: set, raw: await changeSet(item, change) };
				}),
		}),
};
