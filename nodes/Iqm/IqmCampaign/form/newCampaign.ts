import type { IDataObject } from 'n8n-workflow';

import { hint } from '../../../common/form/moreHint';
import { Faults } from '../../../common/ground/faults';
import { isAbove, plainNumber } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import { inOwnZone } from '../../../common/run/ownZone';
import { givenEnd } from '../../shared/ends';
import { chosenOrOfOrder } from '../../shared/zones';
import { readAreasAs } from './areas';
import { BY_IMPRESSIONS, LABELS } from './fields';
import { readForm } from './form';
import { leftToOrder, withOrder } from './fromOrder';

type Check = (merged: IDataObject, faults: Faults, open?: readonly string[]) => IDataObject;

/** A new campaign as a form asks for it. */
interface NewCampaign {
	checked: IDataObject;
	/** Fields whose values follow from the moment of the run. */
	loose: string[];
	/** What a preview says of values that are still to come. */
	lines: IDataObject;
	/** How areas are sent. */
	way: string;
}

/** No document says what IQM does with a campaign that is limited by impressions and names none. */
function tellOfImpressions({ context }: Item, { budgetTypeId, totalImpressions }: IDataObject): void {
	if (Number(budgetTypeId) !== BY_IMPRESSIONS || Number(totalImpressions ?? 0) > 0) return;
	hint(
		context,
		`The campaign is limited by impressions, but has no '${LABELS.totalImpressions}': check in IQM what it may spend.`,
		'warning',
	);
}

/** Totals of a campaign, by the total of an order that caps them. */
const CAPPED_BY = { ioTotalBudget: 'budgetTotal', ioTotalImpressions: 'totalImpressions' };

/**
 * Warns of a total that the order can't hold, where the order is known: nobody reads one for that, and
 * IQM takes such a campaign.
 */
function tellOfOrder({ context }: Item, campaign: IDataObject, order: IDataObject = {}): string | undefined {
	// Then its total is what its campaigns have.
	if (order.isAutoSumIoTotalBudget === true || order.isBudgetAutoSum === true) return undefined;
	const [over] = Object.entries(CAPPED_BY).filter(
		([cap, total]) => plainNumber(order[cap]) > 0 && isAbove(plainNumber(campaign[total]), plainNumber(order[cap])),
	);
	if (over === undefined) return undefined;
	const [cap, total] = over;
	const message = `'${LABELS[total]}' (${String(campaign[total])}) is above the total of the insertion order ${String(campaign.ioId)} (${String(order[cap])}), which caps all its campaigns together.`;
	hint(context, message, 'warning');
	return message;
}

/**
 * A new campaign as it is sent: the form's, checked before anything is asked of IQM, then with what its
 * order gives, checked as a whole.
 *
 * @throws InputError for everything that is wrong
 */
export async function readNewCampaign(item: Item, check: Check): Promise<NewCampaign> {
	const { way, form, checked } = await inOwnZone(
		item,
		[item.read('startTime'), givenEnd(item.read, 'endTime')],
		(own, faults) => {
			const areas = readAreasAs(own, faults);
			const asked = readForm(own, faults);
			const open = faults.attempt(() => leftToOrder(own, asked));
			return { way: areas, form: asked, checked: check(asked, faults, open) };
		},
		async ({ checked: { timezone, ioId } }) => await chosenOrOfOrder(item, timezone, ioId),
	);
	const { campaign, loose, open, order } = await withOrder(item, form, String(checked.ioId));
	tellOfImpressions(item, campaign);
	const warning = tellOfOrder(item, campaign, order);
	const left = open.map((name) => LABELS[name]).join(', ');
	return {
		checked: campaign === form ? checked : check(campaign, new Faults(), open),
		loose,
		lines: {
			...(left === '' ? {} : { 'From the Insertion Order': left }),
			...(warning === undefined ? {} : { Warning: warning }),
		},
		way,
	};
}
