import { InputError } from '../ground/errors';
import { isBlank } from '../ground/values';

/** A text field of a credential; '' for one that is empty. */
export function credentialText(value: unknown): string {
	return isBlank(value) ? '' : String(value).trim();
}

/**
 * An API's address as a credential has it.
 *
 * @param credential its name in messages: "AppLovin"
 * @throws InputError for one without a protocol, or with a query
 */
export function checkedAddress(
	url: string,
	{ label, credential, advice }: { label: string; credential: string; advice: string },
): string {
	if (/^https?:\/\/[^/\s?#]+(\/[^\s?#]*)?$/i.test(url)) return url;
	throw new InputError(
		`'${label}' of the ${credential} credential must start with https:// and hold no query, not '${url}'`,
		advice,
	);
}
