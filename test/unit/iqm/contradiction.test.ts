import { contradictions, isSameValue } from '../../../nodes/Iqm/shared/contradiction';

const AREAS = [
	{ latitude: 40.71, longitude: -74.01, radius: 5, unit: 'km' },
	{ latitude: 51.5, longitude: -0.12, radius: 3, unit: 'km' },
];

describe('values that mean the same', () => {
	it.each([
		['0.50', 0.5, 'bid'],
		[29, '29', 'ioTimeZoneId'],
		['007', 7, 'id'],
		['9007199254740993', '9007199254740993', 'id'],
		[1690898148000, 1690898148, 'ioEndTime'],
		[1690898148123, 1690898148000, 'ioEndTime'],
		[1690898148, '2023-08-01T13:55:48Z', 'endDate'],
		[' Spring ', 'Spring', 'ioName'],
		['Fru\u0308hling', 'Frühling', 'ioName'],
		['Tom & Jerry', 'Tom &amp; Jerry', 'ioName'],
		[true, 'true', 'isAutoSumIoTotalBudget'],
		[false, 0, 'isAutoSumIoTotalBudget'],
		['paused', 'PAUSED', 'status'],
		[[1, 2], ['2', '1'], 'ids'],
		['1,2', '2,1', 'creativeIds'],
		['1,2', [2, 1], 'creativeIds'],
		[{ a: 1 }, { a: '1', b: 2 }, 'meta'],
		['', null, 'exchanges'],
		[null, 0, 'ioEndTime'],
		[{ 0: [['00:00:00', '12:00:00']] }, '{"0": [["00:00:00", "12:00:00"]]}', 'scheduling'],
		['[1,2]', [2, 1], 'ids'],
		['13', ',13,', 'deviceType'],
		[13, ',13,', 'deviceType'],
		[[13], ',13,', 'deviceType'],
		['11,13', ',13,11,', 'deviceType'],
		[[7, 12], ',007,12,', 'creativeIds'],
		['', ',', 'creativeIds'],
		['IAB1,IAB2', ',IAB1,IAB2,', 'publisherAdCategory'],
		['https://a.example/x?q=a%20b', 'https://a.example/x?q=a+b', 'clickUrl'],
		['https://a.example/x?q=a&r=b', 'https://a.example/x?q=a&amp;r=b', 'clickUrl'],
		['https://a.example', 'https://a.example/', 'clickUrl'],
		['https://a.example?q=1', 'https://a.example/?q=1', 'clickUrl'],
		['https://a.example/{CACHEBUSTER}', 'https://a.example/%7BCACHEBUSTER%7D', 'pixelUrl'],
		['Müller’s “Café” – 5 €', 'M&uuml;ller&rsquo;s &ldquo;Caf&#233;&rdquo; &ndash; 5 &euro;', 'ioName'],
		["Tom's", 'Tom&#x27;s', 'ioName'],
		[AREAS, AREAS.map((area, id) => ({ id, ...area, status: 1 })).reverse(), 'areas'],
		[JSON.stringify(AREAS), AREAS.map((area, id) => ({ id, ...area })), 'areas'],
		[AREAS, JSON.stringify(AREAS.map((area) => ({ ...area, label: null }))), 'areas'],
	])('%j and %j as %s', (wanted, present, name) => {
		expect(isSameValue(wanted, present, name)).toBe(true);
	});
});

describe('values that do not', () => {
	it.each([
		[1000, 0, 'ioTotalBudget'],
		[1000, null, 'ioTotalBudget'],
		[1000, '', 'ioTotalBudget'],
		[1000.01, 1000, 'ioTotalBudget'],
		['9007199254740993', '9007199254740992', 'id'],
		[1690898148000, 1690898149, 'ioEndTime'],
		[1690898148000, 0, 'ioEndTime'],
		['Spring', 'spring', 'ioName'],
		['Spring', '', 'ioName'],
		[false, true, 'isAutoSumIoTotalBudget'],
		[false, 'true', 'isAutoSumIoTotalBudget'],
		[false, 'maybe', 'isAutoSumIoTotalBudget'],
		['paused', 'running', 'status'],
		['paused', true, 'status'],
		[[1, 2], [1], 'ids'],
		[[1], [1, 2], 'ids'],
		[{ a: 1 }, { a: 2 }, 'meta'],
		[{ a: 1 }, 'a', 'meta'],
		[{ a: 1 }, '{"a": 2}', 'meta'],
		[0, null, 'ioTotalBudget'],
		['13', ',14,', 'deviceType'],
		['11,13', ',13,', 'deviceType'],
		['13', ',', 'deviceType'],
		['IAB1,IAB2', ',IAB1,', 'publisherAdCategory'],
		['https://a.example/x', 'https://a.example/y', 'clickUrl'],
		['https://a.example/x', 'https://a.example/', 'clickUrl'],
		['https://a.example/x?q=a', 'https://a.example/x?q=b', 'clickUrl'],
		['Müller', 'M&ouml;ller', 'ioName'],
		[AREAS, AREAS.slice(1), 'areas'],
		[AREAS, AREAS.map((area) => ({ ...area, radius: 500 })), 'areas'],
		[AREAS, [...AREAS, { ...AREAS[0], latitude: 12 }], 'areas'],
	])('%j and %j as %s', (wanted, present, name) => {
		expect(isSameValue(wanted, present, name)).toBe(false);
	});
});

describe('an answer', () => {
	const sent = { ioName: 'Spring', ioTotalBudget: 1000, ioTimeZoneId: undefined };

	it.each([undefined, null, 'IO Name 1 saved successfully.', [], {}, { other: 1 }])(
		'that repeats nothing contradicts nothing: %j',
		(answered) => {
			expect(contradictions(sent, answered, {})).toEqual([]);
		},
	);

	it('is told by the labels of the form', () => {
		const answered = { ioName: 'Summer', ioTotalBudget: null, ioTimeZoneId: 29 };
		expect(contradictions(sent, answered, { ioTotalBudget: 'Total Budget' })).toEqual([
			{ label: 'ioName', wanted: 'Spring', present: 'Summer' },
			{ label: 'Total Budget', wanted: 1000, present: null },
		]);
	});
});
