import { ApiFailure } from '../../../nodes/common/ground/errors';
import { shownWords } from '../../../nodes/common/send/answers';
import { readAnswer } from '../../../nodes/Iqm/transport/envelope';

/** What an answer's code says about whether IQM may have acted, and what its user can do next. */

const clean = (text: string) => text.replaceAll('planted-token', '***');

function failureOf(status: number, body: unknown, writes?: string): ApiFailure {
	try {
		readAnswer({ status, headers: {}, body }, { writes }, clean);
	} catch (error) {
		if (error instanceof ApiFailure) return error;
	}
	throw new Error('No failure');
}

/** Where an answer of HTTP 200 has its own code. */
const INNER: Array<[string, (code: number) => object]> = [
	['statusCode', (statusCode) => ({ statusCode, message: 'Planted words' })],
	['success: false with a code', (code) => ({ success: false, code, message: 'Planted words' })],
	[
		'responseObject.errorCode',
		(errorCode) => ({ responseObject: { errorCode, errorMsg: 'Planted words' } }),
	],
];

describe.each(INNER)('%s inside HTTP 200', (_, bodyOf) => {
	it.each([408, 500, 501, 503, 599])('%i: the write may have been done', (code) => {
		const { message, facts } = failureOf(200, bodyOf(code), 'campaign');
		expect(message).toBe('Planted words');
		expect(facts).toMatchObject({ httpCode: String(code), mayHaveActed: true });
		expect(facts.description).toBe(
			'The campaign may or may not have been created or changed: check in IQM before running again. This execution will not send it again.',
		);
	});

	it.each([400, 404, 407, 409, 422, 499])('%i: nothing was done', (code) => {
		const { facts } = failureOf(200, bodyOf(code), 'campaign');
		expect(facts).toMatchObject({ httpCode: String(code), mayHaveActed: false });
		expect(facts.description).not.toContain('may or may not');
	});

	it('500: a read says only when to try again', () => {
		const { facts } = failureOf(200, bodyOf(500));
		expect(facts.mayHaveActed).toBe(false);
		expect(facts.description).toBe('IQM had an internal error. Try again later.');
	});
});

describe('a code of HTTP beside another one inside', () => {
	it.each([
		[500, 422, true],
		[503, 400, true],
		[400, 500, true],
		[422, 408, true],
		[422, 400, false],
	])('HTTP %i with %i inside: may have acted %s', (status, statusCode, mayHaveActed) => {
		const { facts } = failureOf(status, { statusCode, message: 'Planted words' }, 'campaign');
		expect(facts.mayHaveActed).toBe(mayHaveActed);
	});
});

