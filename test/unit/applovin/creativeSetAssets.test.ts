import { toAsset } from '../../../nodes/AppLovin/AppLovinCreativeSet/assetText';
import { changedSet, createdSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/creativeSets';
import { lowerCase, toChoices } from '../../../nodes/AppLovin/AppLovinCreativeSet/setFields';
import { missingAssets } from '../../../nodes/AppLovin/AppLovinCreativeSet/missingAssets';
import { COUNTRIES, LANGUAGES, TEMPLATES } from '../../../nodes/AppLovin/shared/choices';
import { rowsOf } from '../../../nodes/AppLovin/shared/answerRows';

describe('toAsset', () => {
	it.each([
		[0, '0.0'],
		['5', '5.0'],
		[' 3.5 ', '3.5'],
	])('makes a rating of %j', (value, rating) => {
		expect(toAsset(value, 'TXT_RATING')).toBe(rating);
	});

	it.each([-0.5, 5.5, 4.25, 'four'])('refuses the rating %j', (value) => {
		expect(() => toAsset(value, 'TXT_RATING')).toThrow(/'Asset' must be/);
	});

	it('leaves macros in addresses as they are', () => {
		const url = 'https://example.com/a.mp4?x={CAMPAIGN_ID}';
		expect(toAsset(url, 'VID_SHORT_L')).toBe(url);
	});
});

describe('toChoices', () => {
	it.each([[['GB', 'za']], ['gb, ZA'], ['gb\nza\ngb']])('reads %j', (value) => {
		expect(toChoices(value, 'Countries', COUNTRIES, lowerCase).sort()).toEqual(['gb', 'za']);
	});

	it('offers each language once', () => {
		expect(new Set(LANGUAGES.map(({ value }) => value)).size).toBe(LANGUAGES.length);
		expect(() => toChoices('xx', 'Languages', LANGUAGES, lowerCase)).toThrow(/holds 'xx'/);
	});
});

describe('missingAssets', () => {
	it('counts what is in processing as there, what failed as missing', () => {
		const assets = [
			{ type: 'IMG_INTER_P', status: 'processing' },
			{ type: 'IMG_INTER_L', status: 'error' },
		];
		expect(missingAssets(['Interstitial: Standard'], assets)).toEqual({
			missingAssets: [{ template: 'Interstitial: Standard', missing: ['IMG_INTER_L'] }],
		});
	});

	it('says nothing where no template was chosen', () => {
		expect(missingAssets([], [])).toEqual({});
		expect(TEMPLATES).toHaveLength(14);
	});
});

describe('answers', () => {
	it('reads bare and wrapped rows', () => {
		expect(rowsOf([{ id: 1 }], 'ads')).toEqual([{ id: 1 }]);
		expect(rowsOf({ ads: [{ id: 1 }] }, 'ads')).toEqual([{ id: 1 }]);
		for (const nothing of [undefined, null, {}, '', [], { ads: [] }]) {
			expect(rowsOf(nothing, 'ads')).toEqual([]);
		}
		for (const other of [{ rows: [] }, { ads: null }, 'OK', 5, { ads: {} }, { ads: 'none' }]) {
			expect(() => rowsOf(other, 'ads')).toThrow("AppLovin's response is missing a list of ads");
		}
	});

	it('wants the id of a creative set', () => {
		expect(createdSet({ id: 'a', name: 'x' }, { campaign_id: 'c' })).toEqual({
			campaign_id: 'c',
			creative_set_id: 'a',
			id: 'a',
			name: 'x',
		});
		expect(changedSet({ name: 'x' }, 'a', {}).creative_set_id).toBe('a');
		for (const data of [{ name: 'x' }, {}, [], undefined]) {
			expect(() => createdSet(data, { campaign_id: 'c' })).toThrow(/missing the creative set/);
		}
	});
});
