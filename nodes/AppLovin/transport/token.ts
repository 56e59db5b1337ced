import type { IDataObject } from 'n8n-workflow';

import { isBlank, isObject } from '../../common/ground/values';

function given(value: unknown): string | undefined {
	return isBlank(value) || typeof value === 'object' ? undefined : String(value);
}

/** The first value that differs from `used`, or else the first one there is. */
function newest(values: Array<string | undefined>, used: string | undefined): string | undefined {
	const there = values.filter((value) => value !== undefined);
	return there.find((value) => value !== used) ?? there[0];
}

/** Where {@link flattenToken} notes the tokens that it has found: any other token is newer. */
const FLATTENED = 'flattened';

function flattenedOf(answer: IDataObject): IDataObject {
	const noted = answer[FLATTENED];
	return isObject(noted) ? noted : {};
}

/**
 * The access token in a token answer. The document says `accessToken.access_token`; a flat answer is
 * read too. n8n writes the answer to a renewal over what it held before: if the two have different
 * forms, both tokens are there, and the one not used before counts.
 */
export function accessTokenOf(answer: unknown): string | undefined {
	if (!isObject(answer)) return undefined;
	const nested = answer.accessToken;
	const values = isObject(nested)
		? [given(nested.access_token), given(answer.access_token)]
		: [given(answer.access_token), given(nested)];
	return newest(values, given(flattenedOf(answer).accessToken));
}

/**
 * The refresh token in an answer. Its place is not documented: it is looked for beside the access
 * token, then in `refreshToken`, then at the top, where n8n keeps the used one after a renewal.
 */
function refreshTokenOf(answer: IDataObject): string | undefined {
	const nested = isObject(answer.accessToken) ? answer.accessToken : {};
	const other = answer.refreshToken;
	const values = [
		given(nested.refresh_token),
		isObject(other) ? given(other.refresh_token) : given(other),
		given(answer.refresh_token),
	];
	return newest(values, given(flattenedOf(answer).refreshToken));
}

/**
 * Flattens the token answer that n8n stores into the form that its OAuth2 machinery reads:
 * `access_token` and `refresh_token` at the top. `accessToken` stays as text, since n8n prefers it if
 * it is there and would send the nested object as "[object Object]".
 */
export function flattenToken(stored: unknown): IDataObject | undefined {
	const accessToken = accessTokenOf(stored);
	if (!isObject(stored) || accessToken === undefined) return undefined;
	const nested = isObject(stored.accessToken) ? stored.accessToken : {};
	const refreshToken = refreshTokenOf(stored);
	const flat: IDataObject = { ...stored, ...nested, access_token: accessToken, accessToken };
	flat[FLATTENED] = { accessToken };
	if (refreshToken !== undefined) {
		flat.refresh_token = refreshToken;
		flat[FLATTENED] = { accessToken, refreshToken };
	}
	// n8n would take a used one from here.
	delete flat.refreshToken;
	return flat;
}
