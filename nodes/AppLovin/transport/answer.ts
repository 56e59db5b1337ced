import { looksLikeHtml, noJsonFailure, redirectFailure, shownWords } from '../../common/answers';
import { ApiFailure } from '../../common/errors';
import type { Answer } from '../../common/retry';
import { uncertain } from '../../common/send';
import { isBlank, isObject } from '../../common/values';

function wordsIn(body: unknown): string | undefined {
	if (typeof body === 'string')
		return looksLikeHtml(body) || isBlank(body) ? undefined : body.trim();
	if (!isObject(body)) return undefined;
	const { error, error_description: description, message, errors } = body;
	if (isObject(error)) return wordsIn(error);
	const texts = [error, description, message].filter((text) => typeof text === 'string');
	if (texts.length > 0) return texts.join(': ');
	return isBlank(errors) ? undefined : JSON.stringify(errors);
}

/** The API's own words. The form of its errors is documented nowhere: any that is usual is read. */
export function apiWords(body: unknown, clean: (text: string) => string): string | undefined {
	return shownWords(wordsIn(body), clean);
}

const BASE_URL_HINT =
	"Check 'API Base URL' in the credential. AppLovin may have moved or closed this API.";

function nextStep(status: number): string {
	if (status === 401)
		return 'AppLovin does not accept the login of this credential. Test or reconnect it.';
	if (status === 403)
		return "The credential's scopes do not allow this, or it is another account's.";
	if (status === 404) return `There is nothing under this ID. ${BASE_URL_HINT}`;
	if (status === 429) return "Too many requests. Lower 'Requests per Hour' in the credential.";
	if (status >= 500) return 'AppLovin failed on its side. Try again later.';
	return 'AppLovin refused the values. Change what the message names.';
}

/**
 * Takes the content out of an answer: the document shows bare arrays and objects.
 *
 * @param writes what the request changes, or undefined for a read
 * @param mayBeEmpty whether an empty answer of a good status says "done": for writes whose reply the
 * document does not show
 * @throws ApiFailure for HTTP errors, redirects, an `error` inside a good answer, and answers that
 * are empty or not JSON
 */
export function readAnswer(
	answer: Answer,
	writes: string | undefined,
	mayBeEmpty: boolean,
	clean: (text: string) => string,
): unknown {
	const { status, body } = answer;
	if (status >= 400 || (isObject(body) && (!isBlank(body.error) || body.success === false))) {
		const acted = writes !== undefined && (status >= 500 || status === 408);
		throw new ApiFailure(apiWords(body, clean) ?? `AppLovin answered with HTTP status ${status}`, {
			httpCode: String(status),
			description: acted ? uncertain(writes, 'AppLovin') : nextStep(status),
			mayHaveActed: acted,
		});
	}
	if (status >= 300) throw redirectFailure('AppLovin', answer, BASE_URL_HINT);
	if (typeof body === 'object' && body !== null) return body;
	if (mayBeEmpty && isBlank(body)) return undefined;
	throw noJsonFailure('AppLovin', answer, writes, BASE_URL_HINT);
}
