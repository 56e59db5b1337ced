import { redact } from '../../nodes/common/redact';
import { toMoment } from '../../nodes/common/values';
import { apiWords, readAnswer } from '../../nodes/Iqm/transport/envelope';

const clean = (text: string) => redact(text, ['planted-token']);

describe('the words of an answer', () => {
	it('are cut only after secrets were taken out', () => {
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
	])('that only holds an error is one: %j', (body, words) => {
		expect(() => readAnswer({ status: 200, headers: {}, body }, {}, clean)).toThrow(words);
	});

	it.each([
		[{ success: true, data: [1], error: 'none' }],
		[{ statusCode: 200, responseObject: { id: 1 }, error: 'none' }],
		[{ id: 1, error: null }],
		[{ id: 1, error: false }],
		[{ id: 1, error: '' }],
	])('that holds more is none: %j', (body) => {
		expect(readAnswer({ status: 200, headers: {}, body }, {}, clean)).toBeDefined();
	});
});

describe('a moment', () => {
	// Luxon would read these as a time of today, or as a day of the year 1700.
	it.each(['12', 12, '10:00', 'T10', 1700123, '1700123', '2026x', -5])('is not %p', (value) => {
		expect(() => toMoment(value, 'UTC', 'Start')).toThrow("'Start' is not a date");
	});

	it.each([
		['2026-03-01', '2026-03-01T00:00:00.000Z'],
		['2026-03-01T09:00', '2026-03-01T09:00:00.000Z'],
		['2026-03-01 09:00:00', '2026-03-01T09:00:00.000Z'],
		['20260301', '2026-03-01T00:00:00.000Z'],
		['20260301T090000Z', '2026-03-01T09:00:00.000Z'],
		['2026-W10-1', '2026-03-02T00:00:00.000Z'],
		[1772355600, '2026-03-01T09:00:00.000Z'],
		['1772355600000', '2026-03-01T09:00:00.000Z'],
	])('is %p', (value, iso) => {
		expect(new Date(toMoment(value, 'UTC', 'Start')).toISOString()).toBe(iso);
	});
});
