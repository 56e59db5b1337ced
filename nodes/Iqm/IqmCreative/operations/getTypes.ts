import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../../common/errors';
import type { Operation, OperationResult } from '../../../common/operation';
import { isBlank } from '../../../common/values';
import { optionsCollection } from '../../shared/options';
import { rowsOf } from '../../transport/lists';
import { iqmRequest } from '../../transport/request';
import { KNOWN_TYPES } from '../creativeTypes';

const HINT = `IQM's known creative types are ${KNOWN_TYPES}.`;

/** One type, whose name IQM's documents put under three different keys. */
function typeOf(row: IDataObject): IDataObject {
	const name = [row.name, row.displayName, row.label].find((text) => !isBlank(text));
	const id = Number(row.id);
	return { ...row, id, name: name ?? String(id), creativeTypeId: id };
}

/**
 * The sample answer of the quickstart is not a list of creative types but the one of matched
 * audiences' data formats (Raw, MD5, …): should IQM really answer so, no id in it may be used.
 */
function check(rows: IDataObject[]): IDataObject[] {
	if (rows.some((row) => 'keyName' in row)) {
		throw new ApiFailure(
			'IQM answered with the data formats of matched audiences instead of creative types, as the sample in its own quickstart does',
			{ description: HINT },
		);
	}
	if (rows.length === 0 || rows.some(({ id }) => isBlank(id) || !Number.isInteger(Number(id)))) {
		throw new ApiFailure('IQM answered without a list of creative types', { description: HINT });
	}
	return rows.map(typeOf);
}

async function execute(context: IExecuteFunctions, itemIndex: number): Promise<OperationResult> {
	const { data, raw } = await iqmRequest(
		context,
		{ method: 'GET', path: '/api/v3/master/creativeTypes' },
		itemIndex,
	);
	return { results: check(rowsOf(data)), raw };
}

/**
 * Lists the creative types: `GET /api/v3/master/creativeTypes` (quickstart "Upload Creative and
 * Create a Campaign", step 2).
 */
export const getTypes: Operation = {
	value: 'getTypes',
	name: 'Get Types',
	action: 'Get creative types',
	description: 'List the types of creatives and their IDs',
	writes: false,
	properties: [optionsCollection()],
	execute,
};
