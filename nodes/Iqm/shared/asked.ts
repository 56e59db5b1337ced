import { ApiFailure } from '../../common/ground/errors';

const plainId = (id: unknown) => String(id).trim().replace(/^0+(?=\d)/, '');

/**
 * Checks that an answer is about what was asked for: amounts of another order would pass the spend
 * limits.
 *
 * @param thing the thing in words, such as `campaign`
 * @param asked its ID in the request
 * @param answered its ID in the answer
 * @throws ApiFailure if the two differ
 */
export function checkAsked(thing: string, asked: string, answered: unknown): void {
	if (plainId(answered) === plainId(asked)) return;
	throw new ApiFailure(`IQM returned the ${thing} ${plainId(answered)}, not ${asked}`, {
		description: "Nothing was changed. If the ID is correct, ask IQM's support.",
	});
}
