import type { IDataObject } from 'n8n-workflow';

import { isBlank } from '../ground/values';
import type { Contradiction } from '../guard/contradiction';
import type { Comparison } from './ifItExists';

interface Compared {
	/** The form's words for the fields. */
	labels: Record<string, string>;
	/** Fields that are neither money nor dates nor targeting: a difference there is only told. */
	harmless?: string[];
	/** Fields that say nothing about the thing, or by which it was found. */
	ignored?: string[];
	/** What differs between fields of a request and of an answer, as the API writes its values. */
	contradictions: (sent: IDataObject, present: IDataObject) => Contradiction[];
	/** The name of the API. */
	api: string;
	/** A value as a person reads it. */
	shown?: (value: unknown, name: string) => unknown;
}

/**
 * How something that exists compares with what would have been sent to create it. A field that the API
 * does not show can't be compared, which is said.
 *
 * @param sent under the names of the answer
 */
export function comparison(
	sent: IDataObject,
	present: IDataObject,
	{ labels, harmless = [], ignored = [], contradictions, api, shown = (value) => value }: Compared,
): Comparison {
	const names = Object.keys(sent).filter(
		(name) => sent[name] !== undefined && !ignored.includes(name),
	);
	const unseen = names
		.filter((name) => present[name] === undefined && !isBlank(sent[name]))
		.map((name) => labels[name] ?? name);
	const differs = names.flatMap((name) =>
		contradictions({ [name]: sent[name] }, present).map((found) => ({
			label: found.label,
			wanted: shown(found.wanted, name),
			present: shown(found.present, name),
			isGrave: !harmless.includes(name),
		})),
	);
	if (unseen.length === 0) return { differs };
	return { differs, notCompared: `${api} does not show ${unseen.join(', ')}` };
}
