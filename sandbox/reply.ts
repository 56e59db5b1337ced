import type { JsonValue } from './json';

export interface Reply {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
}

/** IQM's two envelopes, told apart by the version in the path, and AppLovin's APIs. */
export type Generation = 'v2' | 'v3' | 'applovin' | 'axon' | 'report';

/** Whether a path is AppLovin's: its OAuth or its "Campaign Management API". */
export function isAppLovin(path: string): boolean {
	return path.startsWith('/oauth/') || path.startsWith('/campaign_management/');
}

/** Whether a path is that of AppLovin's Axon Campaign Management API. */
export function isAxon(path: string): boolean {
	return path.startsWith('/manage/');
}

/** Whether a path is that of AppLovin's Reporting API. */
export function isReport(path: string): boolean {
	return /^\/(report|webReport|assetReport|assetAnalyticsReport|playableMetrics|accountInfo)$/.test(path);
}

/** v2 answers `{statusCode, responseObject}`, v3 `{success, data}` in every quickstart. */
export function generationOf(path: string): Generation {
	if (isAppLovin(path)) return 'applovin';
	if (isAxon(path)) return 'axon';
	if (isReport(path)) return 'report';
	return path.startsWith('/api/v2/') ? 'v2' : 'v3';
}

export interface FailureDetail {
	/** The request's field at fault: `errorField` in v2, `field` in v3. */
	field?: string;
	reason?: string;
	/** v2 only: the `statusCode` in the body where it differs from the HTTP status. */
	innerStatus?: number;
	/** v3 only: the "On Hold" login answer has `data` beside `errorObjects`. */
	data?: JsonValue;
	/** An answer that fits neither envelope, such as OAuth's flat error. */
	raw?: JsonValue;
	headers?: Record<string, string>;
}

/** Thrown by a handler to refuse a request; the router puts it into the right envelope. */
export class Refusal extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly detail: FailureDetail = {},
	) {
		super(message);
	}
}

export function text(status: number, type: string, body: string | Buffer): Reply {
	return { status, headers: { 'content-type': type }, body: Buffer.from(body) };
}

export function json(status: number, value: unknown): Reply {
	return text(status, 'application/json', JSON.stringify(value));
}

export function html(status: number, title: string): Reply {
	const head = `<head><title>${title}</title></head>`;
	const page = `<!DOCTYPE html><html>${head}<body><h1>${title}</h1></body></html>`;
	return text(status, 'text/html; charset=utf-8', page);
}

/** The v3 envelope of a success. */
export function okV3(data: unknown, status = 200): Reply {
	return json(status, { success: true, data });
}

/** The v2 envelope of a success: the `statusCode` inside may differ from the HTTP status. */
export function okV2(responseObject: unknown, innerStatus = 200, status = 200): Reply {
	return json(status, { statusCode: innerStatus, responseObject });
}

/** A failure in the envelope of its generation, in the shape of the documents' error samples. */
export function failure(
	generation: Generation,
	status: number,
	message: string,
	detail: FailureDetail = {},
): Reply {
	if (generation === 'axon') {
		// Its words are in headers, and its body is not documented.
		const reply = text(status, 'application/json', '');
		const words = { 'x-al-error-message': message };
		return { ...reply, headers: { ...reply.headers, ...words, ...detail.headers } };
	}
	let body: unknown;
	if (detail.raw !== undefined) {
		body = detail.raw;
	} else if (generation === 'v2') {
		const code = detail.innerStatus ?? status;
		const responseObject: Record<string, JsonValue> = { errorMsg: message, errorCode: code };
		if (detail.field !== undefined) responseObject.errorField = detail.field;
		body = { statusCode: code, responseObject };
	} else if (generation === 'report') {
		body = { code: status, message };
	} else if (generation === 'applovin') {
		// AppLovin's document shows no error: this is one form that they may have.
		body = { error: { message } };
	} else {
		const error: Record<string, JsonValue> = { error: message };
		if (detail.reason !== undefined) error.reason = detail.reason;
		if (detail.field !== undefined) error.field = detail.field;
		body = {
			success: false,
			...(detail.data === undefined ? {} : { data: detail.data }),
			errorObjects: [error],
		};
	}
	const reply = json(status, body);
	return { ...reply, headers: { ...reply.headers, ...detail.headers } };
}
