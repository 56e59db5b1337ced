import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { withAdditionalJson } from '../../common/form/additionalJson';
import { ApiFailure, InputError } from '../../common/ground/errors';
import { readImageSize } from '../../common/file/imageSize';
import type { Part } from '../../common/file/multipart';
import { multipartBody, uploadBytes } from '../../common/file/multipart';
import type { OperationResult } from '../../common/run/operation';
import { answeredId, isBlank, isObject, toId, toText, toUrl, toUrls } from '../../common/ground/values';
import { messageIn } from '../transport/envelope';
import { iqmRequest } from '../transport/request';
import type { CreativeFile } from './creativeFiles';
import { creativeFiles, IMAGE_FILES, stemOf } from './creativeFiles';
import { createdLabel } from './creativeValues';
import { LABELS } from './imageProperties';

/** A file with the facts its content states. */
export interface ImageFile {
	sent: CreativeFile;
	/** In pixels. */
	size: { width: number; height: number };
}

/** The form's values for all images of an item. */
export interface ImageForm {
	creativeName: unknown;
	clickUrl?: IDataObject[string];
	pixelUrls: string[];
	/** The collection "Additional Fields". */
	additional: IDataObject;
}

/** A file with its entry in `creativeImageMetadata`. */
interface Image {
	sent: CreativeFile;
	metadata: IDataObject;
}

/** Width and height from the image itself, whose format must match its file name. */
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

/** The form of images, for either generation of the API. */
export function readImageForm(context: IExecuteFunctions, itemIndex: number): ImageForm {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, undefined);
	const additional = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const clickUrl = read('clickUrl');
	return {
		creativeName: read('creativeName'),
		...(isBlank(clickUrl) ? {} : { clickUrl: clickUrl as string }),
		pixelUrls: toUrls(additional.pixelUrl, LABELS.pixelUrl),
		additional,
	};
}

/** The item's images with their sizes, read from each file. */
export async function readImages(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<ImageFile[]> {
	const images: ImageFile[] = [];
	for (const sent of await creativeFiles(context, itemIndex, IMAGE_FILES)) {
		images.push({ sent, size: await sizeOf(sent) });
	}
	return images;
}

function metadataOf(
	{ creativeName, clickUrl, pixelUrls, additional }: ImageForm,
	{ sent: { file }, size }: ImageFile,
): IDataObject {
	const metadata = withAdditionalJson(
		{
			originalFileName: file.fileName,
			creativeName: (isBlank(creativeName) ? stemOf(file.fileName) : creativeName) as string,
			...(clickUrl === undefined ? {} : { clickUrl }),
			...size,
			...(pixelUrls.length === 0 ? {} : { pixelUrl: pixelUrls }),
		},
		additional.additionalJson,
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

/** Reads the ids in IQM's answer, one per image and in their order. */
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
 * Uploads images: `POST /api/v2/crt/add/image/banner/creative` (quickstart "Upload Creative and Create
 * a Campaign", step 3). The map's key is the file's name without its extension, as in the sample,
 * which is the only source for how the two are linked.
 */
export async function uploadImages(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<OperationResult> {
	const form = readImageForm(context, itemIndex);
	const optionalId = (name: string): string =>
		isBlank(form.additional[name]) ? '' : toId(form.additional[name], LABELS[name]);
	const dspId = optionalId('dspId');
	const advertiserId = optionalId('advertiserId');

	const images = (await readImages(context, itemIndex)).map(
		(image): Image => ({ sent: image.sent, metadata: metadataOf(form, image) }),
	);
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
