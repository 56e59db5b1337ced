import { InputError } from '../../../common/ground/errors';
import { quote, toList, unpacked } from '../../../common/ground/values';

/** The United States, by IQM's current ID and by the ID in its older samples. */
const UNITED_STATES = ['30100001', '246'];

/** Letters, digits, blanks and hyphens, with at least one digit: no country has other codes. */
const ZIP = /^(?=.*\d)[A-Za-z0-9](?:[A-Za-z0-9 -]{0,8}[A-Za-z0-9])?$/;

const AS_TEXT = 'Enter zip codes as text, such as 02139: a number loses its leading zeros.';

const CANADIAN = /([A-Z]\d[A-Z])\s(\d[A-Z]\d)/gi;

/**
 * Splits codes at blanks if their format shows which blanks separate codes: groups of digits that are
 * too long to be part of one ("114 55"), and Canadian codes, which come out without their blank as in
 * IQM's samples.
 */
function splitAtBlanks(entry: string): string[] {
	const parts = entry.replace(CANADIAN, '$1$2').split(/\s+/);
	const areWhole = parts.every((part) => /^(?:\d[\d-]{3,}|[A-Z]\d[A-Z]\d[A-Z]\d)$/i.test(part));
	return areWhole ? parts : [entry];
}

/** Zip codes; in some countries an entry contains a blank: "K1A 0B1". */
export function toZips(value: unknown, label: string): string[] {
	return toList(unpacked(value, label), label)
		.flatMap((entry) => splitAtBlanks(entry.replace(/\p{Cf}/gu, '')))
		.map((zip) => {
			if (ZIP.test(zip)) return zip;
			throw new InputError(
				`'${label}' must hold zip codes, not ${quote(zip)}`,
				'Separate them by commas, tabs or line breaks, for example 35005,02139.',
			);
		});
}

function checkUnitedStates(zip: string, label: string): void {
	if (/^\d{5}$/.test(zip)) return;
	const wanted = `'${label}' must hold zip codes of five digits for the United States, not ${quote(zip)}`;
	if (/^\d{3,4}$/.test(zip)) {
		const full = zip.padStart(5, '0');
		throw new InputError(`${wanted}, which has lost the leading zero of ${full}`, AS_TEXT);
	}
	if (/^\d{5}-?\d{4}$/.test(zip)) {
		throw new InputError(
			wanted,
			`IQM lists zip codes without the last four digits: enter ${zip.slice(0, 5)}.`,
		);
	}
	throw new InputError(wanted, AS_TEXT);
}

/**
 * Checks zip codes against their country's format, if that is known. In IQM's list of zip codes, those
 * of the United States all have five digits (Master API guideline, `segment/zip`).
 *
 * @param country IQM's ID of the country; undefined if the request has none
 * @param joined the codes as they travel, separated by commas
 */
export function checkZips(joined: string, label: string, country: unknown): void {
	if (!UNITED_STATES.includes(String(country))) return;
	for (const zip of joined.split(',')) checkUnitedStates(zip, label);
}
