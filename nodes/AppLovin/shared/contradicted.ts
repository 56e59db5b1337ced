import { ApiFailure } from '../../common/ground/errors';
import type { Contradiction } from '../../common/guard/contradiction';
import { differenceWords } from '../../common/guard/contradiction';
import { flagOf } from '../../common/ground/flags';
import { uncertain } from '../../common/send/thrown';

/** The form's word for the field that switches campaigns, ads and sources. */
const STATUS = 'Status';

/** "the campaign is still active", a sentence of its own for the status alone. */
function statusWords(what: string, found: Contradiction[]): string | undefined {
	const status = found.find(({ label, wanted }) => label === STATUS && typeof wanted === 'boolean');
	if (status === undefined) return undefined;
	const present = flagOf(status.present);
	if (present === undefined) return undefined;
	return `the ${what} is still ${present ? 'active' : 'paused'}`;
}

/**
 * Refuses an answer that repeats what was sent with another meaning.
 *
 * @param what the thing in words: "campaign"
 * @param id its label in the list of what was done: "campaign_id 7"
 * @param inPart whether the answer says so of some of a request without saying of which
 * @throws ApiFailure that names every difference; the request may have acted
 */
export function refuseContradictions(
	what: string,
	id: string,
	found: Contradiction[],
	inPart = false,
): void {
	if (found.length === 0) return;
	const status = statusWords(what, found);
	const others = status === undefined ? found : found.filter(({ label }) => label !== STATUS);
	const words = [
		...(status === undefined ? [] : [status]),
		...(others.length === 0 ? [] : [differenceWords(others)]),
	].join('; ');
	throw new ApiFailure(`AppLovin reported that ${words}`, {
		description: uncertain(what, 'AppLovin'),
		mayHaveActed: true,
		created: [id],
		inPart,
	});
}
