import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { readPreviewEverything } from '../../common/guard/preview';
import type { MoneyFields, SpendLimits } from '../../common/guard/spend';
import { readSpendLimits } from '../../common/guard/spend';
import { checkedAddress, credentialText } from '../../common/send/credentialText';

/** The content of the credential for the Axon Campaign Management API. */
export interface AxonAccount {
	apiKey: string;
	/** Digits; a part of each request's query. */
	accountId: string;
	/** Without a trailing slash and without the API's own path, `/manage/v1`. */
	baseUrl: string;
	/** In USD; a limit for bids applies to goals, by their number. */
	limits: SpendLimits;
	/** Whether nothing may be created or changed, only shown. */
	previews: boolean;
}

export const AXON_BASE_URL = 'https://api.ads.axon.ai';

/**
 * "1,000 requests in 60 seconds per account" (Axon Campaign Management API); above it, none for 10 minutes. What is
 * urgent waits for no turn, and other programs use the account too, so some are left.
 */
export const REQUESTS_PER_MINUTE = 950;

/**
 * Fields that set money (Axon Campaign Management API, "Campaign"). Budgets of countries are spent
 * together; a goal is a price in USD, or for ROAS a multiplier.
 */
export const AXON_MONEY: MoneyFields = {
	amounts: {
		daily_budget_for_all_countries: 'dailyBudget',
		goal_value_for_all_countries: 'bid',
	},
	maps: { country_code_to_goal_value: 'bid' },
	sums: { country_code_to_daily_budget: 'dailyBudget' },
	relative: {},
	uncapped: {},
	noAmounts: [],
	labels: {
		daily_budget_for_all_countries: 'Daily Budget (All Countries)',
		country_code_to_daily_budget: 'Daily Budget',
		goal_value_for_all_countries: 'Goal (All Countries)',
		country_code_to_goal_value: 'Goal',
	},
};

function urlOf(value: unknown): string {
	const url = (credentialText(value) || AXON_BASE_URL).replace(/\/+$/, '').replace(/\/manage\/v1$/i, '');
	return checkedAddress(url, {
		label: 'Base URL',
		credential: 'AppLovin Axon',
		advice: `Enter ${AXON_BASE_URL}.`,
	});
}

function accountIdOf(value: unknown): string {
	const id = credentialText(value);
	if (/^\d+$/.test(id)) return id;
	throw new InputError(
		id === ''
			? "'Account ID' is empty in the AppLovin Axon credential"
			: `'Account ID' of the AppLovin Axon credential must have digits only, not '${id}'`,
		"It is the number behind the account's name in AppLovin's settings.",
	);
}

/**
 * Reads a decrypted credential.
 *
 * @throws InputError for one that no request can be sent with
 */
export function readAxonAccount(credentials: ICredentialDataDecryptedObject): AxonAccount {
	const apiKey = credentialText(credentials.apiKey);
	if (apiKey === '') {
		throw new InputError("'API Key' is empty in the AppLovin Axon credential", 'Enter the key.');
	}
	return {
		apiKey,
		accountId: accountIdOf(credentials.accountId),
		baseUrl: urlOf(credentials.baseUrl),
		limits: readSpendLimits(credentials),
		previews: readPreviewEverything(credentials),
	};
}

/** The key of what AppLovin counts together: requests and error answers of one account. */
export function axonKey({ baseUrl, accountId }: AxonAccount): string {
	return ['axon', baseUrl, accountId].join('|');
}
