import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { withoutDefault } from '../../../../common/form/choice';
import { isBlank } from '../../../../common/ground/values';
import { listData } from '../../../transport/answerRows';
import type { FieldKind } from './reportFields';
import { DEFAULT_METRICS, FIELDS_REQUEST, reportFieldsIn } from './reportFields';

/**
 * Fields of one kind as "Group: Label", in IQM's order. Groups and metrics differ from one
 * organization to the next, and case counts in keys, so none is known beforehand.
 */
async function optionsOf(
	context: ILoadOptionsFunctions,
	kind: FieldKind,
): Promise<INodePropertyOptions[]> {
	const fields = reportFieldsIn(await listData(context, FIELDS_REQUEST), [kind]);
	return fields.map(({ group, key, label, description }) => ({
		name: `${String(group)}: ${String(isBlank(label) ? key : label)}`,
		value: String(key),
		...(isBlank(description) ? {} : { description: String(description) }),
	}));
}

/** What reports are split by: `GET /api/v3/ra/report/dimension-metrics/detail` (IQM OpenAPI reports). */
export async function getReportDimensions(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, 'dimension');
}

/** What reports measure, from the same answer. */
export async function getReportMetrics(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return await optionsOf(this, 'metric');
}

/** The same for a report's own metrics, which may be those that IQM preselects. */
export async function getReportMetricsOrDefaults(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return [
		{
			name: "IQM's Default Metrics",
			value: DEFAULT_METRICS,
			description: 'The metrics that IQM preselects for a new report',
		},
		...(await optionsOf(this, 'metric')),
	];
}

/** By what rows can be sorted: a metric, and none at first, which n8n would mark as a fault. */
export async function getReportSortings(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	return withoutDefault(await optionsOf(this, 'metric'));
}
