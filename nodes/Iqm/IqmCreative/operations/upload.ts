import type { INodeProperties } from 'n8n-workflow';

import { NO_UPLOADS } from '../../../common/file/inputFile';
import { ifItExistsProperties } from '../../../common/run/ifItExists';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { isCurrentApi } from '../../shared/apiVersion';
import { writeOptionsCollection } from '../../shared/options';
import { uploadV3Images } from '../v3Images';
import { imageOptions, imageProperties } from '../imageProperties';
import { kindOf } from '../creativeKinds';
import { otherProperties } from '../othersProperties';
import { uploadImages } from '../uploadImages';
import { uploadOthers } from '../uploadOthers';
import { READABLE_CREATIVE } from '../simpleCreative';

const kind: INodeProperties = {
	displayName: 'Kind',
	name: 'kind',
	type: 'options',
	// An expression would show the fields of all kinds, and n8n would insist on filling them in.
	noDataExpression: true,
	options: [
		{ name: 'Audio', value: 'audio', description: 'Sound files (MP3, WAV, OGG, MPEG) or a URL' },
		{ name: 'DAAST', value: 'daast', description: 'XML of the Digital Audio Ad Serving Template' },
		{ name: 'HTML', value: 'html', description: 'HTML markup of a banner' },
		{ name: 'Image', value: 'image', description: 'Banner files (PNG, JPG, JPEG, GIF)' },
		{ name: 'VAST', value: 'vast', description: 'XML of the Video Ad Serving Template' },
		{ name: 'Video', value: 'video', description: 'Video files (MP4, MOV) or a URL' },
	],
	default: 'image',
	description: 'What to upload, for example Image for banners',
};

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const chosen = kindOf(item.read('kind'));
	if (chosen !== 'image') return await uploadOthers(item, chosen);
	return isCurrentApi(context, itemIndex)
		? await uploadV3Images(context, itemIndex)
		: await uploadImages(context, itemIndex);
}

/**
 * Uploads creatives. Only images can use the quickstart's endpoint, or the current one by choice. For
 * all other kinds the quickstart only links operations whose paths no document states, so they always
 * use the current one.
 */
export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload creatives',
	description: 'Upload images, videos, audio, HTML, VAST or DAAST as creatives',
	endpoint: ['POST /api/v2/crt/add/image/banner/creative', 'POST /api/v3/crt/creatives'],
	document: [
		'Quickstart "Upload Creative and Create a Campaign", step 3 "Upload creative"',
		'Creative API guideline, "Add New Creative"',
	],
	writes: true,
	readable: READABLE_CREATIVE,
	makes: 'creativeId',
	notForTools: NO_UPLOADS,
	properties: [
		kind,
		...imageProperties,
		...otherProperties,
		...ifItExistsProperties(
			'its name, and compared by kind, size and length, not by its content',
			{ grave: 'kind, size or length' },
		),
		writeOptionsCollection(imageOptions),
	],
	execute,
};
