import type { JsonObject } from '../json';
import { json, okV3, Refusal } from '../reply';
import type { Route } from './context';
import { rowsIn } from './contracts/behaviours';
import type { Handler } from './contracts/contract';
import * as contracts from './contracts/reportFields';
import { routesOf } from './contracts/routes';
import { VALUE_LISTS } from './contracts/twins';
import { pageOf, readPaging, sortItems } from './lists';
import { REPORT_KEYS } from './report-keys';

/** The third pixel has a field of the first one’s name, in other letters. */
const CUSTOM_FIELDS: JsonObject[] = [
	...rowsIn(contracts.reportFieldsGetCustomFields.answer, 'data.customFieldData'),
	...['Sample_One', 'field_1', 'field_2'].map((customFieldName) => {
		return { id: 3300, pixelName: 'Pixel Conversion 3', customFieldName };
	}),
];

const customFields: Handler = (context, asked) => {
	const searched = String(asked.searchField ?? '').toLowerCase();
	const { owIds } = asked;
	const isOwn =
		!Array.isArray(owIds) || owIds.length === 0 || owIds.includes(context.options.owId);
	const matching = CUSTOM_FIELDS.filter(
		({ id, pixelName }) =>
			isOwn && `${String(id)} ${String(pixelName)}`.toLowerCase().includes(searched),
	);
	const rows = sortItems(matching, asked.sortBy ?? '-id', ['id', 'pixelName'], asked.order);
	if (!rows) throw new Refusal(422, 'Invalid sortBy value.');
	const page = pageOf(rows, readPaging(asked, { entries: 20, max: 500 }));
	return okV3({
		...{ totalRecords: CUSTOM_FIELDS.length, filterRecords: matching.length },
		customFieldData: page,
	});
};

export const reportFieldRoutes: Route[] = routesOf([
	{ ...contracts.reportFieldsGetAll, does: () => () => okV3(REPORT_KEYS) },
	{ ...contracts.reportFieldsGetCustomFields, does: () => customFields },
	...[contracts.reportFieldsGetValueList, ...VALUE_LISTS].map((contract) => ({
		...contract,
		does: () => () => json(200, contract.answer),
	})),
]);
