import type { IDataObject } from 'n8n-workflow';

import { appLovinCampaignStage, BASE } from '../../../support/appLovinCampaignStage';
import { ID } from '../../../support/appLovinForms';
import type { NodeRunOptions } from '../../../support/harness';
import { apiRequests, appLovinCredential } from '../../../support/harness';

/** Target: Update, where each item is a country. */
const { makeSample, run, sandbox } = appLovinCampaignStage();

const CONTINUE: NodeRunOptions = { node: { onError: 'continueRegularOutput' } };
const CODES = ['gb', 'fr', 'de', 'it', 'es'];

beforeEach(async () => {
	await makeSample({ platform: 'ios', package_name: '389801252', bundle_id: 'com.example.app' });
	const targets = sandbox.applovin.targets.get(ID);
	if (targets !== undefined) {
		targets.countries = new Map(CODES.map((code) => [code, { bid: 2, budget: 100 }]));
	}
});

const present = (code: string) => sandbox.applovin.targets.get(ID)?.countries.get(code);
const writes = () => apiRequests(sandbox).filter(({ method }) => method === 'POST');
const bodies = () => writes().map(({ json }) => json as IDataObject);

const BUDGET = { bid_type: '', changeBy: 'set', budget: '={{ $json.budget }}' };
const update = async (rows: IDataObject[], more: IDataObject = BUDGET, options: NodeRunOptions = {}) =>
	await run(
		'target',
		'update',
		{ campaign_id: ID, rowsFrom: 'item', country: '={{ $json.country }}', ...more },
		{ items: rows.map((json) => ({ json })), ...options },
	);
const each = (budget: number) => CODES.map((country) => ({ country, budget }));

it('sends the countries of items for a campaign in one request, after one look', async () => {
	const { error, items } = await update(each(60));
	expect(error).toBeUndefined();
	expect(apiRequests(sandbox).map(({ method, path }) => [method, path])).toEqual(
		['GET', 'POST'].map((method) => [method, `${BASE}/campaign_targets/${ID}`]),
	);
	expect(bodies()).toEqual([{ countries: each(60) }]);
	const changes = [{ country: 'de', field: 'Daily Budget', old: 100, new: 60, unit: 'USD per day' }];
	expect(items[2]).toMatchObject({
		json: { campaign_id: ID, country: 'de', budget: 60, updated: true, changes },
		pairedItem: { item: 2 },
	});
	expect(present('es')).toMatchObject({ budget: 60 });
});

it('raises amounts of several countries from one look', async () => {
	const raise = { ...BUDGET, changeBy: 'add', atMostBudget: '110' };
	const { error, items } = await update(each(20), raise);
	expect(error).toBeUndefined();
	expect(bodies()).toEqual([{ countries: each(110) }]);
	expect(items[4].json).toMatchObject({ country: 'es', changes: [{ old: 100, new: 110 }] });
	const again = await update(each(20), raise);
	expect(again.items[4].json).toMatchObject({ country: 'es', updated: false, unchanged: true });
	expect(writes()).toHaveLength(1);
	const twice = await update([...each(20), { country: 'gb', budget: 5 }], raise, CONTINUE);
	expect(twice.items[5].json.error).toContain('is changed by item 0 already');
});

it('counts rows that wait for the limit of all daily budgets together', async () => {
	const credential = appLovinCredential(sandbox, { highestDailyBudget: '530' });
	const rows = [
		{ country: 'gb', budget: 110 },
		{ country: 'fr', budget: 120 },
		{ country: 'de', budget: 101 },
		{ country: 'it', budget: 70 },
		{ country: 'es', budget: 130 },
	];
	const done = await update(rows, BUDGET, { credential, ...CONTINUE });
	expect(done.items.map(({ json }) => json.error !== undefined)).toEqual([
		...[false, false, true],
		...[false, false],
	]);
	expect(done.items[2].json.error).toContain('531');
	expect(bodies()).toEqual([{ countries: rows.filter(({ country }) => country !== 'de') }]);
});

