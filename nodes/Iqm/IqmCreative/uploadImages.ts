import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../common/additionalJson';
import { ApiFailure, InputError } from '../../common/errors';
import { readImageSize } from '../../common/imageSize';
import type { Part } from '../../common/multipart';
import { multipartBody, uploadBytes } from '../../common/multipart';
import type { OperationResult } from '../../common/operation';
import { answeredId, isBlank, isObject, toId, toText, toUrl, toUrls } from '../../common/values';
import { messageIn } from '../transport/envelope';
import { iqmRequest } from '../transport/request';
import type { CreativeFile } from './creativeFiles';
import { creativeFiles, FILE_FIELDS_LABEL, IMAGE_FILES, stemOf } from './creativeFiles';
import { createdLabel } from './creativeValues';

const shown = { show: { kind: ['image'] } };

/** Parameters of images. */
export const imageProperties: INodeProperties[] = [
	{
		displayName: FILE_FIELDS_LABEL,
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data or banner1, banner2',
		displayOptions: shown,
		description:
			'Name of the field that holds the image. Several names, separated by commas, upload several images in one request.',
		hint: 'PNG, JPG and JPEG up to 2 MB, GIF up to 750 KB',
	},
	{
		displayName: 'Click URL',
		name: 'clickUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/landing-page',
		displayOptions: shown,
		description:
			'Where a click on the creative leads, for example https://example.com/landing-page. With https:// or http://.',
	},
	{
		displayName: 'Creative Name',
		name: 'creativeName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Spring banner',
		displayOptions: shown,
		description:
			'Name of the creative in IQM. Left empty, it is the file name without its extension. With several images it is the name of all of them.',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions: shown,
		options: [
			additionalJsonProperty,
			{
				displayName: 'Advertiser ID',
				name: 'advertiserId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1200',
				description:
					"ID of the advertiser. IQM's sample sends it empty, as this node does without it.",
			},
			{
				displayName: 'DSP ID',
				name: 'dspId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 12',
				description: "ID of the DSP. IQM's sample sends it empty, as this node does without it.",
			},
			{
				displayName: 'Pixel URLs',
				name: 'pixelUrl',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add URL' },
				default: [],
				placeholder: 'e.g. https://tracker.example.com/pixel.gif',
				description:
					'Tracking pixels that are loaded with the creative. Described only in a later document of IQM than the endpoint itself.',
			},
		],
	},
];

const LABELS: Record<string, string> = {
	creativeName: 'Creative Name',
	clickUrl: 'Click URL',
	pixelUrl: 'Pixel URLs',
};

/** A file with its entry in `creativeImageMetadata`. */
interface Image {
	sent: CreativeFile;
	metadata: IDataObject;
}

/** Width and height from the image itself, whose format must be the one that its name says. */
async function sizeOf({ file }: CreativeFile): Promise<{ width: number; height: number }> {
	const info = await readImageSize(file.open());
	if (info === undefined) {
		throw new InputError(
			`'${file.fileName}' is not a readable GIF, JPEG or PNG image`,
			'The file may be damaged, or hold something else than its name says.',
		);
	}
	const named = file.extension === 'jpg' ? 'jpeg' : file.extension;
	if (info.format !== named) {
		throw new InputError(
			`'${file.fileName}' is a ${info.format.toUpperCase()} image, not ${named.toUpperCase()} as its name says`,
			'Rename the file, or convert the image.',
		);
	}
	return { width: info.width, height: info.height };
}

function metadataOf(
	form: IDataObject,
	additionalJson: unknown,
	{ file }: CreativeFile,
	size: IDataObject,
): IDataObject {
	const metadata = withAdditionalJson(
		{
			originalFileName: file.fileName,
			creativeName: isBlank(form.creativeName) ? stemOf(file.fileName) : form.creativeName,
			clickUrl: form.clickUrl,
			...size,
			pixelUrl: form.pixelUrl,
		},
		additionalJson,
		LABELS,
	);
	metadata.creativeName = toText(metadata.creativeName, LABELS.creativeName);
	metadata.clickUrl = toUrl(metadata.clickUrl, LABELS.clickUrl);
	if (!isBlank(metadata.pixelUrl)) metadata.pixelUrl = toUrls(metadata.pixelUrl, LABELS.pixelUrl);
	return metadata;
}

