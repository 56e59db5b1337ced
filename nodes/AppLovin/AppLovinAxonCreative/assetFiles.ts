import { createHash } from 'crypto';
import type { INodeProperties } from 'n8n-workflow';

import type { InputFile } from '../../common/file/inputFile';
import { InputError } from '../../common/ground/errors';
import type { Faults } from '../../common/ground/faults';
import { stopIfCancelled } from '../../common/ground/wait';
import type { Item } from '../../common/run/item';
import type { AssetFile } from '../AppLovinCreativeSet/assetFile';
import { fileField, readFiles } from '../AppLovinCreativeSet/assetFile';

/** "<=1 GB each and <=10 GB together", in bytes. */
export const MOST_BYTES = 1024 ** 3;
export const MOST_BYTES_TOGETHER = 10 * MOST_BYTES;

export const axonFileField: INodeProperties = {
	...fileField,
	description:
		'One field or several, separated by commas, for example data. AppLovin detects the asset type from the file. It accepts images (PNG, JPEG, GIF), videos (MP4, MOV) and playables as a single HTML file, each up to 1 GB.',
};

function checked(asset: AssetFile): AssetFile {
	const { fileName, size } = asset.file;
	if (asset.contentType === 'video/x-m4v') {
		throw new InputError(`'${fileName}' has the file type M4V, which AppLovin does not take here`, 'Use MP4 or MOV.');
	}
	if (size > MOST_BYTES) {
		throw new InputError(
			`'${fileName}' has ${(size / MOST_BYTES).toFixed(2)} GB, an asset can have 1 GB`,
			'Nothing was sent.',
		);
	}
	return asset;
}

/** The files of an item, all checked before any is sent. */
export async function readAssetFiles({ context, index }: Item, faults: Faults): Promise<AssetFile[]> {
	const files = await readFiles(context, index, faults);
	return files.flatMap((file) => faults.attempt(() => checked(file)) ?? []);
}

/**
 * The SHA-1 of a file's content in hexadecimal digits, as AppLovin lists it for assets. The file is read in
 * chunks and never held whole.
 *
 * @throws ExecutionStopped if the execution is cancelled meanwhile
 */
export async function sha1Of(file: InputFile, signal: AbortSignal | undefined): Promise<string> {
	const hash = createHash('sha1');
	for await (const chunk of file.open()) {
		stopIfCancelled(signal);
		hash.update(chunk);
	}
	return hash.digest('hex');
}
