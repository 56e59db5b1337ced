import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toChoice, withoutDefault } from '../../common/form/choice';
import { writeOptionsCollection } from '../../common/form/options';
import { ApiFailure } from '../../common/ground/errors';
import { sendInTurn } from '../../common/guard/preview';
import { combineOption, sendTogether } from '../../common/run/combine';
import type { Item } from '../../common/run/item';
import type { ApiReply } from '../../common/send/door';
import type { Thing } from '../../verbs/describe';
import { asNumbers } from '../../verbs/several';
import { AXON, axonRequest } from '../axonTransport/request';
import { inSetTurns } from './creativeSets';

const SEND_AS = 'Send IDs As';
const NUMBERS = 'numbers';

const WAYS = [
	{ name: 'Numbers', value: NUMBERS },
	{ name: 'Text (Not Verified)', value: 'text', description: 'Try this if AppLovin refuses the numbers' },
];

/** The options of requests that put things together. Public clients disagree on how IDs travel there. */
export const associationOptions = (): INodeProperties =>
	writeOptionsCollection('AppLovin', [
		combineOption(),
		{
			displayName: SEND_AS,
			name: 'idsAs',
			type: 'options',
			options: WAYS,
			default: NUMBERS,
			description: 'How IDs are sent, for example Numbers. It is not known whether AppLovin also takes text here.',
		},
	]);

/** @throws InputError for another value */
export function readSendAs({ context, index }: Pick<Item, 'context' | 'index'>): string {
	return toChoice(context.getNodeParameter('options.idsAs', index, NUMBERS), SEND_AS, WAYS);
}

/** Which of the things are meant, of a removal. */
export const CHOSEN = 'chosen';
export const ALL = 'all';

/**
 * Whether something is removed from chosen things or from all of them.
 *
 * @param from "campaigns"
 */
export function removeFromProperty(from: string): { property: INodeProperties; read: (item: Item) => string } {
	const label = 'Remove From';
	const title = from.replace(/(^|\s)\w/g, (letter) => letter.toUpperCase());
	const choices = [
		{ name: `All ${title}`, value: ALL, description: `Every one of the ${from} that it is in` },
		{ name: `Chosen ${title}`, value: CHOSEN, description: `Only the ${from} chosen below` },
	];
	return {
		property: {
			displayName: label,
			name: 'removeFrom',
			type: 'options',
			options: withoutDefault(choices),
			default: '',
			required: true,
			description: `Which ${from} to remove from, for example Chosen ${title}`,
		},
		read: (item) => toChoice(item.read('removeFrom'), label, choices),
	};
}

/** Things of one kind in a request. */
interface Side {
	thing: Thing;
	/** The request's key for their IDs. */
	key: string;
	ids: string[];
	/** The most of them in one request; 1 for a key that takes a single ID. */
	most: number;
}

interface Association {
	path: string;
	/** What the request changes: "campaigns of the creative set". */
	writes: string;
	/** For the list of what a run has done: "added". */
	done: string;
	/** Items with the same `others` share requests for these. */
	each: Side;
	others?: Side;
	sendAs: string;
	/**
	 * The sets whose assets a request changes: while it is under way, no update may send their former ones.
	 *
	 * @param ids of `each`, and of the other side
	 */
	setsOf?: (ids: string[], others: string[]) => Promise<string[]>;
}

const chunksOf = (ids: string[], most: number): string[][] =>
	Array.from({ length: Math.ceil(ids.length / most) }, (_, at) => ids.slice(at * most, (at + 1) * most));

/** IDs as a request has them. */
function valueOf({ thing, most }: Side, ids: string[], sendAs: string): IDataObject[string] {
	const values = sendAs === NUMBERS ? asNumbers(ids, thing) : ids;
	return most === 1 ? values[0] : values;
}

/**
 * Puts things together or takes them apart: as many requests as their limits take. What they answer says
 * nothing, and may be empty.
 *
 * @returns the answers as they came
 * @throws InputError for an ID that no number can hold; ApiFailure that names what was done before it
 */
export async function associate(
	item: Item,
	{ path, writes, done, each, others, sendAs, setsOf }: Association,
): Promise<unknown[]> {
	const pairs = (others === undefined ? [[]] : chunksOf(others.ids, others.most)).flatMap((with_) =>
		chunksOf(each.ids, each.most).map((ids) => ({ ids, with_ })),
	);
	const bodyOf = (ids: string[], with_: string[]): IDataObject => ({
		...(others === undefined ? {} : { [others.key]: valueOf(others, with_, sendAs) }),
		[each.key]: valueOf(each, ids, sendAs),
	});
	// All are checked before any is sent.
	for (const { ids, with_ } of pairs) bodyOf(ids, with_);
	const raws: unknown[] = [];
	const made: string[] = [];
	await sendInTurn(pairs, async ({ ids, with_ }) => {
		const words = with_.length === 0 || others === undefined ? '' : ` (${others.thing.idName} ${with_.join(', ')})`;
		const labels = ids.map((id) => `${each.thing.idName} ${id} ${done}${words}`);
		const send = async (all: string[]): Promise<ApiReply> => {
			const request = { method: 'POST', path, body: bodyOf(all, with_), writes, mayBeEmpty: true } as const;
			const sets = (await setsOf?.(all, with_)) ?? [];
			return await inSetTurns(item, sets, async () => await axonRequest(item.context, request, item.index));
		};
		const raw = await item
			.once(`${path} ${ids.join()} ${with_.join()}`, async () => {
				const sent = await sendTogether<ApiReply>(item, {
					api: AXON,
					change: [path, with_, sendAs],
					ids,
					most: each.most,
					repeatable: true,
					send,
					read: ({ raw: answer }) => ({ results: [], raw: answer }),
				});
				return { value: sent.raw ?? null, made: labels };
			})
			.catch(async (error: unknown) => {
				if (!(error instanceof ApiFailure) || made.length === 0) return await Promise.reject(error);
				const created = [...made, ...(error.facts.created ?? [])];
				return await Promise.reject(new ApiFailure(error.message, { ...error.facts, created }));
			});
		made.push(...labels);
		raws.push(raw);
	});
	return raws;
}

/** The answers of {@link associate} as one. */
export const rawOf = (raws: unknown[]): unknown =>
	raws.length === 1 ? (raws[0] ?? {}) : { responses: raws.map((raw) => raw ?? null) };
