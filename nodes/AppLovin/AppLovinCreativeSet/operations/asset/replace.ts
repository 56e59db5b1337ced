import type { INodeProperties } from 'n8n-workflow';

import type { Faults } from '../../../../common/ground/faults';
import type { Part } from '../../../../common/file/multipart';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { quote } from '../../../../common/ground/values';
import { writeOptionsCollection } from '../../../shared/options';
import { addAssets } from '../../addAssets';
import type { AssetDraft } from '../../assetChange';
import { fileField, filePart, readFiles } from '../../assetFile';
import { waitFields } from '../../assets';
import { assetField, readAssetDrafts } from '../../assetText';
import { rememberGone } from '../../existingAssets';
import { assetTypeField, readId, setFieldsWithWait } from '../../setFields';
import { READABLE_ASSET } from '../../simpleSet';

const FILE = 'file';
const ASSET = 'asset';

function shownWith(source: string, property: INodeProperties): INodeProperties {
	return { ...property, displayOptions: { show: { source: [source] } } };
}

const properties: INodeProperties[] = [
	...setFieldsWithWait,
	{
		displayName: 'Source',
		name: 'source',
		type: 'options',
		// An expression would show the fields of both, and n8n would insist on filling them in.
		noDataExpression: true,
		options: [
			{ name: 'File', value: FILE, description: 'AppLovin detects from the file which asset to replace' },
			{ name: 'URL, Hash or Text', value: ASSET, description: 'Entered in a field' },
		],
		default: FILE,
		description: 'Where the new asset comes from, for example File',
	},
	shownWith(FILE, fileField),
	shownWith(ASSET, assetTypeField),
	shownWith(ASSET, assetField),
	...waitFields,
	writeOptionsCollection(),
];

const UPDATE: Part = { name: 'update', text: 'true' };

async function readDrafts(item: Item, faults: Faults): Promise<AssetDraft[]> {
	const source = item.read('source') ?? FILE;
	if (source === FILE) {
		return (await readFiles(item.context, item.index, faults)).map((file) => ({
			parts: [filePart(file), UPDATE],
			typePrefix: file.typePrefix,
			fileName: file.file.fileName,
		}));
	}
	if (source === ASSET) {
		return readAssetDrafts(item, faults).map((draft) => ({
			...draft,
			parts: [...draft.parts, UPDATE],
		}));
	}
	faults.wrong(`'Source' must be ${FILE} or ${ASSET}, not ${quote(source)}`);
	return [];
}

async function execute(item: Item): Promise<OperationResult> {
	const replaced = await addAssets(item, async (faults) => await readDrafts(item, faults), false);
	const set = readId(item.context, item.index, 'creative_set_id');
	for (const { type } of replaced.results) {
		if (typeof type === 'string') await rememberGone(item, set, type);
	}
	return replaced;
}

/**
 * Replaces the asset of a type with `update`, "Pass in true to update the asset type". It is not
 * documented what AppLovin does if the set has none.
 */
export const replace: Operation = {
	value: 'replace',
	name: 'Replace',
	action: 'Replace an asset',
	description: 'Replace the asset of a type with another file, URL, hash or text',
	endpoint: 'POST /creative_set_assets/{creative_set_id}',
	document: 'Campaign Management API, "/creative_set_assets/creative_set_id"',
	writes: true,
	readable: READABLE_ASSET,
	properties,
	execute,
};
