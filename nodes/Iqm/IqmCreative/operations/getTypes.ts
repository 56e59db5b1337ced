import type { IDataObject } from 'n8n-workflow';

import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { isBlank } from '../../../common/ground/values';
import { creativeTypeRows } from '../../shared/creativeTypes';
import { optionsCollection } from '../../shared/options';
import { iqmRequest } from '../../transport/request';

/** One type, whose name IQM's documents put under three different keys. */
function typeOf(row: IDataObject): IDataObject {
	const name = [row.name, row.displayName, row.label].find((text) => !isBlank(text));
	const id = Number(row.id);
	return { ...row, id, name: name ?? String(id), creativeTypeId: id };
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const { data, raw } = await iqmRequest(
		context,
		{ method: 'GET', path: '/api/v3/master/creativeTypes' },
		itemIndex,
	);
	return { results: creativeTypeRows(data).map(typeOf), raw };
}

/** Lists the creative types. */
export const getTypes: Operation = {
	value: 'getTypes',
	name: 'Get Types',
	action: 'Get creative types',
	description: 'List the types of creatives and their IDs',
	endpoint: 'GET /api/v3/master/creativeTypes',
	document: 'Quickstart "Upload Creative and Create a Campaign", step 2 "Request creative types"',
	writes: false,
	properties: [optionsCollection()],
	execute,
};
