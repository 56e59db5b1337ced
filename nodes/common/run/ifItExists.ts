import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { toChoice } from '../form/choice';
import { hint } from '../form/moreHint';
import { RETURNED_AGAIN_NOTICE, RUN_AGAIN_NOTICE } from '../form/runAgainNotice';
import { clock } from '../ground/clock';
import { ApiFailure, InputError } from '../ground/errors';
import { quote } from '../ground/values';
import type { Contradiction } from '../guard/contradiction';
import { differenceWords } from '../guard/contradiction';
import { wantsPreview } from '../guard/preview';
import type { Earlier, Named } from './knownNames';
import { earlierOf } from './knownNames';
import type { Creation } from './madeLately';
import {
	creating,
	creatingLately,
	existingLately,
	inTurn,
	latelyKey,
	refuseUnsureLately,
} from './madeLately';
import type { OperationResult } from './operation';

export const IF_IT_EXISTS_LABEL = 'If It Exists Already';
const NAME = 'ifItExists';

export type IfItExists = 'create' | 'error' | 'return';

/** How the form speaks of something that exists, where that is no campaign and the like of a name. */
export interface ExistsWords {
	/** What counts as the same, in sentences. */
	rules?: string;
	/** The choice that looks for nothing, if what is made takes the place of what exists. */
	another?: { name: string; description: string };
	/** The differences for which what exists is not returned. */
	grave?: string;
	/** What Return It does, where nothing can be compared. */
	returnIt?: string;
}

const BY_NAME =
	'Names are case-sensitive; surrounding spaces and invisible characters are ignored. Deleted ones are skipped; if several have that name, it is an error.';

const ANOTHER = {
	name: 'Create Another',
	description: 'Skips the check: every run creates a new one',
};

const ERROR = {
	name: 'Error',
	value: 'error',
	description: 'Fails with an error that names the existing one; nothing is created',
};

/** In the order of their names, in which n8n wants them. */
const choicesWith = ({ another = ANOTHER, grave = 'money, dates or targeting', returnIt }: ExistsWords = {}) =>
	[
		{ ...another, value: 'create' },
		ERROR,
		{
			name: 'Return It',
			value: 'return',
			description:
				returnIt ??
				`Returns the existing one and compares it with this form; different ${grave} are an error`,
		},
	].sort((one, other) => one.name.localeCompare(other.name));

/**
 * What to do about something that exists already, asked by everything that creates or uploads: n8n runs
 * a node again when a later one is tested.
 *
 * @param by what tells one from another, as a sentence goes on after "identified by ": "its name"
 * @param words as the form speaks of it, where that is no name
 */
export function ifItExistsProperties(by: string, words: ExistsWords = {}): INodeProperties[] {
	return [
		{
			displayName: IF_IT_EXISTS_LABEL,
			name: NAME,
			type: 'options',
			options: choicesWith(words),
			default: 'return',
			description: `What to do if one already exists, identified by ${by}. ${words.rules ?? BY_NAME} For example Return It, which makes the workflow safe to run again.`,
		},
		{ ...RETURNED_AGAIN_NOTICE, displayOptions: { show: { [NAME]: ['return'] } } },
		{ ...RUN_AGAIN_NOTICE, displayOptions: { hide: { [NAME]: ['return'] } } },
	];
}

/** The form's choice. A workflow saved before there was one creates nothing twice either. */
export function readIfItExists(
	context: IExecuteFunctions,
	itemIndex: number,
	words?: ExistsWords,
): IfItExists {
	const chosen: unknown = context.getNodeParameter(NAME, itemIndex, 'return');
	return toChoice(chosen, IF_IT_EXISTS_LABEL, choicesWith(words)) as IfItExists;
}

/** A field in which what exists differs from the form. */
export interface Difference extends Contradiction {
	/** Whether it is money, dates or targeting: then what exists must not pass for what was asked for. */
	isGrave?: boolean;
}

/** How what exists compares with the form. */
export interface Comparison {
	differs: Difference[];
	/** What could not be compared, as a sentence goes on after "Not compared: ". */
	notCompared?: string;
	/** What to do about a grave difference, as a sentence goes on before ", or choose 'Create Another'". */
	remedy?: string;
}

/** Things of one name, and when they were asked for, in milliseconds since the epoch. */
export interface Found {
	rows: IDataObject[];
	askedAt: number;
}

export interface Steps extends Creation {
	/** What tells the account and its workspace from all others; see {@link latelyKey}. */
	account: () => Promise<string>;
	/** Refuses what may not be created, before anything is looked for. */
	check: () => Promise<void>;
	/** All things whose name looks like this one, by `isSameName`, without deleted ones. */
	find: () => Promise<Found>;
	/**
	 * What exists as the operation would return it, the answer that showed it, if that is not what was
	 * found, and how it differs from the form.
	 */
	compare: (existing: IDataObject) => Promise<Comparison & { result?: IDataObject; raw?: unknown }>;
	/** The result's ID as a label: "ioId 7". */
	labelOf: (result: IDataObject) => string;
	/** As {@link ifItExistsProperties} was given them. */
	words?: ExistsWords;
}

/** How long a list may lag behind a creation, in ms. Later, it may have been deleted again. */
const LAG_MS = 60_000;

/**
 * The one thing of that name: listed, or made by this execution so recently that a list may lack it.
 *
 * @param isReread whether one that a later list lacks is read again: it may have been deleted since
 * @throws InputError if there are several
 */
