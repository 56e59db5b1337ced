import { listIn, rowsIn } from '../../../nodes/Iqm/transport/answerRows';

/** The rows of a list's answer. An answer without a list must not pass as one without rows. */

it.each<[string, unknown, unknown]>([
	['rows under the first key', { data: [{ id: 1 }] }, [{ id: 1 }]],
	['rows under the second key', { list: [{ id: 1 }] }, [{ id: 1 }]],
	['rows alone', [{ id: 1 }], [{ id: 1 }]],
	['no content, as with HTTP 204', undefined, []],
	['an account without rows', { totalRecords: 0 }, []],
	['a filter that nothing passes', { totalRecords: 5, filteredRecords: 0 }, []],
	['the same, counted in texts', { totalRecords: '5', filteredRecords: '0' }, []],
	['a filter without a total', { filteredRecords: 0 }, []],
])('%s', (_, data, rows) => {
	expect(listIn(data, ['data', 'list'])).toEqual(rows);
});

it.each<[string, unknown]>([
	['rows under another key', { others: [{ id: 1 }] }],
	['rows that were counted and are missing', { totalRecords: 5, filteredRecords: 5 }],
	['counts that are empty', { totalRecords: '', filteredRecords: null }],
	['a list of anything else', { data: ['a'] }],
	['a text', 'done'],
])('there is no list: %s', (_, data) => {
	expect(listIn(data, ['data', 'list'])).toBeUndefined();
	expect(() => rowsIn(data, ['data', 'list'])).toThrow("IQM's response to the request has no list");
	expect(() => rowsIn(data, ['data', 'list'], 'page 2')).toThrow(
		"IQM's response to page 2 has no list",
	);
});
