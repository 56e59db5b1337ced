import { inLabel, withoutUnit, withUnit } from '../../../nodes/common/ground/units';

it.each([
	['Daily Budget', 'USD', 'Daily Budget (USD)'],
	['Daily Budget (USD)', 'USD', 'Daily Budget (USD)'],
	['Bid', 'USD or Percent', 'Bid (USD or Percent)'],
	['Name', undefined, 'Name'],
])('%s in %s is labelled %s', (label, unit, shown) => {
	expect(withUnit(label, unit)).toBe(shown);
});

it.each([
	['Daily Budget (USD)', 'Daily Budget'],
	['Amount (Account Currency or Impressions)', 'Amount'],
	['Owner (OW ID)', 'Owner (OW ID)'],
	['Source Bids (JSON)', 'Source Bids (JSON)'],
	['Input Data Field Name(s)', 'Input Data Field Name(s)'],
])('%s is %s in messages', (shown, label) => {
	expect(withoutUnit(shown)).toBe(label);
});

it('names each unit of several amounts once', () => {
	expect(inLabel(["account's currency", 'impressions', "account's currency"])).toBe(
		'Account Currency or Impressions',
	);
});
