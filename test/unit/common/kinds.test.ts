import { asked } from '../../../nodes/common/form/field';
import { readJson } from '../../../nodes/common/form/fields';
import { idsText, moment, money, preset, text, urls } from '../../../nodes/common/form/kinds';
import { listOf, withCommas } from '../../../nodes/common/form/lists';
import { toList, toText } from '../../../nodes/common/ground/values';

const START = { unit: 'seconds', of: 'start', example: '2026-03-01' } as const;

describe('descriptions', () => {
	it.each([
		['one sentence', text('Day', 'A weekday', { example: 'MONDAY' }), 'A weekday, for example MONDAY'],
		[
			'a note',
			text('Day', 'A weekday', { example: 'MON', inWords: 'MON or TUE', note: 'In capitals' }),
			'A weekday, for example MON or TUE. In capitals.',
		],
		[
			'a list',
			idsText('Deals', 'Only these deals', { example: '1,2', note: 'At most ten' }),
			'Only these deals. A comma-separated list, an array or a single number, for example 1,2. At most ten.',
		],
		[
			'a time beside a time zone',
			moment('Start', 'First moment', { ...START, note: 'Not in the past', inZone: "'Zone'" }),
			"First moment, for example 2026-03-01. A date without a time means its first second. Not in the past. Without an offset, it is in 'Zone'.",
		],
	])('%s', (_, { ask }, description) => {
		expect(ask.description).toBe(description);
	});
});

it('asks for a field in another way, and sends the same', () => {
	const budget = money('Budget', 'Most to spend', { counts: 'totalBudget' });
	const other = asked(budget, { hint: undefined, default: 5 });
	expect(other.ask).not.toHaveProperty('hint');
	expect(other.ask).toMatchObject({ type: 'number', default: 5 });
	expect(other.money).toBe('totalBudget');
	expect(other.read('12.5', 'utc')).toBe(12.5);
	expect(budget.ask).toHaveProperty('hint');
});

it('reads what was read already as the same', () => {
	const start = moment('Start', 'First moment', START);
	const sent = start.read('2026-03-01', 'America/New_York');
	expect(sent).toBe(Date.UTC(2026, 2, 1, 5) / 1_000);
	expect(readJson(start, sent)).toBe(sent);
	const deals = idsText('Deals', 'Only these deals');
	expect(readJson(deals, deals.read([1, '2'], 'utc'))).toBe('1,2');
});

it('leaves it to others whether a choice is known, but not whether there is one', () => {
	const type = preset('Type', 'What it is', {
		of: [{ name: 'A', value: 'a' }],
		first: 'a',
		toValue: toText,
	});
	expect(type.ask.default).toBe('a');
	expect(type.read(' b ', 'utc')).toBe('b');
	expect(() => type.read('', 'utc')).toThrow("'Type' is empty");
});

it('refuses a list without entries, and keeps to the rule of a list that has its own', () => {
	expect(() => urls('Pages', 'Pages to look at').read([], 'utc')).toThrow("'Pages' is empty");
	const sorted = withCommas(listOf('A list', toList, (entries) => [...entries].sort()));
	expect(sorted('Names', 'Names to take').read('b, a', 'utc')).toBe('a,b');
});
