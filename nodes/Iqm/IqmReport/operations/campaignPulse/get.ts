import { requiredProperties } from '../../../../common/form/fields';
import { Faults } from '../../../../common/ground/faults';
import { toBoolean } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { readTop, routeTo, sendFor } from '../../../../verbs/describe';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { CAMPAIGN_ID, pulseOf, simplePulse, split, SPLIT } from './pulse';

const ENDPOINT = 'GET /api/v3/das/campaign-pulse/result';
const FIELDS = { campaignId: CAMPAIGN_ID };

/** What the last checks of a campaign found. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get the pulse of a campaign',
	description: 'Get the findings of the latest checks of a campaign, and what IQM recommends',
	endpoint: ENDPOINT,
	document: 'IQM OpenAPI dash, campaignPulseDetails',
	writes: false,
	simple: simplePulse,
	properties: [...requiredProperties(FIELDS), split, optionsCollection()],
	async execute(item) {
		const faults = new Faults();
		const { campaignId = '' } = readTop(item, FIELDS, faults);
		const splits = faults.attempt(() => toBoolean(item.read(split.name), SPLIT)) ?? true;
		faults.throwAny();
		const { data, raw } = await sendFor(IQM_VERBS, item, {
			...routeTo(ENDPOINT, {}),
			query: { campaignId },
		});
		return { results: pulseOf(data, campaignId, splits), raw };
	},
};
