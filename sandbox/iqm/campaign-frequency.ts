import { isInteger, isObject, type JsonObject } from '../json';
import { refuse } from './campaign-values';

/** Keys, names and longest durations of the guidelines' frequency cap types. */
const CAP_TYPES: Record<string, { label: string; least: number; most: number }> = {
	1: { label: 'Day(s)', least: 1, most: 6 },
	2: { label: 'Week(s)', least: 1, most: 3 },
	3: { label: 'Month(s)', least: 1, most: 3 },
	4: { label: 'Campaign Duration', least: 0, most: 0 },
};

/** The three documented 400s with `errorField`. */
export function checkFrequency(body: JsonObject): void {
	const map = body.frequencyCapping;
	const empty = !isObject(map) || Object.keys(map).length === 0;
	if (body.frequencyCapEnabled === true && empty) {
		refuse('Frequency capping map is required.', 'frequencyCapping');
	}
	if (!isObject(map)) return;
	for (const [key, cap] of Object.entries(map)) {
		const type = CAP_TYPES[key];
		if (!type || !isObject(cap)) refuse('Invalid frequency cap type.', 'frequencyCapId');
		const { frequencyCapDuration: duration, frequencyCapValue: value } = cap;
		if (!isInteger(duration) || duration < type.least || duration > type.most) {
			refuse(
				`Invalid frequency duration for frequency cap type '${type.label}'`,
				'frequencyDuration',
			);
		}
		if (!isInteger(value) || value < 1) refuse('Invalid frequency value.', 'frequencyValue');
	}
}
