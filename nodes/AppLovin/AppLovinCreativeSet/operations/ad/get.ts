import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { optionsCollection } from '../../../shared/options';
import { appLovinRequest } from '../../../transport/request';
import { adFields, readId } from '../../setFields';
import { answeredAd } from './ad';
import { SIMPLE_AD } from '../../simpleSet';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const id = readId(context, itemIndex, 'ad_id');
	const { data, raw } = await appLovinRequest(
		context,
		{ method: 'GET', path: `/ad/${pathId(id)}` },
		itemIndex,
	);
	return { results: [answeredAd(data, id, false)], raw };
}

/** Reads one ad. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get an ad',
	description: 'Get the name, status, size and template of an ad',
	endpoint: 'GET /ad/{ad_id}',
	document: 'Campaign Management API, "/ad/ad_id"',
	writes: false,
	simple: SIMPLE_AD,
	properties: [...adFields, optionsCollection()],
	execute,
};
