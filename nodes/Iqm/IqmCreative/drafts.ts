import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { withAdditionalJson } from '../../common/form/additionalJson';
import { ApiFailure } from '../../common/ground/errors';
import { Faults } from '../../common/ground/faults';
import type { Part } from '../../common/file/multipart';
import { multipartBody, uploadBytes } from '../../common/file/multipart';
import type { OperationResult } from '../../common/run/operation';
import { answeredId, isBlank, isObject, quote, toText, toUrl } from '../../common/ground/values';
import { iqmRequest } from '../transport/request';
import type { Content } from './contents';
import { stemOf } from './creativeFiles';
import { createdLabel } from './creativeValues';
import { resultOf, rowOf } from './existing';
import type { Send } from './uploadMissing';
import { uploadMissing } from './uploadMissing';

/** A creative with its entry in `creativeRequest`. */
export interface Draft {
	content: Content;
	metadata: IDataObject;
}

/**
 * A creative from the form's fields and "Additional JSON".
 *
 * @param labels names of the form's fields by API field
 * @throws InputError for a missing name or, if the creative is `clickable`, address
 */
export function draftOf(
	content: Content,
	form: IDataObject,
	additionalJson: unknown,
	clickable: boolean,
	labels: Record<string, string>,
): Draft {
	const { creativeName, ...rest } = form;
	const preset = content.fileName === undefined ? undefined : stemOf(content.fileName);
	const metadata = withAdditionalJson(
		{
			creativeName: isBlank(creativeName) ? preset : creativeName,
			...rest,
			creativeSource: content.source,
		},
		additionalJson,
		labels,
	);
	const faults = new Faults();
	const { creativeName: name, clickUrl } = metadata;
	metadata.creativeName = faults.attempt(() => toText(name, labels.creativeName));
	if (clickable || !isBlank(clickUrl)) {
		metadata.clickUrl = faults.attempt(() => toUrl(clickUrl, labels.clickUrl));
	}
	faults.throwAny();
	return { content, metadata };
}

function partsOf(drafts: Draft[]): Part[] {
	const request = Object.fromEntries(
		drafts.map(({ content, metadata }) => [content.refId, metadata]),
	);
	return [
		{ name: 'creativeRequest', text: JSON.stringify(request) },
		...drafts.flatMap(({ content: { sent } }) =>
			sent === undefined
				? []
				: [
						{
							name: 'creativeFiles',
							file: sent.file,
							fileName: sent.sentName,
							contentType: sent.contentType,
						},
					],
		),
	];
}

/** What the user calls a creative. */
function nameOf({ content, metadata }: Draft): string {
	return content.fileName ?? String(metadata.creativeName);
}

/** The creatives that an answer says were made, whatever else it says. */
function madeIn(data: unknown): string[] {
	const made = isObject(data) && isObject(data.successData) ? Object.values(data.successData) : [];
	return made
		.map(answeredId)
		.filter((id) => id !== undefined)
		.map((id) => createdLabel(id));
}

/**
 * Reads `{successData: {refId: id}, failedData: {refId: reason}}`. `success` is true even if all
 * failed, so every creative must be in one of the two.
 *
 * @param tell is told of each that was made, even if others were not
 */
function readAnswer(
	data: unknown,
	drafts: Draft[],
	clean: (text: string) => string,
	tell: Parameters<Send<Draft>>[1],
): IDataObject[] {
	const part = (key: string): IDataObject =>
		isObject(data) && isObject(data[key]) ? data[key] : {};
	const made = part('successData');
	const failed = part('failedData');

	const created: string[] = [];
	const refused: string[] = [];
	const unknown: string[] = [];
	const results: IDataObject[] = [];
	for (const draft of drafts) {
		const { refId, fileName } = draft.content;
		// IQM's ids are text in this answer and numbers in all others.
		const creativeId = answeredId(made[refId]);
		if (creativeId !== undefined) {
			tell(draft, creativeId);
			const { platformCreativeTypeId, creativeSourceType } = draft.metadata;
			const row = { ...rowOf(draft.metadata, platformCreativeTypeId), creativeId };
			created.push(`${createdLabel(creativeId)} (${nameOf(draft)})`);
			results.push({ ...resultOf(row, fileName), creativeSourceType });
		} else if (refId in failed) {
			const reason = failed[refId];
			const words = isBlank(reason) ? 'no reason given' : reason;
			refused.push(`${nameOf(draft)}: ${clean(typeof words === 'string' ? words : quote(words))}`);
		} else {
			unknown.push(nameOf(draft));
		}
	}
	if (refused.length + unknown.length === 0) return results;

	const silent = unknown.map((name) => `${name}: IQM did not report the outcome`);
	const reasons = [...refused, ...silent];
	throw new ApiFailure(
		`IQM did not create ${reasons.length} of ${drafts.length} creatives. ${reasons.join('; ')}`,
		{
			description:
				unknown.length > 0
					? 'Check in IQM for those without an outcome before uploading again.'
					: 'Fix what the message names, then upload only these again.',
			mayHaveActed: unknown.length > 0,
			created,
		},
	);
}

/**
 * Uploads creatives of any kind in one request: `POST /api/v3/crt/creatives` (Creative API guideline).
 * A file's name, which `creativeSource` repeats, links it to its metadata. Those that exist already are
 * treated as the form says, see {@link uploadMissing}.
 */
export async function sendDrafts(
	context: IExecuteFunctions,
	itemIndex: number,
	all: Draft[],
): Promise<OperationResult> {
	const plans = all.map((draft) => ({
		draft,
		metadata: draft.metadata,
		creativeTypeId: draft.metadata.platformCreativeTypeId,
		fileName: draft.content.fileName,
	}));
	return await uploadMissing(context, itemIndex, plans, async (drafts, tell) => {
		const parts = partsOf(drafts);
		const { data, raw, clean } = await iqmRequest(
			context,
			{
				method: 'POST',
				path: '/api/v3/crt/creatives',
				body: multipartBody(parts),
				uploadBytes: uploadBytes(parts),
				writes: 'creative',
				ownFailures: ['failedData'],
				made: madeIn,
			},
			itemIndex,
		);
		const results = readAnswer(data, drafts, clean, tell);
		return { results, raw, label: createdLabel(...results.map(({ creativeId }) => creativeId)) };
	});
}
