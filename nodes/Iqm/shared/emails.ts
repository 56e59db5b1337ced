import type { Field } from '../../common/form/kinds';
import { listOf, some } from '../../common/form/lists';
import { InputError } from '../../common/ground/errors';
import { quote, toCodes } from '../../common/ground/values';

/**
 * An address that mail can be sent to: one name, one @, and a domain with a dot. Names in quotes are
 * left out; IQM refuses addresses without a dot ("sample_email2@invalid").
 */
const ADDRESS =
	/^(?!\.)(?!.*\.\.)[^\s@"(),:;<>[\\\]]{1,64}(?<!\.)@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]*\p{L}[\p{L}\p{N}-]*$/u;

/** RFC 5321: a path of 256 characters, two of which are brackets. */
const LONGEST = 254;

/**
 * E-mail addresses, each once.
 *
 * @throws InputError that names all that have not the form of an address
 */
function toEmails(value: unknown, label: string): string[] {
	const given = toCodes(value, label);
	const wrong = given.filter((one) => one.length > LONGEST || !ADDRESS.test(one));
	if (wrong.length > 0) {
		throw new InputError(
			`'${label}' contains something that is not an email address: ${wrong.map(quote).join(', ')}`,
			'Write each address like ada@example.com, without a name.',
		);
	}
	const seen = new Map(given.map((one) => [one.toLowerCase(), one] as const).reverse());
	return [...seen.values()].reverse();
}

const list = listOf('A comma-separated list, an array or one per line', toEmails, some);

/** Addresses that get e-mail, at least one. */
export function emails(label: string, description: string): Field<string[]> {
	return list(label, description, { example: 'ada@example.com, bob@example.com' });
}
