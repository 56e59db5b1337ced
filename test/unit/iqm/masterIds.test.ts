import type { Lookup } from '../../../nodes/Iqm/shared/masterIds';
import { idsIn } from '../../../nodes/Iqm/shared/masterIds';
import type { MasterKey } from '../../../nodes/Iqm/shared/masterLists';
import { MASTER_LISTS } from '../../../nodes/Iqm/shared/masterLists';

/** What a form does with names: an ID each, or one error for all that are wrong. */
const match = (id: number, name: string, parent?: string) => ({ id, name, parent, row: { id, name } });
const lookup = (name: string, ...matches: Lookup['matches']): Lookup => ({ name, matches, nearest: [] });

it('is an ID for each name', () => {
	const lookups = [lookup('OH', match(3, 'Ohio')), lookup('PA', match(2, 'Pennsylvania'))];
	expect(idsIn(lookups, 'states', 'States')).toEqual([3, 2]);
});

it('names all that are unclear or missing, and what they may be', () => {
	const lookups = [
		lookup('OH', match(3, 'Ohio')),
		lookup('Twin', match(7, 'Twin', 'Ninthland'), match(8, 'Twin', 'Eighthland')),
		{ ...lookup('Ohoi'), nearest: ['Ohio'] },
	];
	expect(() => idsIn(lookups, 'states', 'States')).toThrow(
		[
			'2 problems found:',
			"• 'States' holds 'Twin', which may be several states: Twin, Ninthland (7); Twin, Eighthland (8) – Enter one of them, or its ID.",
			"• 'States' holds 'Ohoi', which is none of IQM's states: did you mean Ohio",
		].join('\n'),
	);
});

it('lists ten of many at most', () => {
	const many = Array.from({ length: 21 }, (_, at) => match(at + 1, `Springfield, S${at}`));
	expect(() => idsIn([lookup('Springfield', ...many)], 'cities', 'Cities')).toThrow(/; 11 more$/);
});

it.each(Object.entries(MASTER_LISTS))('%s belongs to a list that there is, if to any', (_, { within }) => {
	if (within?.list !== undefined) expect(MASTER_LISTS[within.list as MasterKey]).toBeDefined();
});
