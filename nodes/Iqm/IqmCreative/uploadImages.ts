import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { withAdditionalJson } from '../../common/form/additionalJson';
import { ApiFailure, InputError } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
import { readImageSize } from '../../common/file/imageSize';
import type { Part } from '../../common/file/multipart';
import { multipartBody, uploadBytes } from '../../common/file/multipart';
import type { OperationResult } from '../../common/run/operation';
import { answeredId, isBlank, isObject, toId, toText, toUrl, toUrls } from '../../common/ground/values';
import { CREATIVE_TYPE } from '../shared/creativeTypes';
import { messageIn } from '../transport/envelope';
import { iqmRequest } from '../transport/request';
import type { CreativeFile } from './creativeFiles';
import { creativeFiles, IMAGE_FILES, stemOf } from './creativeFiles';
import { createdLabel } from './creativeValues';
import { resultOf, rowOf } from './existing';
import { LABELS } from './imageProperties';
import type { Plan } from './uploadMissing';
import { uploadMissing } from './uploadMissing';

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
			'The file may be damaged, or not what its name says.',
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
export function readImageForm(
	context: IExecuteFunctions,
	itemIndex: number,
	faults: Faults,
): ImageForm {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, undefined);
	const additional = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const clickUrl = read('clickUrl');
	return {
		creativeName: read('creativeName'),
		...(isBlank(clickUrl) ? {} : { clickUrl: clickUrl as string }),
		pixelUrls: faults.attempt(() => toUrls(additional.pixelUrl, LABELS.pixelUrl)) ?? [],
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
	const faults = new Faults();
	const { creativeName: name, clickUrl: click, pixelUrl: pixel } = metadata;
	metadata.creativeName = faults.attempt(() => toText(name, LABELS.creativeName));
	metadata.clickUrl = faults.attempt(() => toUrl(click, LABELS.clickUrl));
	if (!isBlank(pixel)) metadata.pixelUrl = faults.attempt(() => toUrls(pixel, LABELS.pixelUrl));
	faults.throwAny();
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
			`IQM returned ${ids.length} creative IDs for ${images.length} images (${files})`,
			{
				description:
					'Some were probably created: check for their names in IQM before uploading again.',
				mayHaveActed: true,
				created: ids.map((id) => createdLabel(id)),
			},
		);
	}
	return images.map(({ metadata }, index) => ({
		...resultOf(
			{ ...rowOf(metadata, CREATIVE_TYPE.image), creativeId: ids[index] },
			String(metadata.originalFileName),
		),
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
	const faults = new Faults();
	const form = readImageForm(context, itemIndex, faults);
	const optionalId = (name: string): string => {
		const value = form.additional[name];
		return isBlank(value) ? '' : (faults.attempt(() => toId(value, LABELS[name])) ?? '');
	};
	const dspId = optionalId('dspId');
	const advertiserId = optionalId('advertiserId');
	const files = await faults.attemptAsync(async () => await readImages(context, itemIndex));
	const images = (files ?? []).map(
		(image): Image => ({
			sent: image.sent,
			metadata: faults.attempt(() => metadataOf(form, image)) ?? {},
		}),
	);
	faults.throwAny();
	const plans = images.map((image): Plan<Image> => ({
		draft: image,
		metadata: image.metadata,
		creativeTypeId: CREATIVE_TYPE.image,
		fileName: image.sent.file.fileName,
	}));
	return await uploadMissing(context, itemIndex, plans, async (missing, tell) => {
		const parts = partsOf(missing, dspId, advertiserId);
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
		const results = readAnswer(data, missing);
		const ids = results.map(({ creativeId }) => creativeId as number | string);
		missing.forEach((image, index) => tell(image, ids[index]));
		return { results, raw, label: createdLabel(...ids) };
	});
}
