import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice, withoutDefault } from '../../common/form/choice';
import { InputError } from '../../common/ground/errors';
import { isBlank } from '../../common/ground/values';
import type { ColumnKinds, HashCounts } from '../../tables';
import { HASH_ALGORITHMS } from '../../tables';
import { contactIn, contactNamed } from './contactNames';
import type { ColumnMap } from './mapping';
import { findColumn } from './mapping';

/** Labels of the choice and of its values, for messages. */
export const CONTACTS_LABEL = 'Emails and Phone Numbers';
export const HASH_LABEL = 'Hash Before Upload';
export const HASHED_LABEL = 'Already Hashed';
export const PLAIN_LABEL = 'Send As Is';

/** How email addresses and phone numbers leave n8n. */
export type ContactWay = 'hash' | 'hashed' | 'plain';

const WAYS: INodePropertyOptions[] = [
	{
		name: `${HASH_LABEL} (SHA256)`,
		value: 'hash',
		description:
			"Hashes the columns of a CSV file, with SHA256 unless you choose another algorithm in 'Hash Settings'",
	},
	{
		name: HASHED_LABEL,
		value: 'hashed',
		description: 'The file already contains hashes. Any value that is not a hash is an error before anything is sent.',
	},
	{
		name: PLAIN_LABEL,
		value: 'plain',
		description: 'Sends the values exactly as they are in the file, even if readable',
	},
];

/**
 * The choice of every upload. None is preselected: it decides whether people's addresses leave n8n
 * readable, and a wrong one can't be taken back.
 */
export const contactWayProperty: INodeProperties = {
	displayName: CONTACTS_LABEL,
	name: 'emailsAndPhones',
	type: 'options',
	options: withoutDefault(WAYS),
	default: '',
	required: true,
	description: `How to send the email addresses and phone numbers in the file, for example ${HASH_LABEL}. A file without any is sent the same way in each case.`,
};

/**
 * Reads the choice.
 *
 * @throws InputError if nothing is chosen
 */
export function readContactWay(value: unknown): ContactWay {
	if (!isBlank(value)) return toChoice(value, CONTACTS_LABEL, WAYS) as ContactWay;
	throw new InputError(
		`'${CONTACTS_LABEL}' is empty`,
		`Choose '${HASH_LABEL}', '${HASHED_LABEL}' or '${PLAIN_LABEL}'. A file without any is sent the same way in each case.`,
	);
}

/**
 * The columns of a file that hold email addresses or phone numbers: those mapped to such a field of
 * IQM and, since a column is sent whether mapped or not, those named like one and not mapped.
 */
export function contactColumns(header: string[], columns: ColumnMap): string[] {
	const keys = new Map(columns.map(([name, key]) => [findColumn(name, header) ?? name, key]));
	return header.filter((name) => {
		const key = keys.get(name);
		return (key === undefined ? contactNamed(name) : contactIn(key)) !== undefined;
	});
}

/** What of the values was counted while the file was read. */
interface Counted {
	/** See {@link contactColumns}. */
	contacts: string[];
	/** What hashing will do. */
	counts: HashCounts[];
	watched: ColumnKinds[];
}

/** The same under the names that the output has. */
export interface ContactsOutput {
	emailsAndPhones: string;
	valuesHashed?: number;
	valuesAlreadyHashed?: number;
}

const sumOf = (counts: number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** Which way was taken and how many values it concerned, for the output. */
export function contactsInOutput(
	way: ContactWay,
	{ contacts, counts, watched }: Counted,
): ContactsOutput {
	if (contacts.length === 0) return { emailsAndPhones: 'No Such Column in the File' };
	if (way === 'plain') return { emailsAndPhones: 'Sent As Is' };
	if (way === 'hash') {
		return {
			emailsAndPhones: 'Hashed Before Upload',
			valuesHashed: sumOf(counts.map(({ hashed }) => hashed)),
			valuesAlreadyHashed: sumOf(counts.map(({ alreadyHashed }) => alreadyHashed)),
		};
	}
	const hashes = watched
		.filter(({ column }) => contacts.includes(column))
		.flatMap((kinds) => HASH_ALGORITHMS.map((algorithm) => kinds.count(algorithm)));
	return { emailsAndPhones: HASHED_LABEL, valuesAlreadyHashed: sumOf(hashes) };
}
