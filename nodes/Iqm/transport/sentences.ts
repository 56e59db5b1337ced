/** How IQM's sentences say that something was done: "saved", "has been deleted". */
const DONE =
	'(?:accepted|activated|added|applied|approved|archived|assigned|blocked|cancelled|changed|claimed|copied|created|deleted|duplicated|edited|enabled|initiated|modified|moved|paused|processed|regenerated|removed|renamed|restored|resumed|saved|sent|started|submitted|updated|uploaded)';

/** The things that IQM's sentences count. */
const THINGS =
	'(?:insertion orders?|ios?|orders?|creatives?|campaigns?|(?:matched )?audiences?|records?|items?)';

const NUMBER = '(\\d[\\d,]*|zero|no|none|nothing)(?:\\s+(?:out\\s+)?of(?:\\s+the)?(?:\\s+\\d[\\d,]*)?)?';
const WAS = '(?:(?:was|were|is|are|has been|have been|could be)\\s+)?(?:successfully\\s+)?';

/** A single clause, so that a name can be told from what was done to it. */
const ENDS_DONE = new RegExp(`^[^.!]*\\b${DONE}[.!\\s]*$`, 'i');
const IS_DONE = new RegExp(`\\b(?:${DONE}|in progress|being processed)\\b`, 'i');
const AGREES = /^(?:ok(?:ay)?|done|true|completed?|yes)[.!\s]*$/i;

/** "Successfully" with its denial; a name in front of it, such as "Do Not Call", denies nothing. */
const SUCCESS = /\bsuccess(?:ful(?:ly)?)?\b/i;
const NO_SUCCESS = new RegExp(
	[
		'\\bun-?success',
		'\\b(?:no|without)\\s+success',
		'(?:^|\\b(?:was|were|is|are|has|have|had|could|can|did|does|do|would|will)\\s+)not\\s+(?:be\\s+|been\\s+)?(?:\\w+\\s+)?success',
		"(?:n['’]t|\\bcannot|\\bnever|\\bfailed to|\\bunable to)\\s+(?:be\\s+|been\\s+)?(?:\\w+\\s+)?success",
	].join('|'),
	'i',
);

/** Denies a sentence that ends with what was done, wherever a name may stand in it. */
const DENIES =
	/\b(?:not|cannot|never|nothing|none|already|could|only|(?:can|may|must|should) be|fail(?:ed|ure)? to|unable to)\b|n['’]t\b|\bno \w+(?: \w+)? (?:was|were|has|have|will)\b|^(?:error|failure|failed|exception)\s*[:!,;–-]/i;

/** Words of refusal, even next to something that was done. */
const REFUSES = new RegExp(
	[
		'\\b(?:fail(?:ed|ure|s)?|errors?|exception|invalid|cannot|unable|denied|forbidden|unauthori[sz]ed|unsupported|timed out)\\b',
		"n['’]t\\b",
		'\\b(?:can|could|do|does|did|has|have|had|was|were|will|would|should|must) not\\b',
		`\\bnot (?:be |been )?${DONE}\\b`,
		'\\bnot (?:allowed|permitted|found|valid|available|accessible|authori[sz]ed|possible|supported|present|provided|associated)\\b',
		'^(?:no|nothing|none)\\b',
	].join('|'),
	'i',
);

/** Words of refusal only if nothing says what was done. */
const OBJECTS =
	/\b(?:not|no|none|nothing|already|must|please|kindly|only|required|mandatory|missing|incorrect|empty|exceeds?|maximum|minimum|(?:less|greater|more|earlier) than|should|either|unknown|(?:can|may) be|restricted|on hold|limit|rejected|expired|too \w+|at least)\b/i;

/** How a rest that was not done is mentioned; that there is none is not a failure. */
const NO_REST =
	/\b(?:0|no|none|zero)\s+(?:\w+\s+)?(?:fail\w*|errors?|skipped|ignored|rejected|invalid)\b|\b(?:failed|failures?|errors?|skipped|ignored|rejected)\s*[:=]?\s*(?:0|no|none)\b/gi;
const REST =
	/\b(?:fail(?:ed|ure|s)?|errors?|invalid|skipped|ignored|\d+ rejected|unable|cannot|could not|(?:was|were) not|but not)\b|\b(?:could|was|were)n['’]t\b/i;

/** The name of one creative after the verb: "Click URL updated successfully for TEST creative". */
const FOR_NAME = /^\s*for [^,;]* creatives?[.!\s]*$/i;

const COUNTS = [
	new RegExp(`^${NUMBER}\\s+(?:(${THINGS})\\s+)?${WAS}${DONE}\\b`, 'i'),
	new RegExp(`(?:\\bfor|\\b${DONE}|\\bsuccessfully):?\\s+${NUMBER}\\s+(${THINGS})\\b`, 'i'),
	new RegExp(`\\b${DONE}\\s*[:=]\\s*(\\d[\\d,]*)()[.!\\s]*$`, 'i'),
];

/** "asdf creative updated successfully": a name before the thing. */
const OF_ONE = new RegExp(
	`^(?!(?:all|each|every|selected|the)\\b)\\S.*\\s(?:insertion order|creative|campaign|audience) ${DONE}\\b`,
	'i',
);

/** Whether a sentence mentions a rest for which nothing was done. */
export function tellsOfRest(sentence: string): boolean {
	return REST.test(sentence.replace(NO_REST, ''));
}

/** The verdict on a sentence with "successfully", before which a name may say anything. */
function afterSuccess(sentence: string): 'done' | 'refused' {
	if (NO_SUCCESS.test(sentence)) return 'refused';
	const rest = sentence.slice(sentence.search(SUCCESS)).replace(/^\w+/, '');
	return !FOR_NAME.test(rest) && tellsOfRest(rest) ? 'refused' : 'done';
}

/**
 * What a sentence in an answer says about a request that was to change something. All of IQM's
 * documents put such a sentence where others put what was saved, and report success beside it even for
 * "Insights regeneration failed.", so it must be read.
 *
 * @returns unclear for one that says neither: "Proposal 7"
 */
export function verdictOf(text: string): 'done' | 'refused' | 'unclear' {
	const sentence = text.trim().replace(/\s+/g, ' ');
	if (SUCCESS.test(sentence) || NO_SUCCESS.test(sentence)) return afterSuccess(sentence);
	if (AGREES.test(sentence)) return 'done';
	if (ENDS_DONE.test(sentence)) return DENIES.test(sentence) ? 'refused' : 'done';
	if (REFUSES.test(sentence.replace(NO_REST, ''))) return 'refused';
	const at = sentence.search(IS_DONE);
	const said = at < 0 ? sentence : sentence.slice(0, at);
	if (OBJECTS.test(said) || DENIES.test(said)) return 'refused';
	return at < 0 ? 'unclear' : 'done';
}

/**
 * How many things a sentence says were done. It may begin with the name of a thing, and the name may
 * contain a number: so if one thing was asked for, a number above 1 without a plural does not count.
 *
 * @returns undefined for a sentence that counts nothing
 */
export function countIn(text: string, asked: number): number | undefined {
	const sentence = text.trim().replace(/\s+/g, ' ');
	const found = COUNTS.map((count) => count.exec(sentence)).find((one) => one !== null);
	if (found === undefined || found === null) {
		return asked > 1 && OF_ONE.test(sentence) ? 1 : undefined;
	}
	const [, word, thing = ''] = found;
	const count = /^\d/.test(word) ? Number(word.replaceAll(',', '')) : 0;
	const isName = asked === 1 && count > 1 && !/s$/i.test(thing);
	return isName ? undefined : count;
}
