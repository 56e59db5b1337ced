import type { IDataObject } from 'n8n-workflow';

import { toProperty } from '../../../../common/form/fields';
import { hint } from '../../../../common/form/moreHint';
import { clock } from '../../../../common/ground/clock';
import { ApiFailure } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isoText } from '../../../../common/ground/moments';
import { isObject } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { routeTo, sendFor } from '../../../../verbs/describe';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { dimensionField } from './groups';
import { askedProperties, readAsked, zoneProperty } from './period';

const ENDPOINT = 'POST /api/v4/das/report/metrics-comparison';

/** The figures of the two periods in an answer. */
interface Periods {
	current: IDataObject;
	previous: IDataObject;
}

function periodsIn(data: unknown): Periods {
	if (isObject(data) && isObject(data.current) && isObject(data.previous)) {
		return { current: data.current, previous: data.previous };
	}
	throw new ApiFailure("IQM's response is missing the figures of both periods", {
		description: 'Nothing was changed. There may be no data yet.',
	});
}

/**
 * By how much each figure grew, in percent with two decimals: null where there was nothing before, for
 * which no percentage exists.
 */
export function changesIn({ current, previous }: Periods): IDataObject {
	const changes = Object.entries(current).map(([name, now]) => {
		const before = previous[name];
		if (typeof now !== 'number' || typeof before !== 'number' || before === 0) return [name, null];
		return [name, Math.round(((now - before) / before) * 10_000) / 100];
	});
	return Object.fromEntries(changes) as IDataObject;
}

const isNothing = (figures: IDataObject): boolean =>
	Object.values(figures).every((figure) => figure === 0 || figure === null);

/** Compares a period with the equally long one right before it. */
export const compare: Operation = {
	value: 'compare',
	name: 'Compare',
	action: 'Compare performance with the previous period',
	description: 'Compare spend and delivery with the preceding period of the same length',
	endpoint: ENDPOINT,
	document: 'IQM OpenAPI dashboard, dashboard-report-metrics-comparison',
	writes: false,
	properties: [
		toProperty('dimension', dimensionField),
		...askedProperties,
		optionsCollection([zoneProperty]),
	],
	async execute(item) {
		const faults = new Faults();
		const dimension = faults.attempt(() => dimensionField.read(item.read('dimension'), item.zone));
		const { filters, start, end, zone } = await readAsked(item, faults);
		const { data, raw } = await sendFor(IQM_VERBS, item, {
			...routeTo(ENDPOINT, {}),
			body: { filters, dimension },
		});
		const periods = periodsIn(data);
		if (end >= clock.now()) {
			hint(
				item.context,
				'The period is not over yet: its figures so far are compared with those of a whole period before it, so a fall may only mean that time is left.',
				'warning',
			);
		}
		if (isNothing(periods.current) && isNothing(periods.previous)) {
			hint(
				item.context,
				'All figures are 0: either nothing was delivered, or this user has no access to what the filters select.',
				'warning',
			);
		}
		const result = {
			startDate: isoText(start, zone),
			endDate: isoText(end, zone),
			...periods,
			changePercent: changesIn(periods),
		};
		return { results: [result], raw };
	},
};
