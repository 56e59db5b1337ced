import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../../../common/ground/errors';
import type { Part } from '../../../../common/file/multipart';
import type { Operation } from '../../../../common/run/operation';
import { quote } from '../../../../common/ground/values';
import { writeOptionsCollection } from '../../../shared/options';
import { addAssets } from '../../addAssets';
import type { AssetDraft } from '../../assetChange';
import { fileField, filePart, readFiles } from '../../assetFile';
import { waitFields } from '../../assets';
import { assetField, assetParts } from '../../assetText';
import { assetTypeField, readAssetType, setFieldsWithWait } from '../../setFields';

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
			{ name: 'File', value: FILE, description: 'A file: AppLovin tells from it what to replace' },
			{ name: 'URL, Hash or Text', value: ASSET, description: 'What stands in a field' },
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

async function readDrafts(context: IExecuteFunctions, itemIndex: number): Promise<AssetDraft[]> {
	const source = context.getNodeParameter('source', itemIndex, FILE) as unknown;
	if (source === FILE) {
		return (await readFiles(context, itemIndex)).map((file) => ({
			parts: [filePart(file), UPDATE],
			typePrefix: file.typePrefix,
			fileName: file.file.fileName,
		}));
	}
	if (source !== ASSET) {
		throw new InputError(`'Source' must be ${FILE} or ${ASSET}, not ${quote(source)}`);
	}
	const type = readAssetType(context, itemIndex);
	const value = context.getNodeParameter('asset', itemIndex, null);
	return [{ parts: [...assetParts(value, type), UPDATE], type, typePrefix: type }];
}

/**
 * Replaces the asset of a type with `update`, "Pass in true to update the asset type". It is not
 * documented what AppLovin does if the set has none.
 */
export const replace: Operation = {
	value: 'replace',
	name: 'Replace',
	action: 'Replace an asset',
	description: 'Replace the asset of a type by another file, URL, hash or text',
	endpoint: 'POST /creative_set_assets/{creative_set_id}',
	document: 'Campaign Management API, "/creative_set_assets/creative_set_id"',
	writes: true,
	properties,
	execute: async ({ context, index: itemIndex }) =>
		await addAssets(context, itemIndex, async () => await readDrafts(context, itemIndex)),
};
