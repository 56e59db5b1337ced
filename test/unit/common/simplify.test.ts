import type { IDataObject } from 'n8n-workflow';

import { each, firstOf, own, time, word } from '../../../nodes/common/run/simple';
import { readably } from '../../../nodes/common/run/simplify';

const STATUSES = [{ name: 'Paused', value: 'paused' }];
const READABLE = {
	...own('id', 'name'),
	status: word('status', STATUSES),
	start: time('start'),
	kind: firstOf('kindId'),
	parts: each('parts', { status: word('status', STATUSES) }),
};

describe("a write's result", () => {
	it.each<[string, IDataObject, IDataObject]>([
		[
			'has its values in their order, and what else there is behind them',
			{ message: 'saved', start: 1893456000, status: 'PAUSED', name: 'Spring', id: 7 },
			{ id: 7, name: 'Spring', status: 'Paused', start: '2030-01-01T00:00:00Z', message: 'saved' },
		],
		['says null only for what was said to be none', { id: 7, name: null, start: 0 }, { id: 7, name: null, start: null }],
		['keeps what a value was made of', { kindId: 3 }, { kind: 3, kindId: 3 }],
		['keeps a status that the form does not know', { status: 'locked' }, { status: 'locked' }],
		[
			'has the same words in its lists',
			{ parts: [{ status: 'paused', size: 1 }, { size: 2 }, 'x'] },
			{ parts: [{ status: 'Paused', size: 1 }, { size: 2 }, 'x'] },
		],
	])('%s', (_, result, shown) => {
		const seen = readably(READABLE, result);
		expect(seen).toEqual(shown);
		expect(Object.keys(seen)).toEqual(Object.keys(shown));
	});
});
