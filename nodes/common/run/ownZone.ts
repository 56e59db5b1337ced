import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { DateTime, FixedOffsetZone } from 'luxon';

import type { Fields } from '../form/fields';
import { InputError } from '../ground/errors';
import { Faults, faultsIn } from '../ground/faults';
import { ENDS_OF_EARTH, momentText, needsZone } from '../ground/moments';
import type { Item } from './item';

/** The time zones that were looked up, by run and item. */
const found = new WeakMap<IExecuteFunctions, Map<number, string>>();

/** The time zone of an item's dates without an offset: that of their thing if it was looked up. */
export function ownZoneOf({ context, index, zone }: Pick<Item, 'context' | 'index' | 'zone'>): string {
	return found.get(context)?.get(index) ?? zone;
}

/** Notes the IANA name of the time zone that an item's dates are in, for its preview. */
export function keepOwnZone({ context, index }: Pick<Item, 'context' | 'index'>, zone: string): void {
	const zones = found.get(context) ?? new Map<number, string>();
	found.set(context, zones.set(index, zone));
}

/** Times as messages hold them: see `momentText`. */
const TIME = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})? UTC/g;

const wordsOf = ({ message }: InputError): string => message.replace(TIME, '');

/** A time of a message in the clock time of the last time zone, in which it was read. */
function asEntered(time: string): string {
	const at = DateTime.fromSQL(time.replace(' UTC', ''), { zone: 'utc' });
	return momentText(at.toMillis(), ENDS_OF_EARTH[1]).replace(/ \(.*$/, '');
}

/** The later of two messages, whose times are as they were entered where they depend on the time zone. */
function withoutZone(first: InputError, last: InputError): InputError {
	const times = first.message.match(TIME) ?? [];
	let at = 0;
	const message = last.message.replace(TIME, (time) =>
		times[at++] === time ? time : asEntered(time),
	);
	return new InputError(message, last.description ?? undefined);
}

/** What reading a form led to: its value, if it has one, and all that is wrong. */
interface Outcome<T> {
	value: T | undefined;
	wrong: InputError[];
}

function readIn<T>(item: Item, zone: string, read: (item: Item, faults: Faults) => T): Outcome<T> {
	const collected = new Faults();
	const thrown = new Faults();
	const value = thrown.attempt(() => read({ ...item, zone }, collected));
	const all = new Faults();
	for (const part of [collected, thrown]) if (part.any) all.add(part.asError());
	return { value, wrong: all.any ? faultsIn(all.asError()) : [] };
}

/** The form where it is right: a start soon and an end soon after it are so in few zones. */
function readSomewhere<T>(item: Item, read: (item: Item, faults: Faults) => T): T | undefined {
	for (let minutes = -12 * 60; minutes <= 14 * 60; minutes += 30) {
		const zone = FixedOffsetZone.instance(minutes).name;
		const { value, wrong } = readIn(item, zone, read);
		if (value !== undefined && wrong.length === 0) return value;
	}
	return undefined;
}

function throwAll(wrong: InputError[]): void {
	const faults = new Faults();
	for (const error of wrong) faults.add(error);
	faults.throwAny();
}

/**
 * Reads a form whose dates without an offset are in the time zone of the thing they belong to. That is
 * looked up only if there is such a date, and only once nothing else is wrong: what is wrong with the form
 * in every time zone is told before.
 *
 * @param dates what the form holds in fields for dates
 * @param read reads the item, whose `zone` counts, and collects or throws what is wrong; it is called
 *   for several zones
 * @param find the zone's IANA name
 * @throws InputError for all that is wrong
 */
export async function inOwnZone<T>(
	item: Item,
	dates: unknown[],
	read: (item: Item, faults: Faults) => T,
	find: (value: T) => Promise<string>,
): Promise<T> {
	if (!dates.some(needsZone)) {
		const { value, wrong } = readIn(item, item.zone, read);
		throwAll(wrong);
		return value as T;
	}
	const [first, last] = ENDS_OF_EARTH.map((zone) => readIn(item, zone, read));
	const certain = last.wrong.flatMap((error) => {
		const same = first.wrong.find((other) => wordsOf(other) === wordsOf(error));
		return same === undefined ? [] : [withoutZone(same, error)];
	});
	throwAll(certain);
	const known = last.value ?? first.value ?? readSomewhere(item, read);
	// Only their order or nearness can be wrong, each in another part of the world.
	if (known === undefined) throwAll(last.wrong);
	const zone = await find(known as T);
	keepOwnZone(item, zone);
	const { value, wrong } = readIn(item, zone, read);
	throwAll(wrong);
	return value as T;
}

/** {@link inOwnZone} for described fields, of which those that take dates know whose zone they are in. */
export async function readInOwnZone<T extends { values: IDataObject }>(
	item: Item,
	fields: Fields,
	given: IDataObject,
	read: (item: Item, faults: Faults) => T,
): Promise<T> {
	const own = Object.entries(fields).filter(([, { findZone }]) => findZone !== undefined);
	const dates = own.map(([name]) => given[name]);
	return await inOwnZone(item, dates, read, async ({ values }) => {
		const [[, { findZone }]] = own.filter(([name]) => needsZone(given[name]));
		return await (findZone as NonNullable<typeof findZone>)(item, values);
	});
}
