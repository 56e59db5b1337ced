import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { pathId } from '../../common/send/door';
import { isBlank, isObject, plainNumber } from '../../common/ground/values';
import { appLovinRequest } from '../transport/request';
import { answeredFor } from './campaignId';
import { DEFAULT_COUNTRY } from './choice';
import { keptByCampaign } from './keptByCampaign';

/** Each served country's own values, and DEFAULT for all, by code: only what is set. */
export type Countries = Map<string, IDataObject>;

/** A campaign's targeting at AppLovin, as far as bids and budgets depend on it. */
export interface PresentTargets {
	/** In AppLovin's spelling. */
	bidType: unknown;
	/** Undefined if the answer holds no such list. */
	countries: Countries | undefined;
	/** As AppLovin shows them: none means all, and on Android they are not shown. */
	deviceTypes: unknown;
}

const kept = keptByCampaign<PresentTargets>();

/** Whether a value is set: AppLovin may show an unset one as null, "" or 0. */
function isValue(value: unknown): boolean {
	return !isBlank(value) && plainNumber(value) !== 0;
}

/** The countries after a request's rows were applied: a disabled one is gone. */
export function withRows(before: Countries, rows: IDataObject[]): Countries {
	const after = new Map(before);
	for (const { country, disabled, ...values } of rows) {
		const code = String(country);
		if (disabled === true) after.delete(code);
		else after.set(code, { ...after.get(code), ...values });
	}
	return after;
}

/** "DEFAULT" or a code in lower case, as the forms have them. */
function codeOf(country: unknown): string | undefined {
	if (typeof country !== 'string' || isBlank(country)) return undefined;
	const code = country.trim();
	return code.toUpperCase() === DEFAULT_COUNTRY ? DEFAULT_COUNTRY : code.toLowerCase();
}

/** The list in an answer; undefined if one of its rows can't be identified as a country. */
function countriesIn(list: unknown): Countries | undefined {
	if (!Array.isArray(list)) return undefined;
	const rows = list.filter(isObject).map(({ country, disabled, ...values }) => ({
		...Object.fromEntries(Object.entries(values).filter(([, value]) => isValue(value))),
		country: codeOf(country),
		disabled: disabled === true || disabled === 'true',
	}));
	const areCountries = rows.length === list.length && rows.every(({ country }) => country);
	return areCountries ? withRows(new Map(), rows) : undefined;
}

/** An error of the look-up before a change, which says that nothing was changed. */
function beforeChange(error: unknown): unknown {
	if (!(error instanceof ApiFailure)) return error;
	const { description = '', httpCode } = error.facts;
	const said = description.startsWith('Nothing was changed') ? '' : 'Nothing was changed.';
	const scope = httpCode === '403' ? 'It takes the scope campaigns:read or campaigns:write.' : '';
	return new ApiFailure(
		`The campaign's targeting has to be read before this change: ${error.message}`,
		{ ...error.facts, description: [said, description, scope].filter(Boolean).join(' ') },
	);
}

/**
 * A campaign's targeting: `GET /campaign_targets/{campaign_id}`, asked for once per execution and
 * campaign, and kept up to date by {@link keepingTargets}.
 *
 * @throws ApiFailure if it can't be read
 */
export async function readTargets(
	context: IExecuteFunctions,
	itemIndex: number,
	campaignId: string,
): Promise<PresentTargets> {
	return await kept.get(context, itemIndex, campaignId, async () => {
		const request = { method: 'GET', path: `/campaign_targets/${pathId(campaignId)}` } as const;
		try {
			const { data } = await appLovinRequest(context, request, itemIndex);
			const answer = answeredFor(data, campaignId);
			return {
				bidType: answer.bid_type,
				countries: countriesIn(answer.countries),
				deviceTypes: answer.device_types,
			};
		} catch (error) {
			throw beforeChange(error);
		}
	});
}

/** What a campaign's targeting is after a request. */
function afterSending(
	{ countries, deviceTypes, ...before }: PresentTargets,
	sent: IDataObject,
): PresentTargets {
	return {
		...before,
		countries: countries && withRows(countries, (sent.countries ?? []) as IDataObject[]),
		deviceTypes: sent.device_types ?? deviceTypes,
	};
}

/** What is sent to a campaign's targeting, under the API's names. */
interface SentTargets {
	campaignId: string;
	sent: IDataObject;
}

/**
 * Sends a change of a campaign's targeting and keeps what is known about it true for the following
 * items: after an error that may have changed it, it is read again.
 */
export async function keepingTargets<T>(
	context: IExecuteFunctions,
	itemIndex: number,
	{ campaignId, sent }: SentTargets,
	send: () => Promise<T>,
): Promise<T> {
	const after = (before: PresentTargets): PresentTargets => afterSending(before, sent);
	return await kept.keeping(context, itemIndex, campaignId, { send, after });
}

/**
 * Takes for granted what an item sends together with others, so that those are checked against it: each of
 * them alone may be within a limit that all of them pass. Unless it comes true, it must be forgotten.
 */
export function assumeTargets(
	context: IExecuteFunctions,
	itemIndex: number,
	{ campaignId, sent }: SentTargets,
): void {
	kept.assume(context, itemIndex, campaignId, (before) => afterSending(before, sent));
}

/** Has a campaign's targeting read again, since it may not be what was assumed. */
export function forgetTargets(context: IExecuteFunctions, itemIndex: number, campaignId: string): void {
	kept.forget(context, itemIndex, campaignId);
}
