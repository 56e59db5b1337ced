import type { IExecuteFunctions } from 'n8n-workflow';

import type { OperationResult } from '../../common/run/operation';
import { readContents } from './contents';
import { draftOf, sendDrafts } from './drafts';
import type { OtherKind } from './creativeKinds';
import { KINDS, sourceOf } from './creativeKinds';
import { readForm } from './othersForm';
import { LABELS } from './othersProperties';

/** Uploads video, audio, HTML, VAST or DAAST: `POST /api/v3/crt/creatives` (Creative API guideline). */
export async function uploadOthers(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: OtherKind,
): Promise<OperationResult> {
	const source = sourceOf(context.getNodeParameter('source', itemIndex, undefined), kind);
	const { form, additionalJson } = readForm(context, itemIndex, kind, source);
	const drafts = (await readContents(context, itemIndex, kind, source)).map((content) =>
		draftOf(content, form, additionalJson, KINDS[kind].clickable, LABELS),
	);
	return await sendDrafts(context, itemIndex, drafts);
}
