import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { ianaName } from '../../common/ground/moments';
import { isBlank } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { readMasterList } from './masterRows';
import { orderOnce } from './oneOrder';

/** A time zone of IQM. */
export interface Zone {
	timezoneId: number;
	/** IQM's own name, as requests repeat it: `US/Eastern`. */
	timezoneName: string;
	/** The name by which its clocks are known. */
	iana: string;
}

export const ZONE = 'Time Zone';

/** IQM's time zones, which are kept for a day. */
export async function timezoneRows(context: IExecuteFunctions): Promise<IDataObject[]> {
	return (await readMasterList(context, 'timezones')).results;
}

/**
 * A time zone by IQM's ID.
 *
 * @param saved the name in a saved report, for a zone that IQM does not list any more
 * @throws InputError for an ID that IQM does not list, and for a zone whose clocks are unknown
 */
export async function zoneOf(
	{ context }: Pick<Item, 'context'>,
	timezoneId: number,
	saved?: unknown,
): Promise<Zone> {
	const row = (await timezoneRows(context)).find(({ id }) => Number(id) === timezoneId);
	const names = row === undefined ? [saved] : [row.name, row.label];
	const timezoneName = names.find((name) => !isBlank(name));
	if (timezoneName === undefined) {
		throw new InputError(
			`'${ZONE}' is ${timezoneId}, which is not one of IQM's time zones`,
			'Choose one from the list.',
		);
	}
	const iana = names.map(ianaName).find((name) => name !== undefined);
	if (iana === undefined) {
		throw new InputError(
			`'${ZONE}' is '${String(timezoneName)}', which n8n does not know`,
			'Choose a nearby time zone from the list.',
		);
	}
	return { timezoneId, timezoneName: String(timezoneName), iana };
}

/** The time zone that IQM shows of a thing; undefined if it shows none, or one whose clocks are unknown. */
export async function knownZone(
	item: Pick<Item, 'context'>,
	timezoneId: unknown,
): Promise<Zone | undefined> {
	if (isBlank(timezoneId)) return undefined;
	return await zoneOf(item, Number(timezoneId)).catch(async (error: unknown) =>
		error instanceof InputError ? undefined : await Promise.reject(error),
	);
}

/** How to need no time zone, without a period. */
export const WITH_OFFSET = 'Write the date with an offset, such as 2026-03-01T09:00:00-05:00';

/**
 * The time zone that a form names, for dates without an offset.
 *
 * @returns its IANA name
 * @throws InputError for one that IQM does not list, or whose clocks n8n does not know
 */
export async function zoneOfTimezoneId(
	item: Pick<Item, 'context'>,
	timezoneId: unknown,
): Promise<string> {
	const zone = await zoneOf(item, Number(timezoneId)).catch(async (error: unknown) =>
		error instanceof InputError
			? await Promise.reject(
					new InputError(error.message, `Nothing was sent. ${WITH_OFFSET}, or choose another time zone.`),
				)
			: await Promise.reject(error),
	);
	return zone.iana;
}

/**
 * The time zone of an order or a campaign, for its dates without an offset.
 *
 * @param timezoneId as IQM shows it
 * @param thing "insertion order 7"
 * @returns its IANA name
 * @throws InputError if IQM does not say it, or n8n does not know its clocks
 */
export async function zoneOfThing(
	item: Pick<Item, 'context'>,
	timezoneId: unknown,
	thing: string,
): Promise<string> {
	const zone = await knownZone(item, timezoneId);
	if (zone !== undefined) return zone.iana;
	const says = isBlank(timezoneId) ? 'IQM shows none' : `IQM says ${String(timezoneId)}`;
	throw new InputError(
		`The time zone of ${thing} is unknown (${says}), so a date without an offset can't be told`,
		`Nothing was sent. ${WITH_OFFSET}.`,
	);
}

/**
 * The time zone of an insertion order, which is read once in a run: for what does not change orders.
 *
 * @returns its IANA name
 * @throws InputError as {@link zoneOfThing}
 */
export async function zoneOfOrder(
	item: Pick<Item, 'context' | 'index'>,
	ioId: unknown,
): Promise<string> {
	const id = String(ioId);
	const { ioTimeZoneId } = await orderOnce(item.context, item.index, id);
	return await zoneOfThing(item, ioTimeZoneId, `insertion order ${id}`);
}

/**
 * The time zone that a form names or, where it names none, that of the insertion order.
 *
 * @returns its IANA name
 */
export async function chosenOrOfOrder(
	item: Pick<Item, 'context' | 'index'>,
	timezoneId: unknown,
	ioId: unknown,
): Promise<string> {
	return isBlank(timezoneId)
		? await zoneOfOrder(item, ioId)
		: await zoneOfTimezoneId(item, timezoneId);
}
