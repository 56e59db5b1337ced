import { NO_UPLOADS } from '../../../../common/file/inputFile';
import type { Operation } from '../../../../common/run/operation';
import { writeOptionsCollection } from '../../../shared/options';
import { addAssets } from '../../addAssets';
import { fileField, filePart, readFiles } from '../../assetFile';
import { waitFields } from '../../assets';
import { existsFields } from '../../existingAssets';
import { setFieldsWithLook } from '../../setFields';
import { READABLE_ASSET } from '../../simpleSet';

/** Uploads files as assets: the part `file`, one request per file. */
export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload an asset',
	description:
		'Upload image, video or playable files to a creative set; if the set already has one of that type, use Replace',
	endpoint: 'POST /creative_set_assets/{creative_set_id}',
	document: 'Campaign Management API, "/creative_set_assets/creative_set_id"',
	writes: true,
	readable: READABLE_ASSET,
	notForTools: NO_UPLOADS,
	properties: [
		...setFieldsWithLook,
		fileField,
		...existsFields,
		...waitFields,
		writeOptionsCollection(),
	],
	execute: async (item) =>
		await addAssets(
			item,
			async (faults) =>
				(await readFiles(item.context, item.index, faults)).map((file) => ({
					parts: [filePart(file)],
					typePrefix: file.typePrefix,
					fileName: file.file.fileName,
				})),
			true,
		),
};