export function soleOf(
	named: Named,
	{ made }: Earlier,
	{ rows, askedAt }: Found,
	isReread = false,
): IDataObject | undefined {
	if (rows.length > 1) {
		throw new InputError(
			`The ${named.what} ${quote(named.name)} already exists ${rows.length} times`,
			`It is unclear which one is meant. Nothing was created. Rename or delete the others, or choose 'Create Another' in '${IF_IT_EXISTS_LABEL}'.`,
		);
	}
	const isRecent = made !== undefined && askedAt - made.at < (isReread ? 1 : LAG_MS);
	return rows[0] ?? (isRecent ? made.result : undefined);
}

/** "The insertion order 'Spring' already exists (ioId 7)". */
function saysExists({ what, name }: Pick<Named, 'name' | 'what'>, label: string): string {
	return `The ${what} ${quote(name)} already exists (${label})`;
}

/** @throws InputError where the form says that something that exists is an error */
export function refuseExisting(
	named: Pick<Named, 'name' | 'what'>,
	choice: IfItExists,
	label: string,
): void {
	if (choice !== 'error') return;
	throw new InputError(
		saysExists(named, label),
		`Nothing was created. '${IF_IT_EXISTS_LABEL}' is set to Error.`,
	);
}

/** @throws InputError where what exists must not pass for what the form asks for */
export function refuseOther(
	named: Pick<Named, 'name' | 'what'>,
	label: string,
	{ differs, remedy = 'Change it with Update' }: Comparison,
	{ another = ANOTHER }: ExistsWords = {},
): void {
	const grave = differs.filter(({ isGrave }) => isGrave === true);
	if (grave.length === 0) return;
	throw new InputError(
		`${saysExists(named, label)}, but it does not match this form: ${differenceWords(grave)}`,
		`Nothing was created or changed. ${remedy}, or choose '${another.name}' in '${IF_IT_EXISTS_LABEL}'.`,
	);
}

/**
 * What exists, as the operation's result: compared with the form, and marked as not made by this run.
 *
 * @param so what follows from that, for the hint
 * @throws InputError where money, dates or targeting differ
 */
export function existingResult(
	context: IExecuteFunctions,
	named: Pick<Named, 'name' | 'what'>,
	label: string,
	{ result, ...comparison }: Comparison & { result: IDataObject },
	{ words, so = 'nothing was created' }: { words?: ExistsWords; so?: string } = {},
): IDataObject {
	refuseOther(named, label, comparison, words);
	const { differs, notCompared } = comparison;
	const sentence = saysExists(named, label);
	const found = differs.length === 0 ? '' : ` It differs from this form: ${differenceWords(differs)}.`;
	const unseen = notCompared === undefined ? '' : ` Not compared: ${notCompared}.`;
	const type = found === '' ? 'info' : 'warning';
	hint(context, `${sentence} and was returned; ${so}.${found}${unseen}`, type);
	const shown = differs.map(({ label: field, wanted, present }) => ({ field, wanted, present }));
	return {
		...result,
		alreadyExisted: true,
		...(shown.length === 0 ? {} : { differs: shown as unknown as IDataObject[] }),
		...(notCompared === undefined ? {} : { notCompared }),
	};
}

/** One creation: for whom, of what, and what to do if there is one. */
interface Asked {
	context: IExecuteFunctions;
	named: Named;
	choice: IfItExists;
	/** Its key in the memory of this process. */
	key: string;
}

async function findOrCreate(
	{ context, named, choice, key }: Asked,
	steps: Steps,
): Promise<OperationResult> {
	const { find, compare, labelOf, words } = steps;
	const hasBegun = steps.hasBegun?.() === true;
	const earlier = earlierOf(context, named);
	// Its thing has been made already, so nothing is looked up.
	const found = hasBegun ? undefined : await find();
	const existing =
		found &&
		(soleOf(named, earlier, found, steps.reread !== undefined) ??
			(await existingLately(named, key, found.askedAt, { ...steps, earlier })));
	if (existing !== undefined) {
		const label = labelOf(existing);
		refuseExisting(named, choice, label);
		const { raw = existing, ...compared } = { result: existing, ...(await compare(existing)) };
		return { results: [existingResult(context, named, label, compared, { words })], raw };
	}
	if (found !== undefined) {
		refuseUnsure(named, earlier);
		refuseUnsureLately(named, key, found.askedAt);
	}
	const created = await creating(earlier, async () => await creatingLately(key, steps));
	earlier.made = { result: created.results[0], at: clock.now() };
	return created;
}

/** @throws ApiFailure if an earlier item may have made it */
export function refuseUnsure({ what, name }: Named, earlier: Earlier): void {
	if (earlier.unsure !== true) return;
	throw new ApiFailure(`An earlier item may or may not have created the ${what} ${quote(name)}`, {
		description: 'Nothing was sent for this one. Check what exists before running again.',
	});
}

/**
 * Creates something, or does what {@link ifItExistsProperties} asks for with what already exists under
 * its name. Executions of one process take turns, and know what the others made since two minutes before
 * the names were looked up. Executions of two processes at the same moment can still create two: no API
 * here refuses a name that is taken.
 *
 * @throws InputError if there are several of that name; for one that exists, see {@link existingResult}
 */
export async function ifItExists(
	context: IExecuteFunctions,
	itemIndex: number,
	named: Named,
	steps: Steps,
): Promise<OperationResult> {
	const choice = readIfItExists(context, itemIndex, steps.words);
	if (wantsPreview(context, itemIndex)) return await steps.create();
	const key = latelyKey(await steps.account(), named);
	// The next run may be one that returns it.
	if (choice === 'create') return await creatingLately(key, steps);
	await steps.check();
	const asked = { context, named, choice, key };
	const signal = context.getExecutionCancelSignal();
	return await inTurn(key, signal, async () => await findOrCreate(asked, steps));
}
