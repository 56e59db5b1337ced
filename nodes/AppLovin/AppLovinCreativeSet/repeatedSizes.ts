import type { IDataObject } from 'n8n-workflow';

import type { Contradiction } from '../../common/guard/contradiction';
import { contradictions } from '../../common/guard/contradiction';
import { flagOf } from '../../common/ground/flags';
import { isObject } from '../../common/ground/values';
import type { NamedThing } from '../shared/answered';
import { refusedIn, spokenBy } from '../shared/answered';
import { SIZES } from '../shared/choices';
import type { Part } from '../transport/envelope';
import { folded, isWrapper, partsOf } from '../transport/envelope';

/** Fields that name a row's size; in an object on its own they may be the set's. */
const NAMING = ['size', 'name', 'key', 'code', 'type', 'id'];
const OF_SET = ['campaign_id', 'creative_set_id', 'sizes'];

/** Fields that say whether something is on, and fields that say whether it is off. */
const ON = ['enabled', 'is_enabled', 'isEnabled', 'active', 'is_active', 'status', 'state', 'value'];
const OFF = ['disabled', 'is_disabled', 'paused'];

/** Names of lists with the sizes that are on or off. */
const LISTS = /^(?:(enabled|active)|disabled|inactive|paused)(?:creative|ad)?(?:sizes)?$/;

const LABELS = Object.fromEntries(SIZES.map((size) => [size, `Size ${size}`]));

function sizeOf(value: unknown): string | undefined {
	const size = String(value).trim().toUpperCase();
	return SIZES.includes(size) ? size : undefined;
}

/** The sizes in a list of texts, or in a comma-separated text; none if it contains anything else. */
function sizesOf(value: unknown): string[] {
	const entries = typeof value === 'string' ? value.split(',') : value;
	if (!Array.isArray(entries)) return [];
	const sizes = entries.map(sizeOf);
	return sizes.every((size) => size !== undefined) ? sizes : [];
}

/** What a row says about its size. */
function switchOf(row: IDataObject): unknown {
	const on = ON.find((name) => flagOf(row[name]) !== undefined);
	if (on !== undefined) return row[on];
	const off = OFF.map((name) => flagOf(row[name])).find((flag) => flag !== undefined);
	return off === undefined ? undefined : !off;
}

/** The sizes about which one object of an answer says whether they are on. */
function saidIn({ fields, isRow }: Part): Array<[string, unknown]> {
	const mayName = isRow && !OF_SET.some((name) => name in fields) ? NAMING : ['size'];
	const naming = mayName.map((name) => sizeOf(fields[name])).find((size) => size !== undefined);
	return [
		...(naming === undefined ? [] : [[naming, switchOf(fields)] as [string, unknown]]),
		...Object.entries(fields).flatMap(([name, value]): Array<[string, unknown]> => {
			const size = sizeOf(name);
			if (size !== undefined) return [[size, isObject(value) ? switchOf(value) : value]];
			const list = LISTS.exec(folded(name));
			return list === null ? [] : sizesOf(value).map((one) => [one, list[1] !== undefined]);
		}),
	];
}

/** What the answer to a change of sizes says about them. */
export interface SizesTold {
	found: Contradiction[];
	/** Sizes that were disabled and are listed without saying whether they are on. */
	unclear: string[];
}

/**
 * Compares the answer to a change of sizes with the change. The document shows no such answer: a set's
 * sizes are `{"INTER": true, "BANNER": false}`, and rows, lists and other spellings of that are read
 * too.
 *
 * A bare list of names may hold all sizes or those that are on: an enabled size that is missing from
 * it is a difference, a disabled size in it is only unclear.
 */
export function sizesTold(sent: Record<string, boolean>, data: unknown, kind: NamedThing): SizesTold {
	const names = [...kind.names, 'sizes', 'creativesizes', 'adsizes'];
	const parts = partsOf(data, names);
	const listed = [
		...sizesOf(data),
		...parts.flatMap(({ fields }) =>
			Object.keys(fields)
				.filter((name) => isWrapper(name, names))
				.flatMap((name) => sizesOf(fields[name])),
		),
	];
	const chosen = Object.keys(sent);
	const missing = chosen.filter((size) => sent[size] && listed.length > 0 && !listed.includes(size));
	return {
		found: [
			...parts.flatMap((part) =>
				saidIn(part).flatMap(([size, value]) =>
					size in sent ? contradictions({ [size]: sent[size] }, { [size]: value }, LABELS) : [],
				),
			),
			...missing.map((size) => ({ label: LABELS[size], wanted: true, present: 'left out' })),
			...parts.flatMap((part) => refusedIn(spokenBy(part, kind), {}, 'Error')),
		],
		unclear: chosen.filter((size) => !sent[size] && listed.includes(size)),
	};
}
