import { toProperty } from '../../../../common/form/fields';
import { Faults } from '../../../../common/ground/faults';
import { isoText } from '../../../../common/ground/moments';
import type { Operation } from '../../../../common/run/operation';
import { routeTo, sendFor } from '../../../../verbs/describe';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { rowsIn } from '../../../transport/answerRows';
import { dimensionField } from './groups';
import { askedProperties, readAsked, timezoneIdOf, zoneProperty } from './period';
import { SIMPLE_POINT } from './simplePerformance';

const ENDPOINT = 'POST /api/v4/das/report/metrics-timeline';

/** Gets how the figures changed over a period: an item per point in time. */
export const getTimeline: Operation = {
	value: 'getTimeline',
	name: 'Get Timeline',
	action: 'Get performance over time',
	description:
		'Get spend and delivery over time: 24 points for up to 11 days, daily points for up to 24 days, at most 24 points beyond that, with zeros where nothing was delivered',
	endpoint: ENDPOINT,
	document: 'IQM OpenAPI dashboard, dashboard-report-metrics-timeline',
	writes: false,
	simple: SIMPLE_POINT,
	properties: [
		toProperty('dimension', dimensionField),
		...askedProperties,
		optionsCollection([zoneProperty]),
	],
	async execute(item) {
		const faults = new Faults();
		const dimension = faults.attempt(() => dimensionField.read(item.read('dimension'), item.zone));
		const asked = await readAsked(item, faults);
		const { filters, zone } = asked;
		const timezoneId = await timezoneIdOf(item, asked);
		const { data, raw } = await sendFor(IQM_VERBS, item, {
			...routeTo(ENDPOINT, {}),
			body: { filters, dimension, timezoneId },
		});
		const results = rowsIn(data, ['recordsList']).map((row) => ({
			...row,
			startDate: isoText(row.startDate, zone),
			endDate: isoText(row.endDate, zone),
		}));
		return { results, raw };
	},
};
