import type { IDataObject } from 'n8n-workflow';

import {
	contradictions,
	differenceWords,
	meansSame,
	rowContradictions,
} from '../../../nodes/common/guard/contradiction';
import { flagOf } from '../../../nodes/common/ground/flags';

describe('values that mean the same', () => {
	it.each<[unknown, unknown]>([
		[0.5, '0.50'],
		[0.1 + 0.2, 0.3],
		[150, 150],
		[10, '10'],
		[-20, '-20.0'],
		['803', 803],
		['4.0', '4'],
		['My app', ' My app '],
		['Z\u00fcrich', 'Zu\u0308rich'],
		['a b', 'a\u00a0b'],
		[true, true],
		[true, 1],
		[true, 'ACTIVE'],
		[true, 'true'],
		[false, 0],
		[false, '0'],
		[false, 'Paused'],
		[false, null],
		[
			['gb', 'za'],
			['ZA', 'gb', 'gb'],
		],
		[['1', '2'], '2,1'],
		['1,2', [2, 1]],
		[[], null],
		[[], []],
		[{ INTER: true, BANNER: false }, { BANNER: 0 }],
		[{ INTER: true, BANNER: false }, '{"BANNER": 0}'],
		[1_893_456_000_999, '2030-01-01T00:00:00Z'],
		['2030-01-01', 1_893_456_000],
		['2030-01-01T01:00:00+01:00', '2030-01-01 00:00:00'],
		['https://a.example/x?c={CAMPAIGN}%20(1)', 'https://a.example/x?c=%7BCAMPAIGN%7D%20(1)'],
		['https://a.example/x?c=a%20b', 'https://a.example/x?c=a+b'],
		['https://a.example/x?c=100%&d={A}%20b', 'https://a.example/x?c=100%&d=%7BA%7D+b'],
		['https://a.example/x?c=1&d=2', 'https://a.example/x?c=1&amp;d=2'],
		['https://a.example/x?c=1&copy=2', 'https://a.example/x?c=1&amp;copy=2'],
		['https://a.example', 'https://a.example/'],
		['https://a.example?c=1', 'https://a.example/?c=1'],
		['HTTPS://A.Example:443/x', 'https://a.example/x'],
		["Bob's app", 'Bob&#39;s app'],
		["Bob's app", 'Bob&#x27;s app'],
		["Bob's app", 'Bob&apos;s&nbsp;app'],
		['Zürich – “Café”', 'Z&uuml;rich &ndash; &ldquo;Caf&eacute;&rdquo;'],
		['Tom & Jerry', 'Tom &amp; Jerry'],
		['A &toString; B &#9999999; C', 'A &toString; B &#9999999; C'],
		[['13'], ',13,'],
		[[13, 14], ',14,13,'],
		['13', ',13,'],
		[13, '13,'],
		['us,gb', ',us,gb,'],
		[[{ country: 'gb', bid: 1 }], [{ country: 'GB', bid: '1.0', name: 'United Kingdom' }]],
		[
			[{ id: 1 }, { id: 2 }],
			[
				{ id: 2, name: 'b' },
				{ id: 1, name: 'a' },
			],
		],
		[
			[5, 7],
			[
				{ id: 7, name: 'b' },
				{ id: 5, name: 'a' },
			],
		],
		[['gb'], [{ country: 'GB', name: 'United Kingdom' }]],
		[{ geo: [{ city: 'Ulm', on: true }] }, { geo: [{ city: 'Ulm', on: 1, id: 3 }], id: 1 }],
		['9007199254740993', '9007199254740993'],
	])('%j and %j', (wanted, present) => {
		expect(meansSame(wanted, present)).toBe(true);
	});

	it.each<[unknown, unknown]>([
		[0.5, '0.51'],
		[150, 0],
		[150, null],
		[10, 'ten'],
		[10, ''],
		['803', '0803'],
		['My app', 'My App'],
		['My app', ''],
		['My app', null],
		['My app', { name: 'My app' }],
		[true, false],
		[true, 'paused'],
		[true, 'pending'],
		[true, null],
		[false, 'active'],
		[false, 1],
		[false, 'pending'],
		[['gb', 'za'], ['gb']],
		[['gb'], ['gb', 'za']],
		[[], ['phone']],
		[['gb'], null],
		[null, 10],
		[{ BANNER: false }, { BANNER: true }],
		[{ BANNER: false }, '{"BANNER": 1}'],
		[{ BANNER: false }, 'done'],
		[1_893_456_000_000, 1_893_456_001],
		['2030-01-01', '2030-01-02T00:00:00Z'],
		['https://a.example/x', 'https://a.example/y'],
		['https://a.example/x', 'https://a.example/x/'],
		['https://a.example/x', 'https://a.example/X'],
		['https://a.example', 'http://a.example'],
		['https://a.example/?c=a%20b', 'https://a.example/?c=ab'],
		["Bob's app", 'Bob&#34;s app'],
		['13', ',14,'],
		['13', ',13,14,'],
		[['13'], ',,'],
		['Ready, steady', 'Ready'],
		[[{ country: 'gb', bid: 1 }], [{ country: 'gb', bid: 2, name: 'United Kingdom' }]],
		[[{ country: 'gb' }], [{ country: 'gb', x: 1 }, { country: 'fr' }]],
		[[{ id: 1 }, { id: 2 }], [{ id: 1, x: 1 }, { id: 3, x: 1 }]],
		[[{ id: 1 }], [{ name: 'a' }]],
		[[5], [{ id: 7, parentId: 5 }]],
		['9007199254740993', '9007199254740992'],
		[123_456_789_012, 123_456_789_013],
	])('not %j and %j', (wanted, present) => {
		expect(meansSame(wanted, present)).toBe(false);
	});
});

