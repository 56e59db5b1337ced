import { COUNTRIES, TRACKING_METHODS } from '../../../nodes/AppLovin/shared/choices';
import { answeredChange, answeredFor } from '../../../nodes/AppLovin/AppLovinCampaign/campaignId';
import { toChoice, withoutDefault } from '../../../nodes/common/form/choice';
import { toStatus } from '../../../nodes/AppLovin/AppLovinCampaign/choice';
import { checkOnce, toRows } from '../../../nodes/AppLovin/AppLovinCampaign/formRows';
import { readCountries } from '../../../nodes/AppLovin/AppLovinCampaign/targetCountries';
import { cpuTime } from '../../support/cpuTime';

const ID = '29d66efc22ae53a201e1532265b83f12';

describe('values of AppLovin Campaign', () => {
	it.each([
		[true, true],
		['true', true],
		['active', true],
		['Active', true],
		[false, false],
		['false', false],
		['paused', false],
	])('reads the status %j as %j', (value, status) => {
		expect(toStatus(value, 'Status')).toBe(status);
	});

	it.each([[''], [null], [undefined], [0], [1], ['on'], [{}]])('has no status %j', (value) => {
		expect(() => toStatus(value, 'Status')).toThrow("'Status'");
	});

	it('takes the values and names of a list in any case, and nothing else', () => {
		expect(toChoice('US', 'Country', COUNTRIES)).toBe('us');
		expect(toChoice(' Adjust ', 'Tracking', TRACKING_METHODS)).toBe('adjust');
		expect(toChoice('singular', 'Tracking', TRACKING_METHODS)).toBe('apsalar');
		const alike = withoutDefault([{ name: 'b', value: 'a' }, { name: 'a', value: 'b' }]);
		expect(['a', 'b'].map((one) => toChoice(one, 'Choice', alike))).toEqual(['a', 'b']);
		expect(() => toChoice('Please Choose', 'Choice', alike)).toThrow('must be one of');
		expect(() => toChoice('usa', 'Country', COUNTRIES)).toThrow("'Country' is unknown: 'usa'");
		expect(() => toChoice('x', 'Tracking', TRACKING_METHODS)).toThrow('must be one of');
	});

	it('takes one row for a list of one, and nothing for nothing', () => {
		expect(toRows('{"app_id": "a"}', 'Rows')).toEqual([{ app_id: 'a' }]);
		expect(toRows('', 'Rows')).toEqual([]);
		for (const value of ['5', '[1]', '"a"', 'null']) {
			expect(() => toRows(value, 'Rows')).toThrow('must be a list of JSON objects');
		}
	});

	it('leaves macros in tracking addresses as they are', () => {
		const click_url =
			'https://a.example/1?campaign={CAMPAIGN_NAME}%20({CAMPAIGN_ID})&gps_adid={IDFA}';
		expect(readCountries([{ country: 'default', click_url }], { bidType: '', how: '' })).toEqual([
			{ country: 'DEFAULT', click_url },
		]);
	});

	it('keeps bids in DEFAULT and budgets per country', () => {
		const rows = [
			{ country: 'DEFAULT', bid: 50 },
			{ country: 'gb', budget: '1000' },
			{ country: 'us', budget: 2_000.5 },
		];
		expect(readCountries(rows, { bidType: 'ROAS_IAP', how: 'set' })).toEqual([
			{ country: 'DEFAULT', bid: 50 },
			{ country: 'gb', budget: 1_000 },
			{ country: 'us', budget: 2_000.5 },
		]);
	});

	it('does not take an answer for another campaign', () => {
		expect(answeredFor({ bid_type: 'CPI' }, ID)).toEqual({ campaign_id: ID, bid_type: 'CPI' });
		for (const read of [
			(data: unknown) => answeredFor(data, ID),
			(data: unknown) => answeredChange(data, ID, { status: false }),
		]) {
			expect(() => read({ campaign_id: 'other' })).toThrow('for the campaign other');
			expect(() => read([])).toThrow('missing the campaign');
		}
	});

	it('takes an answer without content for done after a change, and for nothing after a read', () => {
		for (const data of [undefined, {}]) {
			expect(answeredChange(data, ID, { status: false })).toEqual({
				campaign_id: ID,
				updated: true,
				status: false,
			});
			expect(() => answeredFor(data, ID)).toThrow('missing the campaign');
		}
	});
});

describe('many rows', () => {
	it('are checked for duplicates in a time that grows only in step with their number', () => {
		const keys = Array.from({ length: 100_000 }, (_, index) => `the app ${index}`);
		const started = cpuTime();
		checkOnce(keys, 'Sources');
		for (const key of keys) toChoice('zw', key, COUNTRIES);
		expect(cpuTime() - started).toBeLessThan(1_000);
		expect(() => checkOnce([...keys, 'the app 7'], 'Sources')).toThrow('two rows for the app 7');
	});
});
