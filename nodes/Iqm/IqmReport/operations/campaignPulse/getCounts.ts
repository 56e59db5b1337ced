import type { IDataObject } from 'n8n-workflow';

import { Faults } from '../../../../common/ground/faults';
import { isObject, resultId } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import type { Thing } from '../../../../verbs/describe';
import { routeTo, sendFor } from '../../../../verbs/describe';
import { idsProperties, readIds } from '../../../../verbs/several';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { rowsIn } from '../../../transport/answerRows';

const ENDPOINT = 'GET /api/v3/das/campaign-pulse/severity-count';

export const CAMPAIGNS: Thing = {
	one: 'campaign',
	many: 'campaigns',
	idName: 'campaignId',
	ids: {
		name: 'campaignIds',
		label: 'Campaign IDs',
		example: '582510,582511',
		pick: {
			from: 'campaignsFrom',
			label: 'Campaigns From',
			name: 'pickedCampaigns',
			load: 'getInsightCampaigns',
			first: 'running',
		},
	},
};

/** A row for each campaign that was asked for, in that order: IQM leaves out some without a word. */
function countsOf(data: unknown, ids: string[]): IDataObject[] {
	const rows = rowsIn(data, ['data']);
	return ids.map((id) => {
		const row = rows.find(({ campaignId }) => String(campaignId) === id);
		const campaignId = resultId(id);
		if (row === undefined) return { campaignId, found: false, severityCount: {} };
		const counts = isObject(row.severityCount) ? row.severityCount : {};
		return { campaignId, found: true, severityCount: counts };
	});
}

/** How many checks of campaigns found something, by severity. */
export const getCounts: Operation = {
	value: 'getCounts',
	name: 'Get Counts',
	action: 'Count findings of campaigns by severity',
	description:
		'Count the findings of the latest checks of campaigns by severity; found is false if IQM has none',
	endpoint: ENDPOINT,
	document: 'IQM OpenAPI dash, campaignPulseSeverityDetails',
	writes: false,
	properties: [...idsProperties(CAMPAIGNS, 'look at'), optionsCollection()],
	async execute(item) {
		const faults = new Faults();
		const ids = faults.attempt(() => readIds(item, CAMPAIGNS)) ?? [];
		faults.throwAny();
		const { data, raw } = await sendFor(IQM_VERBS, item, {
			...routeTo(ENDPOINT, {}),
			query: { campaignIds: ids.join(',') },
		});
		return { results: countsOf(data, ids), raw };
	},
};
