import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import type { Case } from './randomFaultsCase';
import { wantsOne } from './randomFaultsCase';
import type { Sent } from './randomFaultsStage';
import type { Effect, Values } from './randomFaultsSubjects';
import type { Told } from './randomFaultsWorld';

/** What a run says about one item. */
export interface Outcome {
	/**
	 * `listed`: another item's error ended the node and lists what this one has done; `untouched`: an
	 * earlier item's error did.
	 */
	kind: 'results' | 'error' | 'listed' | 'untouched';
	/** Everything that is said about it. */
	text: string;
	results: IDataObject[];
}

/** Something that must never happen. */
export class Violation extends Error {}

function demand(holds: boolean, words: string): asserts holds {
	if (!holds) throw new Violation(words);
}

/** The items that an item of output is linked to; one preview may be of a request for several. */
function sourcesOf({ pairedItem, json }: INodeExecutionData, count: number): number[] {
	const links = json.preview === true ? [pairedItem].flat() : [pairedItem];
	const sources = links.map((link) => (link as { item?: number } | undefined)?.item);
	const areLinked = sources.every((item) => Number.isInteger(item) && Number(item) >= 0 && Number(item) < count);
	demand(areLinked, `An output item is linked to no input item: ${JSON.stringify(json)}`);
	return sources.map(Number);
}

const isError = ({ json }: INodeExecutionData) =>
	typeof json.error === 'string' && typeof json.message === 'string';

/** What a node that has continued says about each item. */
function goneOn({ last, values }: Told, { onError }: Case): Outcome[] {
	const [first = [], failed = []] = last.outputs;
	for (const item of failed) demand(isError(item), `No error: ${JSON.stringify(item.json)}`);
	if (onError === 'continueErrorOutput') {
		for (const item of first) demand(!isError(item), 'An error took the branch of successes');
	}
	return values.map((_, index): Outcome => {
		const own = [...first, ...failed].filter((item) =>
			sourcesOf(item, values.length).includes(index),
		);
		const errors = own.filter(isError);
		const results = own.filter((item) => !isError(item)).map(({ json }) => json);
		const counts = `${results.length} results and ${errors.length} errors`;
		const isEither = errors.length === 0 ? results.length > 0 : errors.length === 1;
		demand(isEither && errors.length * results.length === 0, `Item ${index} has ${counts}`);
		const text = JSON.stringify(own.map(({ json }) => json));
		return { kind: errors.length > 0 ? 'error' : 'results', text, results };
	});
}

/** Whether an error says that it is another item's, too. */
function namesFailed(text: string, index: number): boolean {
	const [told = ''] = /(?:It is not known whether|It failed for) .*/.exec(text) ?? [];
	return holdsWord(told, `item ${index}`) || text.includes(`item ${index} in part →`);
}

/** What the error that ended the node says about each item. */
function stopped({ last, values }: Told): Outcome[] {
	const { error } = last;
	demand(last.items.length === 0, 'A node that failed has results');
	const at = error?.context?.itemIndex;
	demand(
		typeof at === 'number' && at >= 0 && at < values.length,
		`The error names no item: ${String(error?.message)}`,
	);
	const details = JSON.stringify(error?.context?.details ?? {});
	const text = `${String(error?.message)}\n${String(error?.description)}\n${details}`;
	return values.map((_, index): Outcome => {
		// Items that share a request with the one that failed are told of, wherever they stand.
		const [left = ''] = /Nothing was sent for item [^.]*\./.exec(text) ?? [];
		const isLeft = namesFailed(text, index) || holdsWord(left, `item ${index}`);
		const isListed = text.includes(`item ${index} →`) || (index < at && !isLeft);
		if (isListed) return { kind: 'listed', text, results: [] };
		const kind = index === at || namesFailed(text, index) ? 'error' : 'untouched';
		return { kind, text: kind === 'untouched' ? '' : text, results: [] };
	});
}