/** The parts in the order of the quickstart's sample. */
function partsOf(images: Image[], dspId: string, advertiserId: string): Part[] {
	const entries = images.map(({ sent, metadata }) => [sent.refId, metadata]);
	return [
		{ name: 'dspId', text: dspId },
		{ name: 'advertiserId', text: advertiserId },
		{ name: 'creativeImageMetadata', text: JSON.stringify(Object.fromEntries(entries)) },
		...images.map(({ sent: { file, sentName, contentType } }) => ({
			name: 'creativeFiles',
			file,
			fileName: sentName,
			contentType,
		})),
	];
}

function answeredIn(data: unknown): unknown[] {
	return isObject(data) && Array.isArray(data.data) ? data.data : [];
}

function idsIn(data: unknown): Array<number | string> {
	return answeredIn(data)
		.map(answeredId)
		.filter((id) => id !== undefined);
}

/** Reads the ids that IQM answered, one for each image and in their order. */
function readAnswer(data: unknown, images: Image[]): IDataObject[] {
	const answered = answeredIn(data);
	const ids = idsIn(data);
	if (ids.length !== images.length || answered.length !== images.length) {
		const files = images.map(({ sent }) => `'${sent.file.fileName}'`).join(', ');
		throw new ApiFailure(
			`IQM answered with ${ids.length} creative IDs for ${images.length} images (${files})`,
			{
				description:
					'Some were probably created: look for their names in IQM before uploading again.',
				mayHaveActed: true,
				created: ids.map((id) => createdLabel(id)),
			},
		);
	}
	return images.map(({ metadata: { creativeName, originalFileName } }, index) => ({
		creativeId: ids[index],
		creativeName,
		originalFileName,
		...messageIn(data),
	}));
}

/**
 * Uploads images: `POST /api/v2/crt/add/image/banner/creative` (quickstart "Upload Creative and
 * Create a Campaign", step 3). The map's key is the file's name without its extension, as in the
 * sample; that this ties the two together is read from there.
 */
export async function uploadImages(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<OperationResult> {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, undefined);
	const additional = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const optionalId = (name: string, label: string): string =>
		isBlank(additional[name]) ? '' : toId(additional[name], label);

	const form: IDataObject = { creativeName: read('creativeName') as string };
	const clickUrl = read('clickUrl');
	if (!isBlank(clickUrl)) form.clickUrl = clickUrl as string;
	const pixels = toUrls(additional.pixelUrl, LABELS.pixelUrl);
	if (pixels.length > 0) form.pixelUrl = pixels;
	const dspId = optionalId('dspId', 'DSP ID');
	const advertiserId = optionalId('advertiserId', 'Advertiser ID');

	const images: Image[] = [];
	for (const sent of await creativeFiles(context, itemIndex, IMAGE_FILES)) {
		const metadata = metadataOf(form, additional.additionalJson, sent, await sizeOf(sent));
		images.push({ sent, metadata });
	}
	const parts = partsOf(images, dspId, advertiserId);
	const { data, raw } = await iqmRequest(
		context,
		{
			method: 'POST',
			path: '/api/v2/crt/add/image/banner/creative',
			body: multipartBody(parts),
			uploadBytes: uploadBytes(parts),
			writes: 'creative',
			made: (content) => idsIn(content).map((id) => createdLabel(id)),
		},
		itemIndex,
	);
	const results = readAnswer(data, images);
	return { results, raw, label: createdLabel(...results.map(({ creativeId }) => creativeId)) };
}
