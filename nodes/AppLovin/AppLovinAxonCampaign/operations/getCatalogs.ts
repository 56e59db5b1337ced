import type { IDataObject } from 'n8n-workflow';

import { optionsCollection } from '../../../common/form/options';
import { ApiFailure } from '../../../common/ground/errors';
import { isObject } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { axonRequest } from '../../axonTransport/request';
import { DOCUMENT } from '../campaigns';

function rowsOf(data: unknown): IDataObject[] {
	const rows = isObject(data) ? data.catalogs : data;
	if (Array.isArray(rows)) return rows.filter(isObject);
	throw new ApiFailure("AppLovin's response is missing the list of catalogs", {
		description: "Check 'Base URL' in the credential. AppLovin may have changed this API.",
	});
}

async function execute({ context, index }: Item): Promise<OperationResult> {
	const path = '/manage/v1/campaign/catalog_info';
	const { data, raw } = await axonRequest(context, { method: 'GET', path }, index);
	return { results: rowsOf(data).map(({ id, ...row }) => ({ catalog_id: id, ...row })), raw };
}

/** Lists the catalogs of the account's shops, which web campaigns show products from. */
export const getCatalogs: Operation = {
	value: 'getCatalogs',
	name: 'Get Catalogs',
	action: 'Get product catalogs',
	description: 'List the product catalogs and their variant sets, for dynamic ads of web campaigns',
	endpoint: 'GET /manage/v1/campaign/catalog_info',
	document: `${DOCUMENT}, "/campaign/catalog_info"`,
	writes: false,
	properties: [optionsCollection('AppLovin')],
	execute,
};
