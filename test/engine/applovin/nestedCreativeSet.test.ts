import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { ID, REMOVE, SET, title } from '../../support/appLovinForms';
import type { NestedWrite } from '../../support/appLovinNested';
import { sendTo, testNested } from '../../support/appLovinNested';
import { appLovinServer } from '../../support/appLovinServer';
import { hintsOf } from '../../support/harness';

const server = appLovinServer();

const NEW_SET = { resource: 'creativeSet', operation: 'create', ifItExists: 'create', campaign_id: ID, name: 'New' };
const OLD_SET = {
	resource: 'creativeSet',
	operation: 'update',
	creative_set_id: SET,
	updateFields: { name: 'New' },
};
const AD = {
	resource: 'ad',
	operation: 'update',
	ad_id: '7',
	updateFields: { name: 'New', status: 'active' },
};
const SIZES = {
	resource: 'creativeSet',
	operation: 'updateSizes',
	creative_set_id: SET,
	enabledSizes: ['INTER'],
	disabledSizes: ['BANNER'],
};
const TEXT = {
	resource: 'asset',
	operation: 'add',
	ifItExists: 'create',
	creative_set_id: SET,
	type: 'TXT_TITLE',
	asset: 'Best app',
};

const WRITES: NestedWrite[] = [
	{
		name: 'Creative Set: Create',
		node: AppLovinCreativeSet,
		parameters: NEW_SET,
		bad: [
			['a new set under data', { data: { id: SET, name: 'Old' } }, "'Name' is 'Old', not 'New'"],
		],
		good: [
			[
				'a new set under its name',
				{ creative_set: { id: SET, name: 'New' } },
				{ creative_set_id: SET },
			],
		],
	},
	{
		name: 'Creative Set: Update',
		node: AppLovinCreativeSet,
		parameters: OLD_SET,
		bad: [
			[
				'a set under its name',
				{ creative_set: { id: SET, name: 'Old' } },
				"'Name' is 'Old', not 'New'",
			],
			['a set in a list', { creative_sets: [{ name: 'Old' }] }, "'Name' is 'Old', not 'New'"],
			['another set', { data: { id: 'other' } }, 'for the creative set other'],
		],
		good: [
			[
				'a set with ads of other names',
				{ data: { id: SET, name: 'New', ads: [{ name: 'Ad', status: false }] } },
				{ creative_set_id: SET },
			],
		],
	},
	{
		name: 'Ad: Update',
		node: AppLovinCreativeSet,
		parameters: AD,
		bad: [
			['an ad under data', { data: { id: 7, status: false } }, 'the ad is still paused'],
			['an ad under its name', { ad: { name: 'Old' } }, "'Name' is 'Old', not 'New'"],
			['an ad in a list', { ads: [{ id: 7, name: 'Old' }] }, "'Name' is 'Old', not 'New'"],
		],
		good: [
			[
				'an envelope with the ID of the request',
				{ id: 'r-1', data: { name: 'New', status: true } },
				{ ad_id: '7', name: 'New' },
			],
			[
				'an ad with its set',
				{ ad: { id: 7, name: 'New', creative_set: { name: 'Set' } } },
				{ ad_id: '7' },
			],
		],
	},
	{
		name: 'Creative Set: Update Sizes',
		node: AppLovinCreativeSet,
		parameters: SIZES,
		bad: [
			[
				'sizes in small letters',
				{ sizes: { banner: 'enabled' } },
				"'Size BANNER' is 'enabled', not 'false'",
			],
			[
				'sizes under data',
				{ data: { sizes: { INTER: false } } },
				"'Size INTER' is 'false', not 'true'",
			],
			[
				'sizes in rows',
				{ sizes: [{ size: 'BANNER', enabled: true }] },
				"'Size BANNER' is 'true', not 'false'",
			],
			[
				'sizes in bare rows',
				[{ name: 'inter', status: 'disabled' }],
				"'Size INTER' is 'disabled', not 'true'",
			],
			[
				'sizes that are off in rows',
				[{ size: 'INTER', disabled: true }],
				"'Size INTER' is 'false', not 'true'",
			],
			['sizes as objects', { BANNER: { enabled: 1 } }, "'Size BANNER' is '1', not 'false'"],
			['a list of one size in rows', { sizes: [{ BANNER: true }] }, "'Size BANNER' is 'true'"],
			[
				'a list of enabled sizes',
				{ enabled_sizes: ['INTER', 'BANNER'] },
				"'Size BANNER' is 'true', not 'false'",
			],
			[
				'a list of disabled sizes',
				{ disabled: 'INTER,BANNER' },
				"'Size INTER' is 'false', not 'true'",
			],
			[
				'a list without an enabled size',
				{ sizes: ['CTV'] },
				"'Size INTER' is 'left out', not 'true'",
			],
			['sizes of another set', { data: { id: 'other' } }, 'for the creative set other'],
			['sizes that failed', { status: false, message: 'locked' }, '"locked"'],
		],
		good: [
			[
				'sizes in small letters',
				{ sizes: { banner: 'disabled', inter: 'ENABLED' } },
				{ updated: true },
			],
			[
				'sizes in rows',
				{ sizes: [{ name: 'BANNER', status: 'paused' }, { name: 'INTER', active: 1 }] },
				{ updated: true },
			],
			['lists of sizes', { enabled: ['inter', 'CTV'], disabled: ['BANNER'] }, { updated: true }],
			['the sizes that are on', { sizes: ['INTER'] }, { updated: true }],
			['an empty list of sizes', { id: SET, sizes: [] }, { updated: true }],
			[
				'a set that is called like a size',
				{ id: SET, name: 'Banner', status: true, sizes: { BANNER: false } },
				{ updated: true },
			],
			[
				'a list of sets called so',
				[{ id: SET, name: 'Banner', status: true, sizes: { BANNER: false } }],
				{ updated: true },
			],
		],
	},
	{
		name: 'Asset: Add',
		node: AppLovinCreativeSet,
		parameters: TEXT,
		bad: [
			['an asset under data', { data: { assets: [title('Old')] } }, "is 'Old', not 'Best app'"],
			[
				'an asset in its set',
				{ creative_set: { id: SET, assets: [title('Old')] } },
				"is 'Old', not 'Best app'",
			],
			['an asset that failed', [title('Best app', 'error')], 'could not process TXT_TITLE'],
			[
				'an asset that was turned down',
				[title('Best app', 'Rejected')],
				'could not process TXT_TITLE',
			],
		],
		good: [
			['assets under data', { data: [title('Best app')] }, { status: 'Ready' }],
			[
				'assets of which another failed',
				[title('Best app', 'processing'), { type: 'IMG_ICON', asset: 'x', status: 'error' }],
				{ status: 'Processing' },
			],
		],
	},
	{
		name: 'Asset: Remove',
		node: AppLovinCreativeSet,
		parameters: REMOVE,
		bad: [],
		good: [
			['no assets any more', { assets: null }, { deleted: true }],
			['assets one level down', { data: { assets: [] } }, { deleted: true }],
		],
	},
];

testNested(server, WRITES);

it('says that a list of sizes leaves open whether a disabled one is on', async () => {
	const result = await sendTo(server, AppLovinCreativeSet, SIZES, { sizes: ['INTER', 'BANNER'] });
	expect(result.error).toBeUndefined();
	expect(hintsOf(result)).toEqual([expect.stringContaining('AppLovin lists BANNER')]);
});

it('names all assets that were sent where one of them failed', async () => {
	const { error } = await sendTo(server, AppLovinCreativeSet, TEXT, [title('Best app', 'error')]);
	expect(error?.description).toContain('All assets were sent');
	expect(error?.context?.details).toEqual({ created: ['TXT_TITLE'] });
});
