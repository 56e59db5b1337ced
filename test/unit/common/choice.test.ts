import { toChoice, toChoices } from '../../../nodes/common/form/choice';

/** Choices are read by their values and, as simplified results have them, by their names. */
const TYPES = [
	{ name: 'Advanced', value: 1 },
	{ name: 'Programmatic Guaranteed', value: 2 },
	{ name: 'Connected TV', value: '13' },
];

it.each<[unknown, string[]]>([
	[['Programmatic Guaranteed'], ['2']],
	['Programmatic Guaranteed', ['2']],
	['["Programmatic Guaranteed", "advanced"]', ['2', '1']],
	['connected tv, Advanced', ['13', '1']],
	['1 13', ['1', '13']],
	[[1, '13'], ['1', '13']],
	['1;2\n13', ['1', '2', '13']],
])('several choices of %j are %j', (value, chosen) => {
	expect(toChoices(value, 'Types', TYPES)).toEqual(chosen);
});

it.each<unknown>(['Programmatic', ['Guaranteed'], '3', 'Connected'])('%j is no choice', (value) => {
	expect(() => toChoices(value, 'Types', TYPES)).toThrow("'Types' must be one of 1, 2, 13, not");
});

it('one choice is read by its name in any case', () => {
	expect(toChoice('programmatic guaranteed', 'Type', TYPES)).toBe('2');
});