it('reads switches, and takes nothing else for one', () => {
	const yes = [true, 1, '1', 'true', ' Active', 'ENABLED', 'on'];
	const no = [false, 0, '0', 'FALSE', 'paused', 'inactive', 'Disabled'];
	expect(yes.map(flagOf)).toEqual(yes.map(() => true));
	expect(no.map(flagOf)).toEqual(no.map(() => false));
	const unknown = [null, undefined, '', 2, 'pending', [], {}, [true]];
	expect(unknown.map(flagOf)).toEqual(unknown.map(() => undefined));
});

it('names the differences in the words of the form, and nothing that was left out', () => {
	const sent: IDataObject = { name: 'New', status: true, country: 'gb', other: 1, budget: 5 };
	const labels = { name: 'Name', status: 'Status', country: 'Country' };
	const answered = { name: 'Old', status: 'active', country: 'GB', budget: '5.00' };
	expect(contradictions(sent, answered, labels, ['country'])).toEqual([
		{ label: 'Name', wanted: 'New', present: 'Old' },
	]);
	expect(contradictions(sent, answered, labels).map(({ label }) => label)).toEqual([
		'Name',
		'Country',
	]);
	for (const nothing of [undefined, null, '', [], 'OK', {}]) {
		expect(contradictions(sent, nothing, labels)).toEqual([]);
	}
});

it.each<[unknown, unknown, string]>([
	[1.5, null, "'Bid' holds no value, not '1.5'"],
	[['gb'], [], `'Bid' holds no value, not '["gb"]'`],
	[null, 1.5, "'Bid' is '1.5', not empty"],
	[[], ['phone'], `'Bid' is '["phone"]', not empty`],
	[0, 1, "'Bid' is '1', not '0'"],
])('says in plain words that %j came back as %j', (wanted, present, words) => {
	expect(differenceWords([{ label: 'Bid', wanted, present }])).toBe(words);
});

it('compares long lists that come back with more fields in another order', () => {
	const sent = Array.from({ length: 1_000 }, (_, id) => ({ id }));
	const answered = sent.map(({ id }) => ({ id, name: `n${id}` })).reverse();
	const begun = Date.now();
	expect(meansSame(sent, answered)).toBe(true);
	expect(meansSame(sent, [...answered.slice(1), { id: -1, name: 'x' }])).toBe(false);
	expect(Date.now() - begun).toBeLessThan(5_000);
});

it('finds the row that answers each row', () => {
	const sent = Array.from({ length: 20 }, (_, index) => ({ app_id: `a${index}`, status: false }));
	const answered = sent.map((row, index) => ({ ...row, status: index % 2 === 1 })).reverse();
	const found = rowContradictions(
		[...sent, { app_id: 'not repeated', status: false }],
		answered,
		({ app_id }) => String(app_id),
		(index) => ({ status: `Sources ${index + 1}: Status` }),
	);
	expect(found).toHaveLength(10);
	expect(differenceWords(found)).toBe(
		`${[2, 4, 6, 8, 10].map((row) => `'Sources ${row}: Status' is 'true', not 'false'`).join('; ')}; and 5 more`,
	);
});
