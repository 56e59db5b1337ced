import { optionsCollection } from '../../../common/form/options';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { axonRequest } from '../../axonTransport/request';
import { DOCUMENT } from '../campaigns';
import { CATALOGS, catalogsIn } from '../catalogs';

async function execute({ context, index }: Item): Promise<OperationResult> {
	const { data, raw } = await axonRequest(context, CATALOGS, index);
	return { results: catalogsIn(data).map(({ id, ...row }) => ({ catalog_id: id, ...row })), raw };
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
