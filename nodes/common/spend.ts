import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

import { InputError } from './errors';
import { isBlank, isObject, quote, toNumber } from './values';

/** What a credential can put a limit on. Amounts are in the account's currency. */
export type Spend = 'dailyBudget' | 'totalBudget' | 'bid';

/** The highest amounts that a credential lets through; what is missing has no limit. */
export type SpendLimits = Partial<Record<Spend, number>>;

const FIELDS: Record<Spend, { name: string; displayName: string; what: string }> = {
	dailyBudget: {
		name: 'highestDailyBudget',
		displayName: 'Highest Daily Budget',
		what: 'daily budgets',
	},
	totalBudget: {
		name: 'highestTotalBudget',
		displayName: 'Highest Total Budget',
		what: 'total budgets',
	},
	bid: { name: 'highestBid', displayName: 'Highest Bid', what: 'bids' },
};

function limitField(spend: Spend): INodeProperties {
	const { name, displayName, what } = FIELDS[spend];
	return {
		displayName,
		name,
		// Text, so that an empty field, which means no limit, is told from a limit of 0.
		type: 'string',
		default: '',
		placeholder: 'e.g. 500',
		description: `Nodes refuse ${what} above this, whether they come from a form, an expression, Additional JSON or an AI agent, in the account's currency. Empty means no limit.`,
	};
}

/** The credential's fields for these limits. */
export function spendLimitFields(spends: Spend[]): INodeProperties[] {
	return spends.map(limitField);
}

/**
 * Reads a credential's limits.
 *
 * @throws InputError for a limit that is no amount: taking it for none would lift it without a word
 */
export function readSpendLimits(credentials: ICredentialDataDecryptedObject): SpendLimits {
	const limits: SpendLimits = {};
	for (const spend of Object.keys(FIELDS) as Spend[]) {
		const { name, displayName } = FIELDS[spend];
		const value = credentials[name];
		if (isBlank(value)) continue;
		const limit = toNumber(value, displayName);
		if (limit < 0) throw new InputError(`'${displayName}' must not be below 0, not ${limit}`);
		limits[spend] = limit;
	}
	return limits;
}

/** Every amount in a request, wherever it stands. */
function amountsIn(body: unknown, names: Record<string, Spend>): KnownAmount[] {
	if (Array.isArray(body)) return body.flatMap((entry) => amountsIn(entry, names));
	if (!isObject(body)) return [];
	return Object.entries(body).flatMap(([name, value]) => {
		const own = Object.hasOwn(names, name) ? [{ spend: names[name], name, value }] : [];
		return [...own, ...amountsIn(value, names)];
	});
}

/** What an API's requests say about money, by the names of their fields. */
export interface MoneyFields {
	amounts: Record<string, Spend>;
	/** Percentages of an amount that the request does not hold: the limit can't be checked. */
	relative: Record<string, Spend>;
}

/** An amount that a request sets without holding it, such as that of the campaign it duplicates. */
export interface KnownAmount {
	spend: Spend;
	/** How messages name it. */
	name: string;
	value: unknown;
}

function refuse(spend: Spend, name: string, value: unknown, limit: number): InputError {
	const { displayName, what } = FIELDS[spend];
	return new InputError(
		`'${name}' (${quote(value)}) is above ${limit}, the limit for ${what} in the credential`,
		`Nothing was sent. Lower it, or raise '${displayName}' in the credential.`,
	);
}

/**
 * Refuses a request that sets more money than the credential allows. It looks at the request itself,
 * so it does not matter where a value came from.
 *
 * @param known amounts that the request sets without holding them
 * @throws InputError that names field, value and limit
 */
export function checkSpend(
	body: unknown,
	fields: MoneyFields,
	limits: SpendLimits,
	known: KnownAmount[] = [],
): void {
	for (const { spend, name, value } of [...amountsIn(body, fields.amounts), ...known]) {
		const limit = limits[spend];
		// What is no number, such as AppLovin's "default", sets no amount.
		if (limit !== undefined && Number(value) > limit) throw refuse(spend, name, value, limit);
	}
	for (const { spend, name, value } of amountsIn(body, fields.relative)) {
		if (limits[spend] === undefined || !(Number(value) > 0)) continue;
		const { displayName, what } = FIELDS[spend];
		throw new InputError(
			`'${name}' (${quote(value)}) raises an amount by percent, so the limit for ${what} in the credential can't be checked`,
			`Nothing was sent. Enter the amount itself, or empty '${displayName}' in the credential.`,
		);
	}
}
