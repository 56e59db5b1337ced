import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { OperationResult } from '../../common/run/operation';
import { isBlank, isObject, toJson, toText } from '../../common/ground/values';
import { API_VERSION_LABEL, QUICKSTART } from '../shared/apiVersion';
import { CREATIVE_TYPE } from '../shared/creativeTypes';
import { Faults } from '../../common/ground/faults';
import type { Draft } from './drafts';
import { draftOf, sendDrafts } from './drafts';
import { LABELS } from './imageProperties';
import type { ImageFile, ImageForm } from './uploadImages';
import { readImageForm, readImages } from './uploadImages';

const ADVICE = `Remove it, or choose ${QUICKSTART} in '${API_VERSION_LABEL}'.`;

/** Fields that only the quickstart's upload has: two parts of its form, and keys of its map. */
const OLDER_FIELDS = ['advertiserId', 'dspId'];
const OLDER_KEYS = ['height', 'originalFileName', 'pixelUrl', 'width'];

/** Refuses fields that this API lacks: they would be lost silently. */
function checkPlaces({ additional, pixelUrls }: ImageForm, faults: Faults): void {
	for (const field of OLDER_FIELDS.filter((name) => !isBlank(additional[name]))) {
		faults.wrong(`IQM's current API does not accept '${LABELS[field]}'`, ADVICE);
	}
	if (pixelUrls.length > 1) {
		faults.wrong(
			`'${LABELS.pixelUrl}' has ${pixelUrls.length} URLs, but IQM's current API accepts one per image`,
			`Keep one of them, or choose ${QUICKSTART} in '${API_VERSION_LABEL}'.`,
		);
	}
	const { additionalJson } = additional;
	const json: unknown = isBlank(additionalJson)
		? {}
		: faults.attempt(() => toJson(additionalJson, 'Additional JSON'));
	for (const key of isObject(json) ? OLDER_KEYS.filter((name) => name in json) : []) {
		faults.wrong(
			`'Additional JSON' sets '${key}', which IQM's current API does not know`,
			"An image's size is read from its file; its pixel has its own field.",
		);
	}
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
	const faults = new Faults();
	const form = readImageForm(context, itemIndex, faults);
	checkPlaces(form, faults);
	const externalId: unknown = context.getNodeParameter('options.externalCreativeId', itemIndex, '');
	const draft = (image: ImageFile): Draft => {
		const { file, refId, sentName } = image.sent;
		return draftOf(
			{ refId, source: sentName, sent: image.sent, fileName: file.fileName },
			fieldsOf(form, externalId, image),
			form.additional.additionalJson,
			true,
			LABELS,
		);
	};
	const images = await faults.attemptAsync(async () => await readImages(context, itemIndex));
	const drafts = (images ?? []).map((image) => faults.rule(() => draft(image)));
	faults.throwAny();
	return await sendDrafts(
		context,
		itemIndex,
		drafts.filter((one) => one !== undefined),
	);
}
