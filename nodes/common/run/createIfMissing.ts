import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { clock } from '../ground/clock';
import { ApiFailure, InputError } from '../ground/errors';
import { comparedName } from '../ground/names';
import type { OperationResult } from './operation';
import { wantsPreview } from '../guard/preview';
import { isObject, quote, toBoolean } from '../ground/values';

const LABEL = 'Create If Missing';

/** The option of operations that create something with a name. */
export const createIfMissingOption: INodeProperties = {
	displayName: LABEL,
	name: 'createIfMissing',
	type: 'boolean',
	default: false,
	description:
		'Whether to look for the same name first and return what exists, marked with alreadyExisted, instead of creating it again. Two with that name are an error. Capital letters count; blanks around a name, kinds of blanks and what can not be seen do not.',
};

/** The thing wanted, and how its name tells it from others. */
export interface Named {
	/** In words: "insertion order". */
	what: string;
	name: string;
	/** ID of its parent, if names are only looked for inside that. */
	within?: string;
}

interface Steps {
	/** Refuses what may not be created, before anything is looked for. */
	check: () => Promise<void>;
	/** All things whose name looks like this one, by `isSameName`. */
	find: () => Promise<IDataObject[]>;
	create: () => Promise<OperationResult>;
}

/** How long a list may lag behind a creation, in ms. Later, it may have been deleted again. */
const LAG_MS = 60_000;

/** What this execution knows about a name. */
interface Earlier {
	made?: { result: IDataObject; at: number };
	/** Whether a creation got no answer, and so may have happened. */
	unsure?: boolean;
}

const SLOT = 'names';

/** What is under way: an agent may call a tool several times at once. */
const turns = new WeakMap<Earlier, Promise<unknown>>();

/**
 * Kept where n8n stores it with the execution, so that "Retry execution" knows it too. Executions of
 * earlier versions stored a name as it was typed.
 */
function earlierOf(context: IExecuteFunctions, { what, name, within }: Named): Earlier {
	const store = context.getContext('node');
	const names = (isObject(store[SLOT]) ? store[SLOT] : {}) as Record<string, Earlier>;
	store[SLOT] = names as unknown as IDataObject;
	const keyOf = (text: string): string => JSON.stringify([what, within, text]);
	const key = keyOf(comparedName(name));
	names[key] ??= names[keyOf(name.trim())] ?? {};
	return names[key];
}

async function findOrCreate(
	{ what, name }: Named,
	earlier: Earlier,
	{ find, create }: Steps,
): Promise<OperationResult> {
	// A list lags behind the moment it was asked for, however long its pages take.
	const askedAt = clock.now();
	const found = await find();
	if (found.length > 1) {
		throw new InputError(
			`There are ${found.length} of the ${what} ${quote(name)} already`,
			`'${LABEL}' can't tell which one is meant. Nothing was created.`,
		);
	}
	const { made } = earlier;
	const isRecent = made !== undefined && askedAt - made.at < LAG_MS;
	const existing = found[0] ?? (isRecent ? made.result : undefined);
	if (existing !== undefined) {
		return { results: [{ ...existing, alreadyExisted: true }], raw: existing };
	}
	if (earlier.unsure) {
		throw new ApiFailure(`An earlier item may or may not have created the ${what} ${quote(name)}`, {
			description: 'Nothing was sent for this one. Check which there are before running again.',
		});
	}
	const created = await create().catch((failure: unknown) => {
		if (failure instanceof ApiFailure && failure.facts.mayHaveActed) earlier.unsure = true;
		throw failure;
	});
	earlier.made = { result: created.results[0], at: clock.now() };
	return created;
}

/**
 * Creates something or, with the option {@link createIfMissingOption}, returns what already exists
 * under its name. Two executions at the same moment can still create two: no API here refuses a name
 * that is taken.
 *
 * @throws InputError if there are several of that name
 */
export async function createIfMissing(
	context: IExecuteFunctions,
	itemIndex: number,
	named: Named,
	steps: Steps,
): Promise<OperationResult> {
	const wanted = context.getNodeParameter('options.createIfMissing', itemIndex, false);
	if (!toBoolean(wanted, LABEL) || wantsPreview(context, itemIndex)) return await steps.create();
	await steps.check();
	const earlier = earlierOf(context, named);
	const work = async () => await findOrCreate(named, earlier, steps);
	const turn = (turns.get(earlier) ?? Promise.resolve()).then(work, work);
	turns.set(earlier, turn);
	return await turn;
}
