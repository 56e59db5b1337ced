import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { upToLimit } from '../../../../common/form/moreHint';
import { nameHolds } from '../../../../common/ground/names';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { toText } from '../../../../common/ground/values';
import { optionsCollection } from '../../../shared/options';
import { rowsOf } from '../../../shared/answerRows';
import { appLovinRequest } from '../../../transport/request';
import { toChoice } from '../../../../common/form/choice';
import { isPlatform, PLATFORMS, statusOf, STATUSES, toStatus } from '../../choice';
import { limitProperties, readLimit } from '../../../../common/form/limit';

const properties: INodeProperties[] = [
	...limitProperties,
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		options: [
			{
				displayName: 'Name Contains',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. ROAS',
				description:
					'Part of the name of the wanted campaigns, upper or lower case, for example ROAS',
			},
			{
				displayName: 'Platform',
				name: 'platform',
				type: 'options',
				options: PLATFORMS,
				default: 'android',
				description: 'Platform of the wanted campaigns, for example Android',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: STATUSES,
				default: 'active',
				description: 'Status of the wanted campaigns, for example Active',
			},
		],
	},
	optionsCollection(),
];

type Test = (campaign: IDataObject) => boolean;

/** The filters, which AppLovin does not offer: they are applied to its whole list. */
function readFilters(context: IExecuteFunctions, itemIndex: number): Test[] {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const tests: Test[] = [];
	if (filters.name !== undefined) {
		const part = toText(filters.name, 'Name Contains');
		tests.push(({ name }) => nameHolds(name, part));
	}
	if (filters.platform !== undefined) {
		const platform = toChoice(filters.platform, 'Platform', PLATFORMS);
		tests.push((campaign) => isPlatform(campaign, platform));
	}
	if (filters.status !== undefined) {
		const status = toStatus(filters.status, 'Status');
		tests.push((campaign) => statusOf(campaign) === status);
	}
	return tests;
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const wanted = readLimit(context, itemIndex);
	const tests = readFilters(context, itemIndex);
	const { data, raw } = await appLovinRequest(
		context,
		{ method: 'GET', path: '/campaigns', mayBeEmpty: true },
		itemIndex,
	);
	const campaigns = rowsOf(data, 'campaigns').filter((row) => tests.every((test) => test(row)));
	return { results: upToLimit(context, campaigns, wanted, 'campaigns'), raw };
}

/** Lists the campaigns; the API offers neither pages nor filters for them. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many campaigns',
	description: "List the account's campaigns, all or those that fit the filters",
	endpoint: 'GET /campaigns',
	document: 'Campaign Management API, "/campaigns"',
	writes: false,
	properties,
	execute,
};
