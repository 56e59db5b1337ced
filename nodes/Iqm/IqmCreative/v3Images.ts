import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import type { OperationResult } from '../../common/run/operation';
import { isBlank, isObject, toJson, toText } from '../../common/ground/values';
import { API_VERSION_LABEL, QUICKSTART } from '../shared/apiVersion';
import { CREATIVE_TYPE } from '../shared/creativeTypes';
import { draftOf, sendDrafts } from './drafts';
import { LABELS } from './imageProperties';
import type { ImageFile, ImageForm } from './uploadImages';
import { readImageForm, readImages } from './uploadImages';

const ADVICE = `Remove it, or choose ${QUICKSTART} in '${API_VERSION_LABEL}'.`;

/** Fields that only the quickstart's upload has: two parts of its form, and keys of its map. */
const OLDER_FIELDS = ['advertiserId', 'dspId'];
const OLDER_KEYS = ['height', 'originalFileName', 'pixelUrl', 'width'];

/** @throws InputError for fields that this API lacks: they would be lost silently */
function checkPlaces({ additional, pixelUrls }: ImageForm): void {
	const field = OLDER_FIELDS.find((name) => !isBlank(additional[name]));
	if (field !== undefined) {
		throw new InputError(`IQM's current API takes no '${LABELS[field]}'`, ADVICE);
	}
	if (pixelUrls.length > 1) {
		throw new InputError(
			`'${LABELS.pixelUrl}' has ${pixelUrls.length} addresses, but IQM's current API takes one for an image`,
			`Keep one of them, or choose ${QUICKSTART} in '${API_VERSION_LABEL}'.`,
		);
	}
	const { additionalJson } = additional;
	const json: unknown = isBlank(additionalJson) ? {} : toJson(additionalJson, 'Additional JSON');
	const key = isObject(json) ? OLDER_KEYS.find((name) => name in json) : undefined;
	if (key === undefined) return;
	throw new InputError(
		`'Additional JSON' sets '${key}', which IQM's current API does not know`,
		"An image's size is read from its file; its pixel has a field of its own.",
	);
}

function fieldsOf(
	{ creativeName, clickUrl, pixelUrls }: ImageForm,
	externalCreativeId: unknown,
	{ size }: ImageFile,
): IDataObject {
	return {
		creativeName: creativeName as string,
		...(isBlank(externalCreativeId)
			? {}
			: { externalCreativeId: toText(externalCreativeId, LABELS.externalCreativeId) }),
		platformCreativeTypeId: CREATIVE_TYPE.image,
		...(clickUrl === undefined ? {} : { clickUrl }),
		creativeSourceType: 'FILE',
		imageDetails: {
			creativeWidth: size.width,
			creativeHeight: size.height,
			...(pixelUrls.length === 0 ? {} : { pixelUrl: pixelUrls[0] }),
		},
	};
}

/**
 * Uploads images by the current API, `POST /api/v3/crt/creatives`: IQM's OpenAPI file of creatives,
 * "Create image creative - file". All images of an item go in one request.
 */
export async function uploadV3Images(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<OperationResult> {
	const form = readImageForm(context, itemIndex);
	checkPlaces(form);
	const externalId: unknown = context.getNodeParameter('options.externalCreativeId', itemIndex, '');
	const drafts = (await readImages(context, itemIndex)).map((image) => {
		const { file, refId, sentName } = image.sent;
		return draftOf(
			{ refId, source: sentName, sent: image.sent, fileName: file.fileName },
			fieldsOf(form, externalId, image),
			form.additional.additionalJson,
			true,
			LABELS,
		);
	});
	return await sendDrafts(context, itemIndex, drafts);
}
