import type { IDataObject } from 'n8n-workflow';

import { noJsonFailure, redirectFailure, shownWords } from '../../common/send/answers';
import { ApiFailure } from '../../common/ground/errors';
import type { Answer } from '../../common/send/retry';
import { uncertain } from '../../common/send/thrown';
import { isBlank } from '../../common/ground/values';
import {
	apiWords,
	failsInHeaders,
	headerText,
	refusalIn,
	traceWords,
	withoutNoErrors,
} from '../transport/refusal';
import { saysBlocked } from './errorBudget';

const BASE_URL_HINT = "Check 'Base URL' in the credential.";

function nextStep(answer: Answer): string {
	const { status } = answer;
	if (saysBlocked(answer)) {
		return 'AppLovin has blocked this account for 24 hours, since 100 requests in 5 minutes were answered with errors. Nothing more is sent with this credential until then.';
	}
	if (status === 401 || status === 403) {
		return `AppLovin does not let this credential in. Its key must be the Campaign Management API key (in AppLovin: Account > Keys), 'Account ID' must be the number of the same account, and AppLovin must have enabled the API for it: ask your account team. ${BASE_URL_HINT}`;
	}
	if (status === 429) {
		return 'AppLovin takes 1,000 requests a minute and refuses all of them for 10 minutes after more. Try again then.';
	}
	if (status >= 500) return 'AppLovin had an internal error. Try again later.';
	return 'AppLovin rejected the values. Change what the message names.';
}

/**
 * The API's own words. Its errors are in the headers `x-al-error-code` and `x-al-error-message`; an
 * answer without the latter may have words in its body.
 */
function wordsOf({ headers, body }: Answer, clean: (text: string) => string): string | undefined {
	const isSaid = headerText(headers, 'x-al-error-message') !== undefined;
	return apiWords(isSaid ? undefined : body, clean, headers);
}

function failureIn(
	answer: Answer,
	writes: string | undefined,
	clean: (text: string) => string,
): ApiFailure | undefined {
	const { status, headers, body } = answer;
	const refusal = refusalIn(body);
	const isGood = status < 400;
	if (isGood && (status >= 300 || (refusal === undefined && !failsInHeaders(headers)))) {
		return undefined;
	}
	const acted = writes !== undefined && (isGood || status >= 500 || status === 408);
	const code = refusal?.code ?? status;
	const fallback = isGood
		? `AppLovin rejected it: ${JSON.stringify(refusal?.fields ?? {})}`
		: `AppLovin returned HTTP status ${status}`;
	const next = acted ? uncertain(writes, 'AppLovin') : nextStep(answer);
	const message = wordsOf(answer, clean) ?? shownWords(fallback, clean) ?? fallback;
	return new ApiFailure(message, {
		httpCode: String(isGood ? code : status),
		description: `${next}${traceWords(headers, clean)}`,
		mayHaveActed: acted,
	});
}

function withTrace(
	{ message, facts }: ApiFailure,
	headers: IDataObject,
	clean: (text: string) => string,
): ApiFailure {
	const description = `${facts.description ?? ''}${traceWords(headers, clean)}`;
	return new ApiFailure(message, { ...facts, description });
}

/**
 * The content of an answer: a bare array or object.
 *
 * @param writes what the request changes, or undefined for a read
 * @param mayBeEmpty whether a success without content is a good answer, as to the requests that put
 *   creative sets into campaigns and assets into creative sets
 * @returns undefined for such an answer
 * @throws ApiFailure for HTTP errors, redirects, a refusal inside a success answer, which for a write
 *   may have acted, and answers that are empty or not JSON
 */
export function readAxonAnswer(
	answer: Answer,
	writes: string | undefined,
	mayBeEmpty: boolean,
	clean: (text: string) => string,
): unknown {
	const { status, headers, body } = answer;
	const failure = failureIn(answer, writes, clean);
	if (failure !== undefined) throw failure;
	if (status >= 300) {
		throw withTrace(redirectFailure('AppLovin', answer, BASE_URL_HINT, writes), headers, clean);
	}
	if (typeof body === 'object' && body !== null) return withoutNoErrors(body);
	if (mayBeEmpty && isBlank(body)) return undefined;
	throw withTrace(noJsonFailure('AppLovin', answer, writes, BASE_URL_HINT), headers, clean);
}
