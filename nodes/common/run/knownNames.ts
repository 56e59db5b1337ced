import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { comparedName } from '../ground/names';
import { isObject } from '../ground/values';

/** The thing wanted, and how its name tells it from others. */
export interface Named {
	/** In words: "insertion order". */
	what: string;
	name: string;
	/** ID of its parent, if names are only looked for inside that. */
	within?: string;
}

/** What this execution knows about a name. */
export interface Earlier {
	/** What it made under that name, and when, in milliseconds since the epoch. */
	made?: { result: IDataObject; at: number };
	/** Whether a creation got no answer, and so may have happened. */
	unsure?: boolean;
}

const SLOT = 'names';

/**
 * What the execution did under a name so far. Kept where n8n stores it with the execution, so that
 * "Retry execution" knows it too. Executions of earlier versions stored a name as it was typed.
 */
export function earlierOf(context: IExecuteFunctions, { what, name, within }: Named): Earlier {
	const store = context.getContext('node');
	const names = (isObject(store[SLOT]) ? store[SLOT] : {}) as Record<string, Earlier>;
	store[SLOT] = names as unknown as IDataObject;
	const keyOf = (text: string): string => JSON.stringify([what, within, text]);
	const key = keyOf(comparedName(name));
	names[key] ??= names[keyOf(name.trim())] ?? {};
	return names[key];
}
