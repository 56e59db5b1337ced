import type { Operation } from '../../../../common/run/operation';
import { writeOptionsCollection } from '../../../shared/options';
import { addAssets } from '../../addAssets';
import { fileField, filePart, readFiles } from '../../assetFile';
import { waitFields } from '../../assets';
import { setFieldsWithWait } from '../../setFields';

/** Uploads files as assets: the part `file`, one request per file. */
export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload an asset',
	description: 'Upload images, videos or playables from files to a creative set',
	endpoint: 'POST /creative_set_assets/{creative_set_id}',
	document: 'Campaign Management API, "/creative_set_assets/creative_set_id"',
	writes: true,
	properties: [...setFieldsWithWait, fileField, ...waitFields, writeOptionsCollection()],
	execute: async ({ context, index: itemIndex }) =>
		await addAssets(context, itemIndex, async () =>
			(await readFiles(context, itemIndex)).map((file) => ({
				parts: [filePart(file)],
				typePrefix: file.typePrefix,
				fileName: file.file.fileName,
			})),
		),
};
