import type { IDataObject } from 'n8n-workflow';

import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { optionsCollection } from '../../../shared/options';
import { assetsOfSet, readWait, waitFields, waitForAssets } from '../../assets';
import { readId, setOfCampaignFields } from '../../setFields';
import { missingAssets, readTemplates, templatesOption } from '../../missingAssets';
import { SIMPLE_ASSET } from '../../simpleSet';

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const faults = new Faults();
	const campaign = faults.attempt(() => readId(context, itemIndex, 'campaign_id')) ?? '';
	const set = faults.attempt(() => readId(context, itemIndex, 'creative_set_id')) ?? '';
	const templates = faults.attempt(() => readTemplates(context, itemIndex)) ?? [];
	const wait = faults.attempt(() => readWait(context, itemIndex));
	faults.throwAny();
	const { rows, raw } =
		wait === undefined
			? await assetsOfSet(context, itemIndex, campaign, set)
			: await waitForAssets(item, { campaign, set }, wait);

	const ids = { creative_set_id: set, campaign_id: campaign };
	const missing = missingAssets(templates, rows);
	const results: IDataObject[] = rows.map((row) => ({ ...ids, ...row, ...missing }));
	// A set without assets has the longest list of missing ones.
	if (results.length === 0 && templates.length > 0) results.push({ ...ids, ...missing });
	return { results, raw };
}

/** Lists a set's assets, found among its campaign's sets: they have no GET of their own. */
export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many assets',
	description: 'List the assets of a creative set, or wait until all of them are ready',
	endpoint: 'GET /creative_sets/{campaign_id}',
	document: 'Campaign Management API, "/creative_sets/campaign_id"',
	writes: false,
	simple: SIMPLE_ASSET,
	properties: [...setOfCampaignFields, ...waitFields, optionsCollection([templatesOption])],
	execute,
};
