import type { IDataObject, INodeParameters, INodeProperties } from 'n8n-workflow';
import { DateTime } from 'luxon';

import { formInWords } from '../../../nodes/common/form/inWords';

/** A form as a preview tells it. */
const field = (
	displayName: string,
	type: INodeProperties['type'],
	more: Partial<INodeProperties> = {},
): INodeProperties => ({ displayName, name: displayName, type, default: '', ...more });

function told(property: INodeProperties, value: unknown, saved: unknown = value, zone = 'UTC') {
	const { name } = property;
	return formInWords({
		properties: [property],
		saved: { [name]: saved } as INodeParameters,
		read: () => value,
		zone,
	});
}

const CHOICE = field('Kind', 'options', {
	options: [
		{ name: 'By Budget', value: 1 },
		{ name: 'By Impressions', value: 2 },
	],
});
const PICKED = field('Order', 'resourceLocator');
const WHEN = field('Start', 'dateTime');

it.each<[string, INodeProperties, unknown, IDataObject]>([
	['the name of a choice', CHOICE, 2, { Kind: 'By Impressions' }],
	['the name of a choice given as text', CHOICE, '1', { Kind: 'By Budget' }],
	['an unknown choice as it is', CHOICE, 3, { Kind: 3 }],
	['names of several choices', { ...CHOICE, type: 'multiOptions' }, [1, 2], { Kind: 'By Budget, By Impressions' }],
	['a switch', field('On', 'boolean'), true, { On: 'Yes' }],
	['a switch that is off', field('On', 'boolean'), false, { On: 'No' }],
	['a switch from a spreadsheet', field('On', 'boolean'), 'TRUE', { On: 'Yes' }],
	['an amount', field('Budget (USD)', 'number'), 12.5, { 'Budget (USD)': 12.5 }],
	['zero', field('Budget', 'number'), 0, { Budget: 0 }],
	['a list', field('IDs', 'string'), [1, 2], { IDs: '1, 2' }],
	['an object', field('More', 'json'), { a: 1 }, { More: '{"a":1}' }],
	['nothing for an empty text', field('Name', 'string'), ' ', {}],
	['nothing for an empty list', field('Name', 'string'), [], {}],
	['nothing for a notice', field('Note', 'notice'), 'x', {}],
	['nothing for what is entered twice', { ...field('Confirm', 'string'), name: 'confirmIds' }, '7', {}],
	['no password', field('Password', 'string', { typeOptions: { password: true } }), 'secret', { Password: '(not shown)' }],
	['long markup cut', field('HTML', 'string'), 'x'.repeat(301), { HTML: `${'x'.repeat(300)}…` }],
	['text of 300 characters whole', field('HTML', 'string'), 'x'.repeat(300), { HTML: 'x'.repeat(300) }],
	[
		'no values of people',
		field('JSON', 'json'),
		'{"columnValues":{"Email":"ada@example.com"},"a":1}',
		{ JSON: '{"columnValues":"(values of people, not shown)","a":1}' },
	],
])('tells %s', (_, property, value, words) => {
	expect(told(property, value)).toEqual(words);
});

describe('what was picked from a list', () => {
	const picked = { __rl: true, mode: 'list', value: '7', cachedResultName: 'Spring' };

	it('is told by name and ID', () => expect(told(PICKED, picked)).toEqual({ Order: 'Spring (7)' }));

	it('is told by ID alone if an expression may have changed it', () => {
		expect(told(PICKED, picked, { ...picked, value: '={{ $json.id }}' })).toEqual({ Order: '7' });
	});

	it('is told by ID alone if it was entered', () => {
		expect(told(PICKED, { ...picked, mode: 'id' })).toEqual({ Order: '7' });
	});

	it('is told by ID alone without a name', () => {
		expect(told(PICKED, { __rl: true, mode: 'list', value: '7' })).toEqual({ Order: '7' });
	});
});

describe('a date', () => {
	const zone = 'Europe/Berlin';
	it.each<[unknown, string]>([
		['2026-03-01T09:00:00', '2026-03-01T09:00:00 (Europe/Berlin)'],
		['2026-03-01', '2026-03-01 (Europe/Berlin)'],
		['2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z'],
		['2026-03-01T09:00:00+02:00', '2026-03-01T09:00:00+02:00'],
		[1772355600, '2026-03-01T10:00:00+01:00 (Europe/Berlin)'],
		['1772355600000', '2026-03-01T10:00:00+01:00 (Europe/Berlin)'],
		[DateTime.fromISO('2026-03-01T09:00:00Z'), '2026-03-01T10:00:00+01:00 (Europe/Berlin)'],
		['soon', 'soon (Europe/Berlin)'],
		[12, '12'],
	])('%j', (value, words) => {
		expect(told(WHEN, value, '', zone)).toEqual({ Start: words });
	});
});

describe('fields within fields', () => {
	const budget = field('Budget', 'number');
	const more = field('More', 'collection', { options: [budget, CHOICE, field('preview', 'boolean')] });
	const rows = field('Bids', 'fixedCollection', {
		typeOptions: { multipleValues: true },
		options: [{ name: 'rows', displayName: 'Row', values: [CHOICE, budget] }],
	});

	it('are flattened, without those that say how to run', () => {
		expect(told(more, { Kind: 1, Budget: 5, preview: true, gone: 'x' })).toEqual({
			Budget: 5,
			Kind: 'By Budget',
		});
	});

	it('name their collection where a label is taken', () => {
		const properties = [budget, more];
		const saved = { Budget: 1, More: { Budget: 2 } };
		const read = (name: string) => saved[name as 'Budget'];
		expect(formInWords({ properties, saved, read, zone: 'UTC' })).toEqual({
			Budget: 1,
			'More: Budget': 2,
		});
	});

	it('have a line for each row', () => {
		expect(told(rows, { rows: [{ Kind: 1, Budget: 5 }, { Budget: 6 }] })).toEqual({
			'Bids 1': 'Kind: By Budget, Budget: 5',
			'Bids 2': 'Budget: 6',
		});
	});

	it('are flattened in a single row', () => {
		expect(told({ ...rows, typeOptions: {} }, { rows: { Budget: 5 } })).toEqual({ Budget: 5 });
	});
});

it('leaves out what is not shown, or hidden and not computable', () => {
	const shown = field('A', 'string');
	const hidden = field('B', 'string', { displayOptions: { show: { A: ['other'] } } });
	const read = (name: string) => {
		if (name === 'C') throw new Error('no such node');
		return name;
	};
	const properties = [shown, hidden, { ...hidden, name: 'C' }];
	const saved = { A: 'a', B: 'b', C: 'c' };
	expect(formInWords({ properties, saved, read, zone: 'UTC' })).toEqual({ A: 'A' });
});
