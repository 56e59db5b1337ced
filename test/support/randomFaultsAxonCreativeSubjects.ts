import type { Sandbox } from '../../sandbox';
import { fileItem } from './harness';
import type { Subject, Values } from './randomFaultsSubjects';
import { happened, isName, NAME } from './randomFaultsSubjects';

const of = (key: string) => (values: Values) => String(values[key]);

const held = (sandbox: Sandbox, { setId }: Values) => sandbox.applovinAxon.creativeSets.get(Number(setId));

const SET = 'AppLovin Axon Creative: Creative Set:';
const ASSET = 'AppLovin Axon Creative: Asset:';

/** A file for each of the things that an item can be about, in a field and with a name of its own. */
const files = () => ({
	json: {},
	binary: Object.assign(
		{},
		...[0, 1, 2].map((key) => fileItem(`asked-${key}.mp4`, 'video/mp4', Buffer.from(`video ${key}`), `asked-${key}`).binary),
	) as ReturnType<typeof fileItem>['binary'],
});

/** Everything of AppLovin's Axon creatives that creates or changes something. */
export const AXON_CREATIVE_SUBJECTS: Subject[] = [
	{
		scenario: `${SET} Create`,
		changes: { name: NAME },
		mark: of('name'),
		effects: (sandbox, values) =>
			[...sandbox.applovinAxon.creativeSets.values()]
				.filter(({ fields }) => isName(fields.name, values))
				.map(({ id }) => ({ id: String(id), asAsked: true })),
		hasIfItExists: true,
		keepsNames: true,
		readsFirst: true,
	},
	{
		scenario: `${SET} Update`,
		changes: { updateFields: { name: NAME } },
		mark: of('setId'),
		effects: (sandbox, values) => happened(isName(held(sandbox, values)?.fields.name, values)),
		sets: true,
		readsFirst: true,
	},
	{
		scenario: `${SET} Update Status`,
		mark: of('setId'),
		effects: (sandbox, values) => happened(held(sandbox, values)?.status === 'PAUSED'),
		sets: true,
		readsFirst: true,
	},
	{
		scenario: `${SET} Clone`,
		mark: of('setId'),
		effects: (sandbox, { byCountryId }) =>
			[...sandbox.applovinAxon.creativeSets.values()]
				.filter(({ campaignIds }) => campaignIds.includes(Number(byCountryId)))
				.map(({ id, status }) => ({ id: String(id), asAsked: status === 'PAUSED' })),
		readsFirst: true,
	},
	{
		scenario: `${SET} Add to Campaigns`,
		mark: of('setId'),
		effects: (sandbox, values) =>
			happened(held(sandbox, values)?.campaignIds.includes(Number(values.byCountryId)) === true),
		sets: true,
		readsFirst: true,
	},
	{
		scenario: `${SET} Remove From Campaigns`,
		mark: of('setId'),
		effects: (sandbox, values) =>
			happened(held(sandbox, values)?.campaignIds.includes(Number(values.campaignId)) === false),
		sets: true,
		readsFirst: true,
	},
	{
		scenario: `${SET} Remove From All Campaigns`,
		mark: of('setId'),
		effects: (sandbox, values) => happened(held(sandbox, values)?.campaignIds.length === 0),
		sets: true,
		readsFirst: true,
	},
	{
		// What exists is told by its asset's ID, what was sent by its upload's: creativeUpload.test.ts has the former.
		scenario: `${ASSET} Upload`,
		changes: { binaryPropertyName: '={{ $json.slug }}' },
		item: files,
		mark: of('slug'),
		effects: (sandbox, { slug }) =>
			[...sandbox.applovinAxon.uploads.values()]
				.flatMap(({ id, files: sent }) => sent.map(({ name }) => ({ id, name })))
				.filter(({ name }) => name === `${slug}.mp4`)
				.map(({ id }) => ({ id, asAsked: true })),
	},
	{
		scenario: `${ASSET} Add to Creative Sets`,
		mark: of('otherAssetId'),
		effects: (sandbox, values) =>
			happened(held(sandbox, values)?.assetIds.includes(Number(values.otherAssetId)) === true),
		sets: true,
		readsFirst: true,
	},
	{
		scenario: `${ASSET} Remove From Creative Sets`,
		mark: of('assetId'),
		effects: (sandbox, values) =>
			happened(held(sandbox, values)?.assetIds.includes(Number(values.assetId)) === false),
		sets: true,
		readsFirst: true,
	},
	{
		scenario: `${ASSET} Remove From All Creative Sets`,
		mark: of('assetId'),
		effects: (sandbox, values) =>
			happened(held(sandbox, values)?.assetIds.includes(Number(values.assetId)) === false),
		sets: true,
		readsFirst: true,
	},
];
