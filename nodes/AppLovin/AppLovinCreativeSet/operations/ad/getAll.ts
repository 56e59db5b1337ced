import { upToLimit } from '../../../../common/form/moreHint';
import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { optionsCollection } from '../../../shared/options';
import { rowsOf } from '../../../shared/answerRows';
import { appLovinRequest } from '../../../transport/request';
import { limitProperties, readLimit } from '../../../../common/form/limit';
import { readId, setFields } from '../../setFields';
import { adResult } from './ad';
import { SIMPLE_AD } from '../../simpleSet';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const faults = new Faults();
	const set = faults.attempt(() => readId(context, itemIndex, 'creative_set_id')) ?? '';
	const limit = faults.attempt(() => readLimit(context, itemIndex)) ?? 0;
	faults.throwAny();
	const { data, raw } = await appLovinRequest(
		context,
		{ method: 'GET', path: `/ads/${pathId(set)}`, mayBeEmpty: true },
		itemIndex,
	);
	const results = rowsOf(data, 'ads').map((row) => adResult(row));
	return { results: upToLimit(context, results, limit, 'ads'), raw };
}

/** Lists the ads of a creative set, which the API does not page. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many ads',
	description: 'List the ads of a creative set with their status',
	endpoint: 'GET /ads/{creative_set_id}',
	document: 'Campaign Management API, "/ads/creative_set_id"',
	writes: false,
	simple: SIMPLE_AD,
	properties: [...setFields, ...limitProperties, optionsCollection()],
	execute,
};
