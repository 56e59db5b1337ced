import type { JsonObject } from '../json';
import { reportFieldsGetAll } from './contracts/reportFields';
import { isObject, valueAt } from '../json';

type Group = [name: string, keys: string[]];

/** What the documents' samples name beside the keys of the sample list; the groups are the description's. */
const METRICS: Group[] = [
	['Performance', ['clicks', 'reach', 'bidImpressions', 'CTR', 'winRate', 'budgetCompletion']],
	['Spending', ['spent', 'mediaSpent', 'maxBid']],
	['Cost', ['dataCost', 'eCPM', 'totalECPM', 'eCPC', 'totalECPC']],
	['Video', ['startCount', 'completeCount', 'VCR', 'eCPCV']],
];

const DIMENSIONS: Group[] = [
	['Insertion Order Specifics', ['ioName']],
	['Creative Specifics', ['creative']],
	['Demographics', ['gender', 'incomeGroup']],
	['Technologies', ['deviceType', 'os', 'zip5']],
];

function labelOf(key: string): string {
	const words = key.replace(/([a-z])([A-Z])/g, '$1 $2');
	return `${words[0].toUpperCase()}${words.slice(1)}`;
}

function documented(kind: 'dimensions' | 'metrics'): JsonObject[] {
	const groups = valueAt(reportFieldsGetAll.answer, `data.${kind}`);
	return Array.isArray(groups) ? groups.filter(isObject) : [];
}

/** As the sample's: arrays of objects with one key, the group's name. */
function grouped(kind: 'dimensions' | 'metrics', groups: Group[], firstId: number): JsonObject[] {
	let id = firstId;
	const more = groups.map(([name, keys]): JsonObject => {
		const fields = keys.map((key, index): JsonObject => {
			const own: JsonObject =
				kind === 'metrics'
					? { defaultEnabled: key === 'clicks', dependentDimensions: null }
					: {
							// The only one whose rows can't be restricted, so that a client must look.
							...{ isFilterSupported: key !== 'zip5', isRowToColumn: false },
							...{ isCustomerDependent: false, groupId: firstId },
						};
			return { id: id++, label: labelOf(key), order: index + 1, key, ...own };
		});
		return { [name]: fields };
	});
	return [...documented(kind), ...more];
}

/** All metrics and dimensions in their groups. */
export const REPORT_KEYS = {
	metrics: grouped('metrics', METRICS, 100),
	dimensions: grouped('dimensions', DIMENSIONS, 200),
};

function fieldsOf(groups: JsonObject[]): JsonObject[] {
	return groups.flatMap((group) => Object.values(group).flat()).filter(isObject);
}

export function isMetric(key: string): boolean {
	return fieldsOf(REPORT_KEYS.metrics).some((field) => field.key === key);
}

/** The dimension with this key, as the list of keys shows it. */
export function dimensionOf(key: string): JsonObject | undefined {
	return fieldsOf(REPORT_KEYS.dimensions).find((field) => field.key === key);
}
