import { upToLimit } from '../../../../common/form/moreHint';
import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { optionsCollection } from '../../../shared/options';
import { setResult, setsOf } from '../../creativeSets';
import { limitProperties, readLimit } from '../../../../common/form/limit';
import { campaignField, readId } from '../../setFields';
import { SIMPLE_SET } from '../../simpleSet';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const faults = new Faults();
	const campaign = faults.attempt(() => readId(context, itemIndex, 'campaign_id')) ?? '';
	const limit = faults.attempt(() => readLimit(context, itemIndex)) ?? 0;
	faults.throwAny();
	const { rows, raw } = await setsOf(context, itemIndex, campaign);
	const some = upToLimit(context, rows, limit, 'creative sets');
	const results = some.map((row) => setResult(row, { campaign_id: campaign }));
	return { results, raw };
}

/** Lists the creative sets of a campaign. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many creative sets',
	description: 'List the creative sets of a campaign with their assets and ads',
	endpoint: 'GET /creative_sets/{campaign_id}',
	document: 'Campaign Management API, "/creative_sets/campaign_id"',
	writes: false,
	simple: SIMPLE_SET,
	properties: [
		campaignField('The campaign whose creative sets to list'),
		...limitProperties,
		optionsCollection(),
	],
	execute,
};