export function outcomesOf(told: Told, what: Case): Outcome[] {
	if (told.last.error === undefined) return goneOn(told, what);
	demand(what.onError === 'stopWorkflow', `The node ended: ${told.last.error.message}`);
	return stopped(told);
}

const UNSURE = /may or may not have been created|It is not known whether it was done for/;
/** How a request for several things reports that part of it was done. */
const PARTLY = /Already done in this run|"created":\[".*|Look (at it )?in IQM/i;

export function isUnsure({ text }: Outcome, partly = false): boolean {
	return UNSURE.test(text) || (partly && PARTLY.test(text));
}

function holdsWord(text: string, word: string): boolean {
	const escaped = word.replace(/[^\w]/g, '\\$&');
	return new RegExp(`(?<!\\w)${escaped}(?!\\w)`).test(text);
}

/** The requests of an operation's writes, without reads of the same path. */
export function writesOf({ operation, sent }: Told): Sent[] {
	return sent.filter(
		({ request: { method, path } }) =>
			(method !== 'GET' || operation.byGet === true) && operation.of.path.test(path),
	);
}

/** Faults after which the API certainly has not acted. */
const UNDONE = new Set([
	'rateLimit',
	'rateLimitRetryAfter',
	'expiredToken',
	'html404',
	'successFalse',
	'redirect',
	'forbidden',
]);

/** Whether a request was acted on or, as far as its sender can know, may have been. */
function isSpent({ request, fault }: Sent): boolean {
	// The head of a broken answer shows whether it is a refusal.
	const answered = fault === undefined || /^slow|^resetAfter/.test(fault);
	return answered ? request.status < 400 : request.status !== 429 && !UNDONE.has(fault);
}

/**
 * How often a final state was asked for again, alone or for fewer, after an answer that said that part of a
 * request for several items was not done but not which.
 */
function repeatsOf(own: Sent[], { operation, values: all }: Told, values: Values): number {
	if (operation.sets !== true) return 0;
	const others = new Set(all.map(operation.mark));
	others.delete(operation.mark(values));
	const shared = own.filter(({ request, fault }) => {
		const text = `${request.url} ${request.body.toString('latin1')}`;
		return fault === undefined && [...others].some((mark) => holdsWord(text, mark));
	});
	return Math.min(shared.length, Math.ceil(Math.log2(others.size + 1)));
}

/** No write is sent again once it was, or may have been, acted on: across all tries and retries. */
function checkRequests(told: Told, values: Values, asked: number): void {
	const { mark, requests = 1, sets, of, oncePerStage = of.oncePerStage } = told.operation;
	// A second deletion of the same thing is refused, sometimes with HTTP 200: it may be repeated.
	if (sets && oncePerStage && asked > 1) return;
	const own = writesOf(told).filter(({ request }) =>
		holdsWord(`${request.url} ${request.body.toString('latin1')}`, mark(values)),
	);
	const spent = own.filter(isSpent).length - repeatsOf(own, told, values);
	demand(
		spent <= asked * requests,
		`${spent} writes that may have been acted on, for ${asked} items (${mark(values)})`,
	);
}

/** All rules about items that ask for the same thing, which must happen once for each of them. */
function checkGroup(told: Told, what: Case, effects: Effect[], own: Outcome[]): void {
	const { each = 1, sets = false, partly = false } = told.operation;
	const done = own.filter(({ kind }) => kind === 'results' || kind === 'listed').length;
	const unsure = own.filter(
		(outcome) => outcome.kind === 'error' && isUnsure(outcome, partly),
	).length;
	const counts = `${effects.length} effects, ${done} successes, ${unsure} unsure errors`;
	demand(
		effects.every(({ asAsked }) => asAsked),
		'Something exists with other values than those asked for',
	);
	if (partly) demand(done === 0, 'What could not be done wholly is no error');
	if (sets) {
		demand(done === 0 || effects.length > 0, `A success changed nothing: ${counts}`);
		const isSure = done + unsure === 0;
		demand(!isSure || effects.length === 0, `A sure failure has changed something: ${counts}`);
		return;
	}
	const one = wantsOne(what);
	// What an error lists has happened too: the files before the one that failed.
	const said = effects.filter(({ id }) => own.some(({ text }) => id && holdsWord(text, id)));
	const least = (one ? Math.min(1, done) : done) * each;
	const most = Math.max(done * each, said.length) + unsure * each;
	demand(effects.length >= least, `Successes without what they made: ${counts}`);
	demand(effects.length <= most, `Made without a word: ${counts}`);
	demand(effects.length <= (one ? 1 : own.length) * each, `Made twice: ${counts}`);
	const untold = effects.filter(({ id }) => id !== undefined).length - said.length;
	demand(untold <= unsure * each, `${untold} exist of which nothing is told`);
	checkResults(told, what, effects, own);
}

/** Every result names something that exists; two items never name the same, unless one was asked for. */
function checkResults(told: Told, what: Case, effects: Effect[], own: Outcome[]): void {
	const { each = 1 } = told.operation;
	const ids = effects.flatMap(({ id }) => id ?? []);
	const one = wantsOne(what);
	const taken = new Set<string>();
	for (const { kind, results, text } of own) {
		if (kind !== 'results') continue;
		demand(what.raw || results.length === each, `${results.length} results instead of ${each}`);
		if (ids.length === 0) continue;
		const fresh = ids.filter((id) => holdsWord(text, id) && !(taken.has(id) && !one));
		demand(fresh.length >= (one ? 1 : each), `A result of nothing of its own: ${text}`);
		for (const id of fresh) taken.add(id);
	}
}

function checkPreview(told: Told): void {
	const { sent, last, operation } = told;
	const out = writesOf(told);
	demand(out.length === 0, 'A preview was sent');
	const { readsFirst = false } = operation;
	demand(readsFirst || sent.length === 0, `A preview sent ${sent.length} requests`);
	if (last.error !== undefined) return;
	const [first = []] = last.outputs;
	const previews = first.filter((item) => !isError(item));
	demand(
		previews.every(({ json }) => json.preview === true),
		'A preview returned something else',
	);
}

/** All text in a value, including what JSON hides, such as an error's cause. */
function everythingIn(value: unknown, seen = new Set<unknown>()): string {
	if (typeof value !== 'object' || value === null) return `${String(value)}\n`;
	if (seen.has(value) || Buffer.isBuffer(value)) return '';
	seen.add(value);
	return Reflect.ownKeys(value)
		.map((key) => everythingIn(Reflect.get(value, key), seen))
		.join('');
}

function checkSecrets({ last, sent }: Told, { options }: Sandbox): void {
	const authorizations = sent.map(({ request }) => request.headers.authorization?.split(' ')[1]);
	const { iqm, applovin, applovinAxon } = options;
	const secrets = new Set([
		iqm.clientSecret,
		iqm.password,
		applovin.clientSecret,
		applovinAxon.apiKey,
		...authorizations.filter((token) => token !== undefined),
	]);
	const text = everythingIn([
		last.error,
		last.outputs.map((items) => items.map(({ json }) => json)),
	]);
	for (const secret of secrets) demand(!text.includes(secret), 'A secret is in an error or result');
}

/**
 * Checks every rule of a run.
 *
 * @throws Violation that says which one is broken
 */
export function checkRun(sandbox: Sandbox, told: Told, what: Case): Outcome[] {
	checkSecrets(told, sandbox);
	const outcomes = outcomesOf(told, what);
	if (what.preview) checkPreview(told);
	for (const key of new Set(what.keys)) {
		const own = outcomes.filter((_, index) => what.keys[index] === key);
		const values = told.values[what.keys.indexOf(key)];
		const effects = told.operation.effects(sandbox, values);
		checkRequests(told, values, own.length);
		if (what.preview) demand(effects.length === 0, 'A preview has an effect');
		else checkGroup(told, what, effects, own);
	}
	return outcomes;
}
