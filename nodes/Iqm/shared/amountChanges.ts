import type { IDataObject } from 'n8n-workflow';

import type { AmountChange, ChangedAmount } from '../../common/form/amountChange';
import { changeInWords } from '../../common/form/amountChange';
import { ApiFailure } from '../../common/ground/errors';
import { resultId } from '../../common/ground/values';
import { Previewed, sendInTurn, wantsPreview } from '../../common/guard/preview';
import type { KnownAmount } from '../../common/guard/spend';
import { claimChanges } from '../../common/run/changedOnce';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import type { Thing } from '../../verbs/describe';

/** What becomes of the amount of one thing. */
export interface PlannedAmount extends ChangedAmount {
	id: string;
	/** What it spends then beyond the amount itself, for the credential's limits. */
	spends: KnownAmount[];
}

/** One request: it sets the same amount for each of these. */
export interface AmountRequest {
	ids: string[];
	amount: number;
	spends: KnownAmount[];
	/** What a preview says of it. */
	lines: IDataObject;
}

interface Steps {
	/** Reads the present amounts and computes the new ones, each ID once, in their order. */
	plan: () => Promise<PlannedAmount[]>;
	/** Refuses what the credential does not allow, for every request before the first is sent. */
	check: (request: AmountRequest) => Promise<void>;
	/** Sets the amount; results by the thing's `idName`. */
	send: (request: AmountRequest) => Promise<Pick<OperationResult, 'raw' | 'results'>>;
}

/** What a request led to, as it is recorded. */
type Answered = Pick<OperationResult, 'raw' | 'results'>;

/** The changes in words, by the form's word for the amount. */
function linesOf(change: AmountChange, { one }: Thing, planned: PlannedAmount[]): IDataObject {
	const { name } = change.amount;
	return Object.fromEntries(
		planned.map((amount) => [
			planned.length === 1 ? name : `${name} of ${one} ${amount.id}`,
			changeInWords(change, amount),
		]),
	);
}

/** The least number of requests: one for each different new amount. */
function requestsOf(planned: PlannedAmount[], lines: IDataObject): AmountRequest[] {
	const changing = planned.filter((amount) => amount.new !== amount.old);
	return [...new Set(changing.map((amount) => amount.new))].map((amount, index) => {
		const same = changing.filter((one) => one.new === amount);
		return {
			amount,
			ids: same.map(({ id }) => id),
			spends: same.flatMap(({ spends }) => spends),
			lines: index === 0 ? lines : {},
		};
	});
}

/** What a failure leaves undone. */
function andTheRest(
	{ many }: Thing,
	rest: AmountRequest[],
): (failure: unknown) => Promise<never> {
	return async (failure) => {
		const ids = rest.flatMap((request) => request.ids);
		if (!(failure instanceof ApiFailure) || ids.length === 0) return await Promise.reject(failure);
		const { description, ...facts } = failure.facts;
		const left = `Nothing was sent for the ${many} ${ids.join(', ')}.`;
		throw new ApiFailure(failure.message, {
			...facts,
			description: [description, left].filter((part) => part !== undefined).join(' '),
		});
	};
}

function resultsOf(
	{ amount: { name } }: AmountChange,
	{ idName }: Thing,
	planned: PlannedAmount[],
	answers: Answered[],
): IDataObject[] {
	const rows = new Map(
		answers.flatMap(({ results }) => results).map((row) => [String(row[idName]), row]),
	);
	return planned.map(({ id, old, new: wanted, reason }) => ({
		[idName]: resultId(id),
		field: name,
		old,
		new: wanted,
		...(old === wanted ? { updated: false, unchanged: true } : { updated: true }),
		...(reason === undefined ? {} : { reason }),
		...rows.get(id),
	}));
}

/**
 * Changes amounts by Add or Percent. IQM could add by itself (`addition`, `add`), but then nothing would
 * hold At Most, or tell what came of it, if somebody changed the amount between the reading and the
 * adding, and a request that arrived twice would add twice. So the new amounts are computed from the
 * present ones and sent as new amounts. What is recorded once the first request has acted: when n8n runs
 * the item again, the others set the amounts that were computed then.
 *
 * @throws InputError if an earlier item of the run changes one of them, or an amount can't be changed
 */
export async function changeAmounts(
	item: Item,
	thing: Thing,
	ids: string[],
	change: AmountChange,
	{ plan, check, send }: Steps,
): Promise<OperationResult> {
	claimChanges(item, change.amount.name, thing.one, ids);
	const prepare = async () => {
		const planned = await plan();
		const requests = requestsOf(planned, linesOf(change, thing, planned));
		for (const request of requests) await check(request);
		return { planned, requests };
	};
	const made = ({ ids: changed }: AmountRequest): string[] =>
		changed.map((id) => `${thing.idName} ${id} changed`);
	if (wantsPreview(item.context, item.index)) {
		const { planned, requests } = await prepare();
		await sendInTurn(requests, async (request) => {
			await send(request);
		});
		throw new Previewed([], { lines: linesOf(change, thing, planned) });
	}
	const { planned, requests, first } = await item.once('first amount', async () => {
		const prepared = await prepare();
		const [request, ...rest] = prepared.requests;
		if (request === undefined) return { value: { ...prepared, first: [] }, made: [] };
		const answer = await send(request).catch(andTheRest(thing, rest));
		return { value: { ...prepared, first: [answer] }, made: made(request) };
	});
	const answers: Answered[] = [...first];
	for (const [index, request] of requests.entries()) {
		if (index === 0) continue;
		const part = `amount ${index + 1}`;
		const answer = await item.once(part, async () => ({
			value: await send(request).catch(andTheRest(thing, requests.slice(index + 1))),
			made: made(request),
		}));
		answers.push(answer);
	}
	return {
		results: resultsOf(change, thing, planned, answers),
		raw: answers.length === 1 ? answers[0].raw : { responses: answers.map(({ raw }) => raw) },
		label: requests.length === 0 ? undefined : requests.flatMap(made).join(', '),
	};
}
