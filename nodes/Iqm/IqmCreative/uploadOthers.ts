import { Faults } from '../../common/ground/faults';
import { isBlank } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import { readContents } from './contents';
import type { Draft } from './drafts';
import { draftOf, sendDrafts } from './drafts';
import type { OtherKind } from './creativeKinds';
import { KINDS, sourceOf } from './creativeKinds';
import { withMeasures } from './measures';
import { readForm } from './othersForm';
import { LABELS } from './othersProperties';

/** Uploads video, audio, HTML, VAST or DAAST: `POST /api/v3/crt/creatives` (Creative API guideline). */
export async function uploadOthers(item: Item, kind: OtherKind): Promise<OperationResult> {
	const { context, index, read } = item;
	const faults = new Faults();
	const source = faults.attempt(() => sourceOf(read('source'), kind));
	const { form, additionalJson } = readForm(item, kind, source, faults);
	const contents =
		source === undefined
			? []
			: await faults.attemptAsync(async () => await readContents(context, index, kind, source));
	const measuring = {
		isEntered: (name: string) => !isBlank(read(name)),
		faults,
		signal: context.getExecutionCancelSignal(),
	};
	const drafts: Array<Draft | undefined> = [];
	for (const content of contents ?? []) {
		const whole = await withMeasures(content, kind, form, measuring);
		drafts.push(
			faults.attempt(() => draftOf(content, whole, additionalJson, KINDS[kind].clickable, LABELS)),
		);
	}
	faults.throwAny();
	return await sendDrafts(
		context,
		index,
		drafts.filter((draft) => draft !== undefined),
	);
}