it('checks the rest of a request that was refused anew: a raise must not rest on what was not done', async () => {
	const credential = appLovinCredential(sandbox, { highestDailyBudget: '500' });
	sandbox.addFault({ path: /\/campaign_targets\//, method: 'POST', kind: 'successFalse' });
	sandbox.addFault({ path: /\/campaign_targets\//, method: 'POST', kind: 'successFalse' });
	const rows = [
		{ country: 'gb', budget: 50 },
		{ country: 'fr', budget: 150 },
	];
	const done = await update(rows, BUDGET, { credential, ...CONTINUE });
	expect(done.items.every(({ json }) => json.error !== undefined)).toBe(true);
	expect(done.items[1].json.error).toContain('550');
	expect(writes()).toHaveLength(2);
	expect(present('fr')).toMatchObject({ budget: 100 });
});

it('counts nothing of a row whose form is wrong', async () => {
	const credential = appLovinCredential(sandbox, { highestDailyBudget: '500' });
	const rows = [
		{ country: 'it', budget: 100, wait: 10 },
		{ country: 'gb', budget: 50, wait: null },
		{ country: 'fr', budget: 150, wait: 10 },
	];
	const waits = { ...BUDGET, options: { rateLimitWaitMinutes: '={{ $json.wait }}' } };
	const done = await update(rows, waits, { credential, ...CONTINUE });
	expect(done.items[2].json.error).toContain('550');
	expect(bodies()).toEqual([{ countries: [{ country: 'it', budget: 100 }] }]);
});

it('sends the same rest once, and keeps another one apart', async () => {
	const rows = each(60).map((row, at) => ({ ...row, version: at < 3 ? 9 : 10 }));
	const rest = { ...BUDGET, updateFields: { os_major_version_min: '={{ $json.version }}' } };
	const { error, items } = await update(rows, rest);
	expect(error).toBeUndefined();
	expect(bodies()).toEqual([
		{ countries: each(60).slice(0, 3), os_major_version_min: 9 },
		{ countries: each(60).slice(3), os_major_version_min: 10 },
	]);
	expect(items[0].json).toMatchObject({ country: 'gb', os_major_version_min: 9 });
	expect(sandbox.applovin.targets.get(ID)?.os_major_version_min).toBe(10);
});

it('reads what an earlier item has set before it adds to it', async () => {
	const how = { ...BUDGET, changeBy: '={{ $json.how }}', atMostBudget: '500' };
	const rows = [
		{ country: 'gb', budget: 40, how: 'set' },
		{ country: 'gb', budget: 5, how: 'add' },
	];
	const { items } = await update(rows, how);
	expect(items[1].json).toMatchObject({ budget: 45, changes: [{ old: 40, new: 45 }] });
	expect(present('gb')).toMatchObject({ budget: 45 });
	// What was to be set and was refused is no start.
	sandbox.addFault({ path: /\/campaign_targets\//, method: 'POST', kind: 'forbidden' });
	const refused = await update(rows, how, CONTINUE);
	expect(refused.items[0].json.error).toBeDefined();
	expect(refused.items[1].json).toMatchObject({ budget: 50, changes: [{ old: 45, new: 50 }] });
});

it('adds devices to those that earlier items have led to, one request per item', async () => {
	const targets = sandbox.applovin.targets.get(ID);
	if (targets !== undefined) targets.device_types = ['phone'];
	sandbox.addFault({ path: /\/campaign_targets\//, method: 'POST', kind: 'forbidden' });
	const add = { ...BUDGET, devices: 'add', device_types: ['tablet'] };
	const { items } = await update(each(60).slice(0, 3), add, CONTINUE);
	expect(items.map(({ json }) => json.error !== undefined)).toEqual([true, false, false]);
	expect(bodies().map(({ device_types }) => device_types)).toEqual([
		['phone', 'tablet'],
		['phone', 'tablet'],
		undefined,
	]);
});

it('disables and enables countries', async () => {
	const serve = { disabled: '={{ $json.serve }}' };
	const rows = [
		{ country: 'gb', serve: 'disable' },
		{ country: 'fr', serve: 'disable' },
	];
	const { error, items } = await update(rows, serve);
	expect(error).toBeUndefined();
	expect(bodies()).toEqual([{ countries: rows.map(({ country }) => ({ country, disabled: true })) }]);
	expect(items[1].json).toEqual({ campaign_id: ID, country: 'fr', disabled: true, updated: true });
	expect(present('gb')).toBeUndefined();
});

it('names fields without the number of a row, all that is wrong at once', async () => {
	const { error } = await update([{ country: 'xx', budget: 0 }]);
	expect(error?.message).toContain("'Country'");
	expect(error?.message).toContain("'Daily Budget'");
	expect(error?.message).not.toContain('Countries 1');
	const notServed = await update([{ country: 'us', budget: 5 }]);
	expect(notServed.error?.message).toBe("'Daily Budget' is set for us, where the campaign is not served");
	expect(writes()).toEqual([]);
});

it('shows one request for all items', async () => {
	const { items } = await update(each(60), { ...BUDGET, options: { preview: true } });
	expect(items).toHaveLength(1);
	expect(items[0].json.body).toEqual({ countries: each(60) });
	expect(items[0].pairedItem).toHaveLength(5);
	expect(writes()).toEqual([]);
});
