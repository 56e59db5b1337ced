import type { IDataObject } from 'n8n-workflow';

import type { RecordedRequest } from '../../../../sandbox';
import { brief, creativeSetStage, outputOf } from '../../../support/creativeSetStage';
import { hintsOf } from '../../../support/harness';

/** Countries and languages of a creative set: added to, taken out of, replaced. */
const { ids, made, prepare, run, sandbox, sent } = creativeSetStage();
let set = '';

/** A set with these lists, which most tests begin with. */
async function given(lists: { countries?: string[]; languages?: string[] }): Promise<void> {
	await prepare(async (client) => {
		set = await client.makeCreativeSet(made.campaign, { name: 'Set B', ...lists });
	});
}
const update = async (updateFields: IDataObject, changes: IDataObject = {}) =>
	await run('creativeSet', 'update', { ...ids(), creative_set_id: set, updateFields, ...changes });
const posted = () =>
	sent()
		.filter(({ method }) => method === 'POST')
		.map(({ json }: RecordedRequest) => json);

beforeEach(async () => await given({ countries: ['gb', 'de'], languages: ['en'] }));

describe('lists of a creative set', () => {
	it.each<[string, IDataObject, IDataObject, IDataObject]>([
		[
			'adds a country to those there are',
			{ countriesToAdd: ['fr'] },
			{ countries: ['gb', 'de', 'fr'] },
			{ what: 'Countries', old: ['gb', 'de'], new: ['gb', 'de', 'fr'] },
		],
		[
			'takes one out and leaves the rest',
			{ countriesToRemove: 'GB' },
			{ countries: ['de'] },
			{ what: 'Countries', old: ['gb', 'de'], new: ['de'] },
		],
		[
			'exchanges one for another',
			{ countriesToAdd: 'fr, de', countriesToRemove: ['gb'] },
			{ countries: ['de', 'fr'] },
			{ what: 'Countries', old: ['gb', 'de'], new: ['de', 'fr'] },
		],
		[
			'adds a language beside another change',
			{ languagesToAdd: ['zh_hans'], name: 'Renamed' },
			{ languages: ['en', 'zh_hans'], name: 'Renamed' },
			{ what: 'Languages', old: ['en'], new: ['en', 'zh_hans'] },
		],
	])('%s', async (_, fields, body, change) => {
		const { items, error } = await update(fields);
		expect(error).toBeUndefined();
		expect(sent().map(({ method }) => method)).toEqual(['GET', 'POST']);
		expect(posted()).toEqual([body]);
		expect(outputOf(items)).toEqual([
			expect.objectContaining({ creative_set_id: set, ...body, changes: [change] }),
		]);
		expect(sandbox.applovin.creativeSets.get(set)).toMatchObject(body);
	});

	it('replaces a list without a look', async () => {
		const { items, error } = await update({ countries: ['us'] }, { campaign_id: '' });
		expect(error).toBeUndefined();
		expect(sent().map(brief)).toEqual([
			{ method: 'POST', path: `/creative_set/${set}`, json: { countries: ['us'] } },
		]);
		expect(items[0].json.changes).toBeUndefined();
	});

	it('sends nothing where all is as wanted, and says so', async () => {
		const result = await update({ countriesToAdd: ['gb'], languagesToRemove: ['fr'] });
		expect(result.error).toBeUndefined();
		expect(posted()).toEqual([]);
		expect(outputOf(result.items)).toEqual([
			{
				creative_set_id: set,
				updated: false,
				changes: [
					{ what: 'Countries', old: ['gb', 'de'], new: ['gb', 'de'] },
					{ what: 'Languages', old: ['en'], new: ['en'] },
				],
			},
		]);
		expect(hintsOf(result)).toEqual([
			`Countries and Languages of the creative set ${set} already match; nothing was sent.`,
		]);
	});

	it('reads the set again for each item, so that both of two additions hold', async () => {
		const items = ['fr', 'it'].map((country) => ({ json: { country } }));
		const fields = { countriesToAdd: '={{ $json.country }}' };
		await run('creativeSet', 'update', { ...ids(), creative_set_id: set, updateFields: fields }, items);
		expect(posted()).toEqual([
			{ countries: ['gb', 'de', 'fr'] },
			{ countries: ['gb', 'de', 'fr', 'it'] },
		]);
	});

	it('previews what was and what will be', async () => {
		const preview = { options: { preview: true } };
		const { items } = await update({ countriesToAdd: ['fr'] }, preview);
		expect(items[0].json).toMatchObject({
			preview: true,
			summary: { Countries: 'gb, de → gb, de, fr' },
			body: { countries: ['gb', 'de', 'fr'] },
		});
		const { items: same } = await update({ countriesToAdd: ['gb'] }, preview);
		expect(same[0].json).toMatchObject({ preview: true, summary: { Countries: 'gb, de → gb, de' } });
		expect(same[0].json.body).toBeUndefined();
		expect(posted()).toEqual([]);
	});

	it.each<[string, IDataObject, RegExp]>([
		['no entry', { countriesToAdd: [] }, /'Countries: Add' is empty/],
		['an unknown one', { languagesToRemove: ['xx'] }, /'Languages: Remove' holds 'xx'/],
		[
			'one that is added and taken out',
			{ countriesToAdd: ['fr'], countriesToRemove: ['fr'] },
			/'Countries: Add' and 'Countries: Remove' both hold fr/,
		],
		[
			'a list that is replaced too',
			{ countriesToAdd: ['fr'], countries: ['us'] },
			/'Countries: Add' does not go with another value for 'Countries'/,
		],
		[
			'a restriction that is lifted too',
			{ countriesToRemove: ['gb'], allCountries: true },
			/'Countries: Remove' does not go with/,
		],
		[
			'a list of Additional JSON too',
			{ languagesToAdd: ['fr'], additionalJson: { languages: ['en'] } },
			/'Languages: Add' does not go with/,
		],
	])('refuses %s before anything is sent', async (_, fields, message) => {
		const { error } = await update(fields);
		expect(error?.message).toMatch(message);
		expect(sent()).toEqual([]);
	});

	it('needs the campaign to read the list', async () => {
		const { error } = await update({ countriesToAdd: ['fr'] }, { campaign_id: '' });
		expect(error?.message).toContain("'Campaign' is empty");
		expect(sent()).toEqual([]);
	});

	it('never lets the last one go, since none includes everything', async () => {
		const { error } = await update({ countriesToRemove: ['gb', 'de'] });
		expect(error?.message).toBe("'Countries: Remove' would leave no country of gb, de");
		expect(error?.description).toContain("none for all of the campaign's countries");
		expect(posted()).toEqual([]);
	});

	it('never restricts a set that is open to all countries by adding one', async () => {
		await given({});
		for (const fields of [{ countriesToAdd: ['fr'] }, { countriesToRemove: ['fr'] }]) {
			const { error } = await update(fields);
			expect(error?.message).toContain('the creative set has no country of its own');
			expect(error?.description).toContain("Use 'Countries: Replace' to restrict it.");
		}
		expect(posted()).toEqual([]);
	});
});
