import { ApiFailure } from '../../../../common/ground/errors';
import { saidBoolean } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import { oncePerRun } from '../../../../common/run/oncePerRun';
import { listData } from '../../../transport/answerRows';
import { accountKey } from '../../../transport/request';
import { DEFAULT_METRICS, FIELDS_REQUEST, reportFieldsIn } from '../reportField/reportFields';

/**
 * The metrics to send. IQM refuses a report without any ("Please select columns for report creation"),
 * but its list of fields says which ones it preselects (`defaultEnabled`; IQM OpenAPI reports,
 * getDimensionAndMetricDetails): those stand in for the entry {@link DEFAULT_METRICS}. They depend on
 * the organization, so they are looked up, and a saved report keeps what they are when it is saved.
 *
 * @param chosen the form's metrics, in their order; a repeated one counts once
 * @throws ApiFailure if IQM preselects none
 */
export async function metricsOf({ context }: Item, chosen: string[]): Promise<string[]> {
	if (!chosen.includes(DEFAULT_METRICS)) return chosen;
	// Each report that is made forgets the lists, which the next item would ask for again.
	const key = `report fields of ${await accountKey(context)}`;
	const answer = await oncePerRun(context, key, async () => await listData(context, FIELDS_REQUEST));
	const fields = reportFieldsIn(answer, ['metric']);
	const defaults = fields
		.filter(({ defaultEnabled }) => saidBoolean(defaultEnabled) === true)
		.map(({ key }) => String(key));
	if (defaults.length === 0) {
		throw new ApiFailure('IQM has no default metrics for this account', {
			description: "Nothing was changed. Choose the metrics in 'Metric Names or IDs'.",
		});
	}
	return [...new Set(chosen.flatMap((one) => (one === DEFAULT_METRICS ? defaults : [one])))];
}