it.each([
	[400, /^IQM rejected the values\. Change what the message names\.$/],
	[422, /^IQM rejected the values\. Change what the message names\.$/],
	[401, /^IQM does not accept the login of this credential\. Press Test in the credential\.$/],
	[403, /^This user is not allowed to do that\. Check the user's permissions.*'Organization Workspace ID'/],
	[404, /^Check 'Base URL' in the credential/],
	[413, /^Nothing was created or changed\. Send fewer at once\.$/],
	[429, /^IQM is rate limiting this account: it allows 20 requests a minute\. Lower 'Requests per Minute'.*'Rate Limit Wait'\.$/],
	[500, /^IQM had an internal error\. Try again later\.$/],
	[503, /^IQM had an internal error\. Try again later\.$/],
])('HTTP %i says what to do next', (status, next) => {
	const { facts } = failureOf(status, { message: 'Planted words' });
	expect(facts.description).toMatch(next);
	expect(facts.httpCode).toBe(String(status));
});

it('HTTP 499 is a refusal, and 299 no redirect', () => {
	const { facts } = failureOf(499, { message: 'Planted words' });
	expect(facts.description).toMatch(/^IQM rejected the values/);
	const answer = { status: 299, headers: {}, body: { success: true, data: { id: 1 } } };
	expect(readAnswer(answer, {}, clean)).toEqual({ id: 1 });
});

describe('failures beside a success', () => {
	it.each<[string, object, string]>([
		['a code', { success: true, data: { id: 1 }, code: 500 }, 'IQM returned the code 500'],
		['a code, with words', { success: true, data: {}, code: 409, message: 'Why' }, 'Why'],
		[
			'a code in the content',
			{ success: true, data: { id: 1, code: 422 } },
			'IQM returned the code 422',
		],
		['undone', { success: true, data: { success: false } }, 'IQM reported that it was not done'],
		['undone as a status', { success: true, data: { status: 'FAILED' } }, 'that it was not done'],
	])('%s: a write may have been done', (_, body, words) => {
		const { message, facts } = failureOf(200, body, 'campaign');
		expect(message).toContain(words);
		expect(facts.mayHaveActed).toBe(true);
		expect(facts.description).toMatch(/^The campaign may or may not have been created or changed/);
	});

	it('an error without an envelope was not done, and one inside of an envelope may have been', () => {
		expect(failureOf(200, { error: 'Words' }, 'campaign').facts.mayHaveActed).toBe(false);
		const inside = { success: true, data: { id: 1 }, error: 'Words' };
		expect(failureOf(200, inside, 'campaign').facts.mayHaveActed).toBe(true);
	});
});

describe('where a sentence is awaited', () => {
	const read = (data: unknown) =>
		readAnswer(
			{ status: 200, headers: {}, body: { success: true, data } },
			{ writes: 'campaign', hasSentence: true },
			clean,
		);

	it.each([
		['Campaign deleted successfully'],
		[{ message: 'Campaign deleted successfully' }],
		[{ success: true, id: 7 }],
		[[7]],
	])('%j says that it is done', (data) => {
		expect(read(data)).toEqual(data);
	});

	it.each([[{}], [{ success: true }], [[]], [''], [false], [0]])('%j says nothing', (data) => {
		expect(() => read(data)).toThrow(/^IQM's response does not say what was done$/);
	});

	it('a text that says nothing is shown', () => {
		expect(() => read('null')).toThrow(/^IQM's response does not say what was done: null$/);
	});
});

describe('an answer that is no JSON', () => {
	const ADDRESS = /Check 'Base URL' in the credential/;

	it.each([
		['nothing', '', 'an empty response', /^Try again later\.$/],
		['a page', '<html><body>x</body></html>', 'a web page instead of JSON', ADDRESS],
		['a text', 'fine', 'something that is not JSON', ADDRESS],
	])('%s to a read', (_, body, words, next) => {
		const { message, facts } = failureOf(200, body);
		expect(message).toBe(`IQM returned ${words} (HTTP status 200)`);
		expect(facts.description).toMatch(next);
		expect(facts.mayHaveActed).toBe(false);
	});

	it.each([
		['nothing', '', false],
		['a page', '<html><body>x</body></html>', true],
		['a text', 'fine', true],
	])('%s to a write may have been done', (_, body, hasAddress) => {
		const { facts } = failureOf(200, body, 'campaign');
		expect(facts.mayHaveActed).toBe(true);
		expect(facts.description).toMatch(/^The campaign may or may not have been created or changed/);
		expect(facts.description).not.toContain('Try again later');
		expect(ADDRESS.test(String(facts.description))).toBe(hasAddress);
	});

	it('a redirect says where to look', () => {
		const { message, facts } = failureOf(302, '');
		expect(message).toBe('IQM returned a redirect (HTTP status 302)');
		expect(facts.description).toMatch(ADDRESS);
	});
});

describe('words that are long', () => {
	it.each([499, 500])('%i characters are shown whole', (length) => {
		const words = 'x'.repeat(length - 1) + 'y';
		expect(shownWords(words, clean)).toBe(words);
	});

	it('of more than 500 characters only those are shown', () => {
		expect(shownWords(`${'x'.repeat(500)}y`, clean)).toBe('x'.repeat(500));
		const { message } = failureOf(422, { message: 'z'.repeat(10_000) }, 'campaign');
		expect(message).toBe('z'.repeat(500));
	});

	it('are cut after what was taken out of them: a secret is long too', () => {
		const words = `${'planted-token'.repeat(50)}the end`;
		expect(shownWords(words, clean)).toBe(`${'***'.repeat(50)}the end`);
	});
});
