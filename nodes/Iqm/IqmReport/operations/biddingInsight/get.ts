import { DateTime } from 'luxon';
import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { requiredProperties } from '../../../../common/form/fields';
import { idText, moment } from '../../../../common/form/kinds';
import { ApiFailure } from '../../../../common/ground/errors';
import type { Wrong } from '../../../../common/ground/faults';
import { Faults } from '../../../../common/ground/faults';
import { momentText } from '../../../../common/ground/moments';
import { isObject, resultId, toBoolean } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { own } from '../../../../common/run/simple';
import { readPath, readTop, routeTo, sendFor } from '../../../../verbs/describe';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';

const ENDPOINT = 'GET /api/v3/ins/campaign/bid-insights/{campaignId}';

const PATH = {
	campaignId: idText('Campaign', 'Campaign whose rejected bids to analyze', {
		example: '451351',
		pick: 'searchInsightCampaigns',
		note: 'It must be an Advanced campaign with impressions in the last two weeks',
	}),
};

const START = 'Start';
const END = 'End';

const FIELDS = {
	dateRangeStart: moment(START, 'Start of the period', {
		unit: 'milliseconds',
		of: 'start',
		example: '2026-03-01',
	}),
	dateRangeEnd: moment(END, 'End of the period, at most two weeks later', {
		unit: 'milliseconds',
		of: 'end',
		example: '2026-03-07',
	}),
};

const SPLIT = 'Split Into Reasons';

const split: INodeProperties = {
	displayName: SPLIT,
	name: 'splitIntoReasons',
	type: 'boolean',
	default: true,
	description:
		'Whether to return one item for each rejection reason, the most frequent first, instead of a single item with all figures',
};

/** "Date range cannot be more than 2 weeks" */
const LONGEST_WEEKS = 2;

/** Both ends belong to the period; two weeks are 14 days where clocks change, too. */
function checkPeriod(start: number, end: number, zone: string, wrong: Wrong): void {
	const last = DateTime.fromMillis(start, { zone }).plus({ weeks: LONGEST_WEEKS });
	if (end <= start) wrong(`'${END}' must be later than '${START}'`);
	else if (end > last.toMillis()) {
		wrong(
			`'${END}' is more than two weeks after '${START}'`,
			`Choose ${momentText(last.toMillis(), zone)} or earlier: IQM covers at most two weeks.`,
		);
	}
}

/** Reasons within a reason; some answers call their title `label`. */
function subReasonsOf(info: unknown): IDataObject[] {
	return Object.entries(isObject(info) ? info : {}).map(([reason, facts]) => {
		const { title, label, ...others } = isObject(facts) ? facts : {};
		return { reason, title: title ?? label, ...others };
	});
}

/** Reasons that bids were rejected for, one each, the most frequent first. */
function reasonsOf(campaignId: number | string, list: IDataObject): IDataObject[] {
	return Object.entries(list)
		.map(([reason, facts]): IDataObject => {
			const { title, label, subReasonInfo, ...others } = isObject(facts) ? facts : {};
			return {
				...{ campaignId, reason, title: title ?? label },
				...others,
				subReasons: subReasonsOf(subReasonInfo),
			};
		})
		.sort((a, b) => Number(b.rejectedBids ?? 0) - Number(a.rejectedBids ?? 0));
}

const SIMPLE_REASON = own(
	...['campaignId', 'reason', 'title', 'rejectedBids', 'description', 'subReasons'],
);

const SIMPLE_INSIGHT = own(
	...['campaignId', 'totalRequests', 'totalBids', 'totalWins', 'lostBids'],
	...['topMainReasons', 'topSubReasons'],
);

/** Why a campaign's bids were rejected within two weeks at most. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a bidding insight',
	description: 'Get the reasons why bids of a campaign were rejected, and how often',
	endpoint: ENDPOINT,
	document: 'IQM OpenAPI insights, getCampaignBiddingInsight',
	writes: false,
	simple: ({ read }) => (toBoolean(read(split.name), SPLIT) ? SIMPLE_REASON : SIMPLE_INSIGHT),
	properties: [...requiredProperties({ ...PATH, ...FIELDS }), split, optionsCollection()],
	async execute(item) {
		const faults = new Faults();
		const slots = readPath(item, PATH, faults);
		const period = readTop(item, FIELDS, faults);
		const splits = faults.attempt(() => toBoolean(item.read(split.name), SPLIT));
		faults.throwAny();
		const { dateRangeStart = 0, dateRangeEnd = 0 } = period;
		checkPeriod(dateRangeStart, dateRangeEnd, item.zone, faults.wrong);
		faults.throwAny();
		const { data, raw } = await sendFor(IQM_VERBS, item, {
			...routeTo(ENDPOINT, slots),
			query: { dateRangeStart, dateRangeEnd },
		});
		const campaignId = resultId(slots.campaignId);
		if (!isObject(data) || !isObject(data.rejectionList)) {
			throw new ApiFailure(`IQM's response is missing the bidding insight of campaign ${campaignId}`, {
				description: 'There may be none for this campaign and period.',
			});
		}
		const results = splits ? reasonsOf(campaignId, data.rejectionList) : [{ campaignId, ...data }];
		return { results, raw };
	},
};
