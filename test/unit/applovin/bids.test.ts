import { knownBidType, readGivenBid } from '../../../nodes/AppLovin/AppLovinCampaign/bidUnits';
import { withRows } from '../../../nodes/AppLovin/AppLovinCampaign/presentTargets';
import { readCountries } from '../../../nodes/AppLovin/AppLovinCampaign/targetCountries';

describe('bids of AppLovin', () => {
	it.each([
		['CPI', 'CPI'],
		[' roas_iap ', 'ROAS_IAP'],
		['cpp', 'CPP_GOAL'],
		['CPM', undefined],
		['toString', undefined],
		['', undefined],
		[null, undefined],
		[1, undefined],
		[['CPI'], undefined],
	])('are of the type %j: %j', (value, type) => {
		expect(knownBidType(value)).toBe(type);
	});

	it.each([
		['50%', 50, true],
		[' 1.5 % ', 1.5, true],
		['.5%', 0.5, true],
		['50', 50, false],
		[0.1 + 0.2, 0.3, false],
	])('are read from %j', (value, amount, saysPercent) => {
		expect(readGivenBid(value, 'Bid', '')).toEqual({ amount, saysPercent, label: 'Bid' });
	});

	it.each(['%', '1%%', '%1', '1,5%', '1e1%', '0%', '-1%', '0.00001%'])(
		'are none in %j',
		(value) => {
			expect(() => readGivenBid(value, 'Bid', '')).toThrow("'Bid' must");
		},
	);

	it('are sent as numbers, whatever sign they had', () => {
		expect(readCountries([{ country: 'gb', bid: '1.5%' }], { bidType: 'RET', how: 'set' })).toEqual([
			{ country: 'gb', bid: 1.5 },
		]);
	});
});

it('puts the rows of a request in place, and leaves the rest', () => {
	const before = new Map([
		['DEFAULT', { bid: 2 }],
		['gb', { budget: 1, click_url: 'a' }],
		['us', { budget: 2 }],
	]);
	const rows = [
		{ country: 'gb', budget: 3 },
		{ country: 'us', disabled: true },
		{ country: 'de', disabled: false },
	];
	expect([...withRows(before, rows)]).toEqual([
		['DEFAULT', { bid: 2 }],
		['gb', { budget: 3, click_url: 'a' }],
		['de', {}],
	]);
	expect(before.size).toBe(3);
});
