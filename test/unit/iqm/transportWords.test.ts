import { redact } from '../../../nodes/common/guard/redact';
import { apiWords, readAnswer } from '../../../nodes/Iqm/transport/envelope';

const clean = (text: string) => redact(text, ['planted-token']);

describe('the words of an answer', () => {
	it('are cut only after secrets have been removed', () => {
		for (let length = 480; length < 500; length++) {
			const text = `${'x'.repeat(length)}planted-token`;
			for (const body of [text, { message: text }, { errorObjects: [{ error: text }] }]) {
				const words = String(apiWords(body, clean));
				expect(words).not.toContain('pl');
				expect(words.length).toBeLessThanOrEqual(500);
			}
		}
	});
});

describe('an answer with status 200', () => {
	it.each([
		[{ error: 'invalid_request' }, 'invalid_request'],
		[{ error: 'x', error_description: 'the longer words' }, 'the longer words'],
		[{ error: { message: 'of a field', field: 'a' } }, 'of a field'],
	])('that holds only an error is one: %j', (body, words) => {
		expect(() => readAnswer({ status: 200, headers: {}, body }, {}, clean)).toThrow(words);
	});

	it.each([
		[{ success: true, data: [1], error: 'none' }],
		[{ statusCode: 200, responseObject: { id: 1 }, error: 'none' }],
		[{ id: 1, error: null }],
		[{ id: 1, error: false }],
		[{ id: 1, error: '' }],
		[{ id: 1, error: 'No error' }],
		[{ id: 1, error_description: 'No error' }],
		[{ success: 'true', data: [1], code: '000' }],
		[{ success: true, data: [1], errorObjects: [{}], errorMessage: 'none' }],
		// What a read returns about something that failed is data.
		[{ statusCode: 200, responseObject: { id: 1, errorMessage: 'The file was empty' } }],
	])('that holds more is not one: %j', (body) => {
		expect(readAnswer({ status: 200, headers: {}, body }, {}, clean)).toBeDefined();
	});
});
