import type { IDataObject } from 'n8n-workflow';

import { comparison } from '../../common/run/comparison';
import type { Comparison } from '../../common/run/ifItExists';
import { contradictions, shownValue } from './contradiction';

interface Compared {
	/** The form's words for the fields. */
	labels: Record<string, string>;
	/** Fields that are neither money nor dates nor targeting: a difference there is only told. */
	harmless?: string[];
	/** Fields that say nothing about the thing, or by which it was found. */
	ignored?: string[];
	/** Fields that operations of their own change later in a workflow, such as budgets. */
	changedLater?: string[];
}

/** What to do where a later node may have changed something, as {@link Comparison.remedy} goes on. */
const AFTER_A_CHANGE =
	"If a later node in the workflow changed it, pin this node's output, or enter the current value in this form. Otherwise change it with Update";

/** {@link comparison} for what IQM shows. */
export function compared(sent: IDataObject, present: IDataObject, facts: Compared): Comparison {
	const found = comparison(sent, present, {
		...facts,
		contradictions: (wanted, shown) => contradictions(wanted, shown, facts.labels),
		api: 'IQM',
		shown: shownValue,
	});
	const later = (facts.changedLater ?? []).map((name) => facts.labels[name]);
	const isLater = found.differs.some(({ label }) => later.includes(label));
	return isLater ? { ...found, remedy: AFTER_A_CHANGE } : found;
}
