import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeProperties, INodePropertyCollection, INodeType } from 'n8n-workflow';

/**
 * Fields that want an ID typed which nobody knows by heart. Their number may only fall: what an API can
 * list is picked by name, and what is left says where to look it up.
 */
const NODES = join(__dirname, '../../nodes');

interface Asked {
	/** The node, the operation and the path of the parameter. */
	where: string;
	property: INodeProperties;
	/** The other parameters of the same form. */
	beside: INodeProperties[];
}

function nodes(): INodeType[] {
	const files = ['Iqm', 'AppLovin'].flatMap((api) =>
		readdirSync(join(NODES, api))
			.filter((folder) => /^(Iqm|AppLovin)/.test(folder))
			.map((folder) => join(NODES, api, folder, `${folder}.node`)),
	);
	return files.map((file) => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		const [made] = Object.values(require(file) as Record<string, new () => INodeType>);
		return new made();
	});
}

function asked(beside: INodeProperties[], where: string): Asked[] {
	return beside.flatMap((property): Asked[] => {
		const { resource = [], operation = [] } = property.displayOptions?.show ?? {};
		const here = [where, ...resource, ...operation, property.name].join(' ');
		const inner = (property.options ?? []).flatMap((option) => {
			if ('values' in option) return asked((option as INodePropertyCollection).values, here);
			return 'type' in option ? asked(property.options as INodeProperties[], here) : [];
		});
		const once = [...new Map(inner.map((one) => [one.where, one])).values()];
		return [{ where: here, property, beside }, ...once];
	});
}

/** "Campaign IDs" and "Owner (OW ID)", but neither "Campaign Names or IDs" nor "Name or ID Contains". */
const wantsId = ({ displayName, type }: INodeProperties): boolean =>
	type === 'string' && /\bIDs?\)?( Blocked)?( \(.*\))?$/.test(displayName) && !/Names? or IDs?/.test(displayName);

/** Whether the same things can be picked by name in the same form. */
function hasPicker({ property, beside }: Asked): boolean {
	const picker = property.displayName.replace(/ IDs$/, ' Names or IDs');
	return beside.some(({ displayName, type }) => displayName === picker && type === 'multiOptions');
}

/** IDs of no list: another system's, devices and apps, and those that are entered a second time. */
const NONE_TO_PICK =
	/\b(externalCreativeId|confirmIds|bundle_id|itunes_id|(white|black)Listed(DeviceId|AppId))$/;

const others = nodes()
	.flatMap(({ description }) => asked(description.properties, description.name))
	.filter(({ property }) => wantsId(property))
	.filter((one) => !hasPicker(one) && !NONE_TO_PICK.test(one.where));

it('want an ID typed: no more fields than these', () => {
	const campaign = ['create', 'createDraft', 'update'].flatMap((operation) =>
		[
			'additionalFields creativesPlacementMapping placementId',
			'where blackListedLocationIds',
			'where locationFileIds',
			'where whiteListedLocationIds',
			'who prebidAudienceSegmentIdList',
		].map((field) => `iqmCampaign campaign ${operation} ${field}`),
	);
	const names = others.map(({ where }) => where).sort();
	expect(names).toEqual([
		'appLovinAxonCampaign campaign getAll filters hashed_ids',
		'appLovinAxonCreative asset getUploadResult upload_id',
		'appLovinAxonCreative creativeSet getAll filters hashed_ids',
		...['asset_id', 'campaign_id', 'creative_set_id'].map(
			(field) => `appLovinReport report getAssets filters ${field}`,
		),
		...['getCampaigns', 'getCreativeSets', 'getSources'].map(
			(operation) => `appLovinReport report ${operation} filters campaign_id_external`,
		),
		...campaign,
		'iqmCreative creative upload additionalFields advertiserId',
		'iqmCreative creative upload additionalFields dspId',
		'iqmInsertionOrder insertionOrder create additionalFields createdByUowId',
		'iqmInsertionOrder insertionOrder create additionalFields modifiedByUowId',
		'iqmInsertionOrder insertionOrder create additionalFields owId',
		'iqmMasterData creative getAll filters segmentIds',
		'iqmMasterData demographic getAll filters segmentIds',
		'iqmMasterData device getAll filters segmentIds',
		'iqmMasterData location getAll filters segmentIds',
		'iqmMasterData supply getAll filters segmentIds',
		'iqmMatchedAudience matchedAudience upload options verticalId',
	]);
	expect(names.length).toBeLessThanOrEqual(40);
});

it.each(others.map(({ where, property }) => [where, property] as const))(
	'%s says where the ID stands',
	(_, { description = '' }) => {
		expect(description).toMatch(/ask IQM for|as shown by Get|as returned by Upload|'Find IDs' to look up|IQM's interface shows/);
	},
);
