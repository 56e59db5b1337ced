import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { optionsCollection } from '../../shared/options';
import { iqmRequest } from '../../transport/request';
import { askColumnList, readColumnList } from '../columnList';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const { data, raw } = await askColumnList(
		async (request) => await iqmRequest(context, request, itemIndex),
	);
	return { results: readColumnList(data), raw };
}

/** Lists the fields that columns can be mapped to. */
export const getColumns: Operation = {
	value: 'getColumns',
	name: 'Get Columns',
	action: 'Get matched audience columns',
	description: 'List the IQM fields that file columns can be mapped to',
	endpoint: 'POST /api/v3/audience/static/matched/column-list',
	document: 'Quickstart "Upload Matched Audience", step 2 "Request column list"',
	writes: false,
	properties: [optionsCollection()],
	execute,
};
