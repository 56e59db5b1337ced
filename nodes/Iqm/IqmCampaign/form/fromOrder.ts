import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../common/ground/clock';
import { InputError } from '../../../common/ground/errors';
import { momentText } from '../../../common/ground/moments';
import { isBlank } from '../../../common/ground/values';
import { isMadeUp } from '../../../common/guard/preview';
import type { Item } from '../../../common/run/item';
import { saysNone } from '../../shared/ends';
import { orderOnce } from '../../shared/oneOrder';

const MINUTE_S = 60;

/** IQM refuses a start before the current minute, and a request may wait for its turn for minutes. */
const SOON_S = 5 * MINUTE_S;

/** What a campaign takes from its insertion order, by its names in a campaign and in an order. */
const TAKEN = {
	budgetTypeId: 'ioBudgetTypeId',
	timezone: 'ioTimeZoneId',
	startTime: 'ioStartTime',
	endTime: 'ioEndTime',
};

type Taken = keyof typeof TAKEN;

/** What the form leaves to the insertion order. */
export function leftToOrder({ read }: Pick<Item, 'read'>, campaign: IDataObject): Taken[] {
	return (Object.keys(TAKEN) as Taken[]).filter(
		(name) => isBlank(campaign[name]) && !(name === 'endTime' && saysNone(read, name)),
	);
}

interface FromOrder {
	campaign: IDataObject;
	/** What was taken from something else than the order, so that it says nothing of what is wanted. */
	loose: string[];
	/** What is still open, because the order is only previewed. */
	open: Taken[];
	/** The order, if it was read. */
	order?: IDataObject;
}

/** An order's moment, in milliseconds, as a campaign has it, in seconds. */
const seconds = (ms: unknown): number => Math.floor(Number(ms) / 1_000);

/** @throws InputError for an order that has ended: nobody entered the end that would be refused */
function checkEnd(end: number, ioId: string): void {
	if (end > clock.now()) return;
	throw new InputError(
		`The insertion order ${ioId} has already ended (${momentText(end)})`,
		"Nothing was created. Extend it with 'Update End Date' of IQM Insertion Order, or choose another one.",
	);
}

/** A start that IQM takes, for an order that has begun. */
function soon(): number {
	return Math.ceil((clock.now() / 1_000 + SOON_S) / MINUTE_S) * MINUTE_S;
}

/**
 * A new campaign with what it shares with its order: the budget type (which "must be the same", seed's
 * list of fields), the time zone and the dates, as far as the form leaves them open. The order is read
 * once in a run, and not at all if nothing is left open.
 *
 * @param campaign under the API's names, with times in seconds
 * @param ioId as it is sent
 * @throws InputError if the end that would be taken has passed
 */
export async function withOrder(
	{ context, index, read }: Pick<Item, 'context' | 'index' | 'read'>,
	campaign: IDataObject,
	ioId: string,
): Promise<FromOrder> {
	const left = leftToOrder({ read }, campaign);
	if (left.length === 0) return { campaign, loose: [], open: [] };
	if (isMadeUp(context, ioId)) return { campaign, loose: [], open: left };
	const order = await orderOnce(context, index, ioId);
	const whole = { ...campaign };
	for (const name of left) {
		const value = order[TAKEN[name]];
		// IQM writes 0 for what an order does not have.
		if (isBlank(value) || Number(value) === 0) continue;
		if (name === 'endTime') checkEnd(Number(value), ioId);
		const isMoment = name === 'startTime' || name === 'endTime';
		whole[name] = isMoment ? seconds(value) : Number(value);
	}
	const hasBegun = left.includes('startTime') && Number(whole.startTime) * 1_000 <= clock.now();
	if (!hasBegun) return { campaign: whole, loose: [], open: [], order };
	return { campaign: { ...whole, startTime: soon() }, loose: ['startTime'], open: [], order };
}
