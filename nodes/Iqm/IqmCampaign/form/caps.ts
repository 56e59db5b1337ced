import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../../common/ground/errors';
import type { Wrong } from '../../../common/ground/faults';
import { Faults } from '../../../common/ground/faults';
import { isObject, quote, toInteger } from '../../../common/ground/values';
import { LABELS } from './fields';

/* Rules for the maps of a campaign: caps by period, segments by group, placements by creative. */

/** The longest duration by period id: 1 days, 2 weeks, 3 months; 4, the whole campaign, has none. */
const LONGEST_CAP: Record<string, number> = { '1': 6, '2': 3, '3': 3, '4': 0 };

function checkedCap(period: string, cap: unknown, faults: Faults): IDataObject {
	const label = LABELS.frequencyCapping;
	const longest = LONGEST_CAP[period];
	if (longest === undefined || !isObject(cap)) {
		faults.wrong(
			`'${label}' must map 1 (days), 2 (weeks), 3 (months) or 4 (whole campaign) to a cap, not ${quote(period)}`,
		);
		return {};
	}
	const value = faults.attempt(() => toInteger(cap.frequencyCapValue, `${label}: Impressions`, 1));
	const least = Math.min(1, longest);
	const duration = faults.attempt(() =>
		toInteger(cap.frequencyCapDuration, `${label}: Number of Periods`, least),
	);
	if (duration !== undefined && duration > longest) {
		faults.wrong(
			`'${label}: Number of Periods' must be at most ${longest} for the period ${period}, not ${duration}`,
			'Allowed are 1 to 6 days, 1 to 3 weeks and 1 to 3 months; 0 for the whole campaign.',
		);
	}
	return { frequencyCapValue: value, frequencyCapDuration: duration };
}

/**
 * The caps as they are sent.
 *
 * @throws InputError for everything that is wrong with them
 */
export function checkedCaps({ frequencyCapEnabled, frequencyCapping }: IDataObject): IDataObject {
	const label = LABELS.frequencyCapping;
	const caps = isObject(frequencyCapping) ? Object.entries(frequencyCapping) : [];
	if ((frequencyCapEnabled === true) !== caps.length > 0) {
		throw new InputError(
			`'${label}' needs both frequencyCapEnabled true and at least one cap in frequencyCapping`,
			"Use the rows of 'Frequency Caps', which set both.",
		);
	}
	const faults = new Faults();
	const checked = caps.map(([period, cap]) => [period, checkedCap(period, cap, faults)]);
	faults.throwAny();
	return Object.fromEntries(checked) as IDataObject;
}

function isSegmentList(value: unknown): boolean {
	return Array.isArray(value) && value.length > 0 && value.every((id) => Number.isSafeInteger(id));
}

export function checkCreativeTargeting(campaign: IDataObject, wrong: Wrong): void {
	const { creativeAdvanceTargeting: groups, creativesPlacementMapping: placements } = campaign;
	if (groups !== undefined && campaign.isAdvanceAudioVideoTargeted !== true) {
		wrong(
			`'${LABELS.creativeAdvanceTargeting}' has segments, but '${LABELS.isAdvanceAudioVideoTargeted}' is not on`,
			"Set isAdvanceAudioVideoTargeted to true in 'Additional JSON' too, or remove the segments.",
		);
	}
	for (const [group, ids] of Object.entries((groups ?? {}) as IDataObject)) {
		if (isSegmentList(ids)) continue;
		wrong(
			`'${LABELS.creativeAdvanceTargeting}' must hold lists of IDs such as [20600001] for ${group}, not ${quote(ids)}`,
		);
	}
	for (const [creative, placement] of Object.entries((placements ?? {}) as IDataObject)) {
		if (/^\d+$/.test(creative) && Number.isSafeInteger(placement)) continue;
		wrong(
			`'${LABELS.creativesPlacementMapping}' must map creative IDs to placement IDs, not ${quote({ [creative]: placement })}`,
		);
	}
}
