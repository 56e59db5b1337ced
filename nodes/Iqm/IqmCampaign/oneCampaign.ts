import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { isRenamed } from '../../common/ground/names';
import { isBlank, isObject } from '../../common/ground/values';
import type { Comparison, Difference, Steps } from '../../common/run/ifItExists';
import type { Item } from '../../common/run/item';
import { word } from '../../common/run/simple';
import { checkAsked } from '../shared/asked';
import { isSameValue, shownValue } from '../shared/contradiction';
import { compared } from '../shared/existing';
import type { IqmReply } from '../transport/request';
import { accountKey, iqmRequest, pathId } from '../transport/request';
import { CAMPAIGN, campaignsOfName, madeLabel, STATUSES, tellingOf } from './campaigns';
import { LABELS } from './form/fields';

/** One campaign with its status in small letters, and the answer that holds it. */
export interface Look {
	status: string;
	reason: string | undefined;
	campaign: IDataObject;
	raw: unknown;
}

function readCampaign({ data, raw }: IqmReply, asked: string): Look {
	if (!isObject(data) || isBlank(data.id)) {
		throw new ApiFailure(`IQM's response is missing the campaign ${asked}`, {
			description: `Check '${CAMPAIGN}'.`,
		});
	}
	checkAsked('campaign', asked, data.id);
	return {
		status: String(data.status ?? 'without a status').toLowerCase(),
		reason: isBlank(data.rejectionReason) ? undefined : String(data.rejectionReason),
		campaign: { campaignId: data.id, ...data },
		raw,
	};
}

/** One campaign: `GET /api/v2/cmp/campaign/{campaignId}` (quickstart "Create a Campaign", step 4). */
export async function fetchCampaign(
	context: IExecuteFunctions,
	itemIndex: number,
	campaignId: string,
	query?: IDataObject,
): Promise<Look> {
	const path = `/api/v2/cmp/campaign/${pathId(campaignId)}`;
	return readCampaign(
		await iqmRequest(context, { method: 'GET', path, query }, itemIndex),
		campaignId,
	);
}

/** Fields of a campaign that are neither money nor dates nor targeting. */
const HARMLESS = ['advertiserDomain', 'campaignEstimatorMetaData', 'creativeIds'];

/** What a new campaign is sent with that IQM does not keep, or by which it was found. */
const IGNORED = ['campaignName', 'ioId', 'isAgreementChecked'];

const STATUS = 'Status';

const shownStatus = word('status', STATUSES);

/**
 * What IQM shows of a campaign that was created without a word about it (quickstart "Create a Campaign",
 * step 4).
 */
const UNASKED: Record<string, unknown> = {
	conversionType: 'None',
	deviceType: '13,15,11,12',
	trafficType: '11,12',
};

/** Fields that IQM may fill by itself. */
const FILLED_BY_IQM = ['allowedMinBid', 'campaignType', 'isAgreementChecked'];

/**
 * Limits and targeting that a campaign has although the form does not ask for any: somebody may have
 * removed them from the form. Switches are none of them: no document says how IQM sets those by itself.
 */
function unwanted(wanted: IDataObject, campaign: IDataObject, loose: string[]): Difference[] {
	const computed = wanted.totalBudgetPacing === true ? ['budgetDay'] : [];
	const skipped = [...HARMLESS, ...IGNORED, ...FILLED_BY_IQM, ...computed, ...loose];
	return Object.keys(LABELS)
		.filter((name) => isBlank(wanted[name]) && !skipped.includes(name))
		.filter((name) => {
			const present = campaign[name];
			const isNone = typeof present === 'boolean' || Number(present) === 0;
			return !isNone && [null, UNASKED[name]].every((none) => !isSameValue(none, present, name));
		})
		.map((name) => ({
			label: LABELS[name],
			wanted: 'not set',
			present: shownValue(campaign[name], name),
			isGrave: true,
		}));
}

/** What is known of the campaign that a form asks for, besides its fields. */
interface Wanted {
	isDraft: boolean;
	/** Fields whose values follow from the moment of the run, so that nothing differs in them. */
	loose: string[];
}

/**
 * A campaign that exists, and how it compares with one that would be created. A draft is not a campaign
 * that waits for approval, and the other way around: neither may pass for the other.
 */
function compareCampaign(
	wanted: IDataObject,
	{ campaign, status, raw }: Look,
	{ isDraft, loose }: Wanted,
): Comparison & { result: IDataObject; raw: unknown } {
	const found = compared(wanted, campaign, {
		labels: LABELS,
		harmless: HARMLESS,
		ignored: [...IGNORED, ...loose],
		changedLater: ['budgetDay', 'budgetTotal', 'maxBid', 'endTime'],
	});
	const { notCompared, remedy } = found;
	const asked = new Set(found.differs.map(({ label }) => label));
	const others = unwanted(wanted, campaign, loose).filter(({ label }) => !asked.has(label));
	const differs = [...found.differs, ...others];
	if ((status === 'draft') !== isDraft) {
		const present = status === 'draft' ? 'Draft, which Update submits' : shownStatus({ status });
		differs.unshift({
			label: STATUS,
			wanted: isDraft ? 'Draft' : 'Pending',
			present,
			isGrave: true,
		});
	}
	const { campaignId, status: said } = campaign;
	const result = { campaignId, status: said, ...tellingOf(campaign) };
	return { differs, notCompared, remedy, result, raw };
}

/** How a campaign of the wanted one's name and order is found and compared. */
export function existingCampaign(
	{ context, index: itemIndex }: Pick<Item, 'context' | 'index'>,
	wanted: IDataObject,
	kind: Wanted,
): Pick<Steps, 'account' | 'compare' | 'find' | 'labelOf' | 'reread'> {
	// What is read again by its ID need not be read once more to be compared.
	let known: Look | undefined;
	const read = async ({ campaignId }: IDataObject): Promise<IDataObject | undefined> => {
		known = await fetchCampaign(context, itemIndex, String(campaignId));
		const { campaign, status } = known;
		const isGone = status === 'deleted' || isRenamed(campaign.campaignName, wanted.campaignName);
		return isGone ? undefined : campaign;
	};
	return {
		account: async () => await accountKey(context),
		find: async () => await campaignsOfName(context, itemIndex, wanted),
		reread: { keeps: ['campaignId'], read },
		compare: async ({ campaignId }) => {
			const look = known ?? (await fetchCampaign(context, itemIndex, String(campaignId)));
			return compareCampaign(wanted, look, kind);
		},
		labelOf: madeLabel,
	};
}
