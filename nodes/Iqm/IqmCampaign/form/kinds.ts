import type { INodePropertyOptions } from 'n8n-workflow';

import type { Facts, Field } from '../../../common/form/field';
import { asText } from '../../../common/form/field';
import type { ListKind } from '../../../common/form/lists';
import { askSeveral, IDS, listOf, TEXTS, URLS, withCommas } from '../../../common/form/lists';
import { InputError } from '../../../common/ground/errors';
import {
	toIdNumbers,
	toIds,
	toPhrases,
	toText,
	toUrl,
	toUrls,
	unpacked,
} from '../../../common/ground/values';
import type { EntryKind } from './entries';
import { toEntries } from './entries';
import type { CampaignPicker } from '../pickers';
import { toZips } from './zips';

/*
 * Kinds of fields that only campaigns have. The two quickstarts want most lists as comma-separated
 * text and a few as arrays.
 */

/** At least one entry, each once: a list that came out empty would silently target everything. */
export function some<T>(entries: T[], label: string): T[] {
	if (entries.length > 0) return [...new Set(entries)];
	throw new InputError(
		`'${label}' is empty`,
		'Enter at least one value, or remove the field to leave this unrestricted.',
	);
}

/** IDs, sent as numbers in an array. */
export const ids = listOf(IDS, toIdNumbers, some);

/** The same, but an explicit `[]` means none; text left blank never does. */
export const idsOrNone: ListKind<number[]> = (label, description, facts) => {
	const list = ids(label, description, facts);
	return {
		...list,
		read(value, zone) {
			const given = unpacked(value, label);
			return Array.isArray(given) && given.length === 0 ? [] : list.read(value, zone);
		},
	};
};

/** IDs, sent as comma-separated text. */
export const idsText = withCommas(listOf(IDS, toIds, some));

/** A list for which '' means "all of them". */
export const orAll = (field: Field<string>): Field<string> => ({
	...field,
	read: (value, zone) => (value === '' ? '' : field.read(value, zone)),
});

/** A host, possibly with a port and a path: people write a website without its protocol. */
const HOST = /^[^\s/:?#@,;"']+\.[^\s/:?#@,;"']+(?::\d+)?(?:[/?#]\S*)?$/;

/** A website, sent as the web address that IQM requires. */
export function website(label: string, description: string, facts: Facts): Field<string> {
	return {
		label,
		ask: asText(description, facts),
		read(value) {
			const text = toText(value, label);
			return toUrl(HOST.test(text) ? `https://${text}` : text, label);
		},
	};
}

/**
 * Several of a list of IQM's, picked by name; an expression gives IDs. Sent as comma-separated text.
 *
 * @param dependsOn a parameter whose change loads the list again
 */
export function picks(
	label: string,
	load: CampaignPicker,
	hint: string,
	dependsOn?: string,
): Field<string> {
	const { read, list } = idsText(label, '');
	return { label, ask: askSeveral(load, hint, dependsOn), list, read };
}

/** The same, sent as numbers in an array. */
export function pickedNumbers(label: string, load: CampaignPicker, hint: string): Field<number[]> {
	const { read, list } = ids(label, '');
	return { label, ask: askSeveral(load, hint), list, read };
}

/** Several of a closed list, sent as comma-separated text; an expression gives IDs. */
export function closedList(
	label: string,
	description: string,
	options: INodePropertyOptions[],
): Field<string> {
	const { read, list } = idsText(label, '');
	return { label, ask: { type: 'multiOptions', options, default: [], description }, list, read };
}

/** Texts in an array. */
export const texts = listOf(TEXTS, toPhrases, some);

/** Web addresses in an array. */
export const urls = listOf(URLS, toUrls, some);

/** Texts of one format, sent as comma-separated text. */
const entries = (kind: EntryKind): ListKind<string> =>
	withCommas(listOf(TEXTS, (value, label) => toEntries(value, label, kind), some));

export const codes = entries('codes');
export const domains = entries('domains');
export const iosApps = entries('iosApps');
export const ips = entries('ips');
export const packages = entries('packages');

const zipsText = withCommas(listOf(TEXTS, toZips, some));

/** Zip codes, sent as comma-separated text. Whether they fit the country is checked together with it. */
export const zips = (
	label: string,
	description: string,
	facts?: Facts,
): Field<string> & { areZips: true } => ({ ...zipsText(label, description, facts), areZips: true });

/** A field that no form asks for directly: other fields produce it, or "Additional JSON" holds it. */
export type Unasked = Omit<Field, 'ask'> & { areZips?: true };

/** @param toSent converts its value into what is sent */
export function unasked(label: string, toSent: (value: unknown, label: string) => unknown): Unasked {
	return { label, read: (value) => toSent(value, label) };
}
