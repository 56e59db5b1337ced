import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { isBlank } from '../../common/ground/values';

/** The content of the credential for the Reporting API. */
export interface ReportAccount {
	/** Travels in each address. */
	apiKey: string;
	/** Without a trailing slash. */
	baseUrl: string;
}

export const REPORT_BASE_URL = 'https://r.applovin.com';

/** No limit is published; working clients leave 0.5 to 1 second between requests (Reporting API). */
export const REPORTS_PER_MINUTE = 60;

const textOf = (value: unknown): string => (isBlank(value) ? '' : String(value).trim());

/**
 * Reads a decrypted credential.
 *
 * @throws InputError for one that no request can be sent with
 */
export function readReportAccount(credentials: ICredentialDataDecryptedObject): ReportAccount {
	const apiKey = textOf(credentials.apiKey);
	if (apiKey === '') {
		throw new InputError(
			"'Report Key' is empty in the AppLovin Reporting credential",
			'Enter the key; in AppLovin: Account > Keys.',
		);
	}
	const baseUrl = (textOf(credentials.baseUrl) || REPORT_BASE_URL).replace(/\/+$/, '');
	if (!/^https?:\/\/[^/\s?#]+(\/[^\s?#]*)?$/i.test(baseUrl)) {
		throw new InputError(
			`'Base URL' of the AppLovin Reporting credential must start with https:// and hold no query, not '${baseUrl}'`,
			`Enter ${REPORT_BASE_URL}.`,
		);
	}
	return { apiKey, baseUrl };
}
