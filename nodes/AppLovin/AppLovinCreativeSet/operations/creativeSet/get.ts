import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { isObject } from '../../../../common/ground/values';
import { optionsCollection } from '../../../shared/options';
import { findSet, setResult } from '../../creativeSets';
import { readId, setOfCampaignFields } from '../../setFields';
import { missingAssets, readTemplates, templatesOption } from '../../missingAssets';
import { SIMPLE_SET } from '../../simpleSet';

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const faults = new Faults();
	const campaign = faults.attempt(() => readId(context, itemIndex, 'campaign_id')) ?? '';
	const set = faults.attempt(() => readId(context, itemIndex, 'creative_set_id')) ?? '';
	const templates = faults.attempt(() => readTemplates(context, itemIndex)) ?? [];
	faults.throwAny();
	const { row, raw } = await findSet(context, itemIndex, campaign, set);
	const assets = Array.isArray(row.assets) ? row.assets.filter(isObject) : [];
	const ids = { creative_set_id: set, campaign_id: campaign };
	return { results: [{ ...setResult(row, ids), ...missingAssets(templates, assets) }], raw };
}

/** Reads one creative set, found among its campaign's: it has no GET of its own. */
export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get a creative set',
	description: 'Get a creative set with its assets and ads',
	endpoint: 'GET /creative_sets/{campaign_id}',
	document: 'Campaign Management API, "/creative_sets/campaign_id"',
	writes: false,
	simple: SIMPLE_SET,
	properties: [...setOfCampaignFields, optionsCollection([templatesOption])],
	execute,
};
