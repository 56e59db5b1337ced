import { ApiFailure } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import { noJsonFailure, redirectFailure } from '../../common/send/answers';
import type { Answer } from '../../common/send/retry';
import { apiWords, isNothing, traceWords } from '../transport/refusal';

const BASE_URL_HINT = "Check 'Base URL' in the credential.";

function nextStep(code: number): string {
	if (code === 401 || code === 403) {
		return "AppLovin does not accept the key for this report. It must be the account's Report Key (in AppLovin: Account > Keys), not the Campaign Management, MAX or SDK key; some reports are only for app accounts, others only for web accounts.";
	}
	if (code === 404) return `There is no such report. ${BASE_URL_HINT}`;
	if (code === 429) return 'AppLovin is rate limiting this account. Run again later.';
	if (code >= 500) return 'AppLovin had an internal error. Run again later.';
	return 'Change what the message names. A single column that AppLovin does not know, or that the account may not use, rejects the whole report.';
}

function failure(answer: Answer, code: number, clean: (text: string) => string): ApiFailure {
	const { headers, body, status } = answer;
	const fallback = `AppLovin returned ${code === status ? 'HTTP status' : 'the code'} ${code}`;
	const words = apiWords(body, clean, headers) ?? fallback;
	return new ApiFailure(words, {
		httpCode: String(code),
		description: `${nextStep(code)}${traceWords(headers, clean)}`,
	});
}

/** The code that a success answer carries: `{"code":200,"count":2,"results":[…]}`. */
function innerCode(body: unknown): number | undefined {
	if (!isObject(body) || isBlank(body.code)) return undefined;
	return Number(body.code);
}

/** What an answer without content counts as: reports always have some. */
const BAD_GATEWAY = 502;

/**
 * The HTTP status that an answer counts as when it may be asked for again: "HTTP 200 may still carry `code`
 * != 200, an empty body". A web page keeps its status, as it is what a wrong address answers with, too.
 */
export function reportStatus({ status, body }: Answer): number {
	if (status < 200 || status >= 300) return status;
	if (isBlank(body)) return BAD_GATEWAY;
	const code = innerCode(body) ?? status;
	return code >= 400 && code < 600 ? code : status;
}

/**
 * The content of an answer: an object with `results`, or a bare array.
 *
 * @throws ApiFailure for HTTP errors, redirects, another inner code than 200 or an error in a success
 *   answer ("HTTP 200 may still carry `code` != 200, an empty body or HTML"), and for what is empty or
 *   not JSON
 */
export function readReportAnswer(answer: Answer, clean: (text: string) => string): unknown {
	const { status, body } = answer;
	if (status >= 400) throw failure(answer, status, clean);
	if (status >= 300) throw redirectFailure('AppLovin', answer, BASE_URL_HINT);
	const code = innerCode(body);
	if (code !== undefined && code !== 200) throw failure(answer, code, clean);
	if (isObject(body) && ['error', 'errors'].some((name) => !isNothing(body[name]))) {
		throw failure(answer, status, clean);
	}
	if (typeof body === 'object' && body !== null) return body;
	throw noJsonFailure('AppLovin', answer, undefined, BASE_URL_HINT);
}
