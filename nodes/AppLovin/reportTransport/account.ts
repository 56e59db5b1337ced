import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { checkedAddress, credentialText } from '../../common/send/credentialText';

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

/**
 * Reads a decrypted credential.
 *
 * @throws InputError for one that no request can be sent with
 */
export function readReportAccount(credentials: ICredentialDataDecryptedObject): ReportAccount {
	const apiKey = credentialText(credentials.apiKey);
	if (apiKey === '') {
		throw new InputError(
			"'Report Key' is empty in the AppLovin Reporting credential",
			'Enter the key; in AppLovin: Account > Keys.',
		);
	}
	const baseUrl = (credentialText(credentials.baseUrl) || REPORT_BASE_URL).replace(/\/+$/, '');
	return {
		apiKey,
		baseUrl: checkedAddress(baseUrl, {
			label: 'Base URL',
			credential: 'AppLovin Reporting',
			advice: `Enter ${REPORT_BASE_URL}.`,
		}),
	};
}
