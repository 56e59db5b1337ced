import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { isObject } from '../ground/values';
import { Previewed, previewOf, stopAtMadeUp, wantsPreview } from '../guard/preview';
import type { MoneyFields, SpendLimits } from '../guard/spend';
import { checkSpend } from '../guard/spend';
import type { ApiContext, ApiRequest } from './door';
import { isForm } from './door';

export const TIMEOUT_MS = 120_000;

/** How long an open form waits for an answer, in ms: its user is watching. */
const FORM_TIMEOUT_MS = 30_000;

/** The slowest upload that the timeout allows for, in bytes per millisecond (128 KiB/s). */
const SLOWEST_UPLOAD = 131;

function timeoutMs(context: ApiContext, uploadBytes: number): number {
	if (isForm(context)) return FORM_TIMEOUT_MS;
	return TIMEOUT_MS + uploadBytes / SLOWEST_UPLOAD;
}

/** A file is stored as it comes: compressed content could grow without end when unpacked. */
export const AS_IT_IS = { 'Accept-Encoding': 'identity' };

/** A file, or JSON that says why there is none. */
function acceptedTypes({ fileType }: ApiRequest): string {
	return fileType === undefined ? 'application/json' : `${fileType}, application/json`;
}

/**
 * The request as n8n sends it; authentication is n8n's.
 *
 * @param ofAccount what the query of each request of the account holds
 */
export function requestOptions(
	context: ApiContext,
	baseUrl: string,
	request: ApiRequest,
	ofAccount?: IDataObject,
): IHttpRequestOptions {
	const options: IHttpRequestOptions = {
		method: request.method,
		baseURL: baseUrl,
		url: request.path,
		headers: {
			Accept: acceptedTypes(request),
			...(request.fileType === undefined ? {} : AS_IT_IS),
		},
		returnFullResponse: true,
		// n8n would parse text itself, and whole numbers beyond 2^53 would lose their last digits.
		encoding: request.fileType === undefined ? 'text' : 'stream',
		// Following a redirect would hold the whole body in memory and could lead anywhere.
		disableFollowRedirect: true,
		timeout: timeoutMs(context, request.uploadBytes ?? 0),
	};
	if (request.query !== undefined || ofAccount !== undefined) {
		options.qs = { ...ofAccount, ...request.query };
	}
	if (request.body !== undefined) {
		// n8n leaves out an empty object but sends it as text.
		const isNothing = isObject(request.body) && Object.keys(request.body).length === 0;
		options.body = isNothing && !(request.body instanceof FormData) ? '{}' : request.body;
		if (!(request.body instanceof FormData)) {
			options.headers = { ...options.headers, 'Content-Type': 'application/json' };
		}
	}
	return options;
}

/**
 * What stands between a request and the API: the credential's spend limits, and previews, be they of
 * the option or of the credential. They are checked here so that no operation can forget them.
 *
 * @param previews whether the credential previews everything
 * @throws InputError for an amount above a limit; Previewed if the request is only to be shown
 */
export function checkWrite(
	context: ApiContext,
	request: ApiRequest,
	options: IHttpRequestOptions,
	money: { fields: MoneyFields; limits: SpendLimits },
	itemIndex: number,
	previews = false,
): void {
	if (request.writes === undefined) {
		stopAtMadeUp(context, options);
		return;
	}
	checkSpend(request.body, money.fields, money.limits, request.spends);
	const isRun = 'getInputData' in context;
	if (!previews && !(isRun && wantsPreview(context, itemIndex))) return;
	const { lines, secrets } = request;
	throw new Previewed([previewOf(options, secrets)], { lines, secrets });
}
