import type { IDataObject } from 'n8n-workflow';

import type { ListChange, ListFacts, ListsMode } from '../../../../common/form/presentLists';
import { byId, changeList, readListsMode } from '../../../../common/form/presentLists';
import { Faults } from '../../../../common/ground/faults';
import { contentOf } from '../../../../common/ground/json';
import { isObject } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import { IQM_VERBS } from '../../../shared/verbs';
import type { Dimension } from './definition';
import { customersField, definitionFields, FILTERS } from './definition';

const DIMENSIONS = definitionFields.dimensions.label;

type Facts = Pick<ListFacts, 'empty' | 'keyOf' | 'label' | 'toEmpty'>;

/** Dimensions appear as `device_type` and as `deviceType` in IQM's samples. */
const dimensionKey = (filter: unknown): string => String(filter).replaceAll('_', '').toLowerCase();

const LISTS: Record<string, Facts> = {
	dimensions: {
		label: DIMENSIONS,
		empty: 'none',
		toEmpty: 'A report has at least one dimension.',
		keyOf: dimensionKey,
	},
	columns: {
		label: definitionFields.columns.label,
		empty: 'none',
		toEmpty: 'A report has at least one metric.',
	},
	customerIds: {
		label: customersField.label,
		empty: 'all',
		toEmpty: 'Without any, the report would cover all customers: keep one, or clear the list in IQM.',
		keyOf: byId,
	},
};

const listsIn = (changes: IDataObject): string[] =>
	Object.keys(LISTS).filter((name) => changes[name] !== undefined);

export const hasLists = (changes: IDataObject): boolean => listsIn(changes).length > 0;

/**
 * What the lists of a change do to the present ones.
 *
 * @param changes under the API's names; dimensions as the form has them
 * @param hasFilters whether dimensions are restricted to some of their values
 */
export function readReportLists(
	{ read }: Pick<Item, 'read'>,
	changes: IDataObject,
	hasFilters: boolean,
	faults: Faults,
): ListsMode | undefined {
	const labels = listsIn(changes).map((name) => LISTS[name].label);
	const mode = readListsMode(read, labels, faults);
	if (mode === 'remove' && hasFilters) {
		faults.wrong(
			`'${FILTERS}' can't be combined with removing dimensions`,
			`Remove it: removing a dimension removes all its values.`,
		);
	}
	return mode;
}

const dimensionsIn = (value: unknown): Dimension[] | undefined => {
	const list = contentOf(value);
	return Array.isArray(list) && list.every(isObject) ? (list as unknown as Dimension[]) : undefined;
};

/** The dimensions, each with its values: the present ones keep theirs. */
function dimensionsOf(
	names: unknown,
	given: Dimension[],
	present: Dimension[],
	of: string,
): string {
	const own = new Map(present.map((one) => [dimensionKey(one.filter), one]));
	const faults = new Faults();
	for (const { filter, value } of given) {
		if (value === undefined || !own.has(dimensionKey(filter))) continue;
		faults.wrong(
			`'${FILTERS}' restricts ${filter}, which is already a dimension of ${of}`,
			`To change its values, replace '${DIMENSIONS}' as a whole.`,
		);
	}
	faults.throwAny();
	const all = new Map([...given, ...present].map((one) => [dimensionKey(one.filter), one]));
	return JSON.stringify((names as string[]).map((name) => all.get(dimensionKey(name))));
}

/**
 * The lists of a change as they are sent, each as a whole.
 *
 * @param changes with dimensions as they travel
 * @param report as IQM shows it; undefined if it was not read, because lists are replaced
 * @throws InputError that names every list that can't be added to or removed from
 */
export function changeReportLists(
	changes: IDataObject,
	mode: ListsMode | undefined,
	report: IDataObject | undefined,
	of: string,
): { changes: IDataObject; lists: ListChange[] } {
	const faults = new Faults();
	const whole = { ...changes };
	const lists = listsIn(changes).flatMap((name) => {
		const { [name]: shown } = report ?? {};
		const facts: ListFacts = { ...LISTS[name], as: 'array', api: IQM_VERBS.api.name, of };
		const found = faults.attempt(() => {
			if (name !== 'dimensions') return changeList(facts, mode, changes[name], shown);
			const [given = [], present] = [changes[name], shown].map(dimensionsIn);
			const filters = (all: Dimension[]) => all.map(({ filter }) => filter);
			const list = changeList(
				facts,
				mode,
				filters(given),
				present === undefined ? undefined : filters(present),
			);
			const isWhole = mode === 'add' || mode === 'remove';
			const value = isWhole ? dimensionsOf(list.value, given, present ?? [], of) : changes[name];
			return { ...list, value };
		});
		if (found === undefined) return [];
		whole[name] = found.value as IDataObject;
		return [found.change];
	});
	faults.throwAny();
	return { changes: whole, lists };
}
