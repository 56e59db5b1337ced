import { InputError } from '../../common/errors';
import { isBlank, quote, toUrl } from '../../common/values';

/** How creatives are named in what a run has already made. */
export function createdLabel(...ids: unknown[]): string {
	return `creativeId ${ids.map(String).join(', ')}`;
}

/**
 * Web addresses of an array, or of text with one on each line or commas between them. A comma
 * inside an address stays: ad servers use them.
 */
export function toUrls(value: unknown, label: string): string[] {
	const entries: unknown[] = Array.isArray(value) ? value : [value];
	return entries.flatMap((entry) => {
		if (isBlank(entry)) return [];
		if (typeof entry !== 'string') {
			throw new InputError(`'${label}' must be a list of web addresses, not ${quote(value)}`);
		}
		return entry
			.trim()
			.split(/\s+|,\s*(?=https?:\/\/)/i)
			.map((url) => toUrl(url.replace(/,$/, ''), label));
	});
}
