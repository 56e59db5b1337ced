import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toChoice } from '../../../../common/form/choice';
import { requiredProperties } from '../../../../common/form/fields';
import { id, preset } from '../../../../common/form/kinds';
import { Faults } from '../../../../common/ground/faults';
import { resultId, toBoolean } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { readTop, routeTo, sendFor } from '../../../../verbs/describe';
import { asNumbers, forSeveral, idsProperties, readIds } from '../../../../verbs/several';
import { writeOptionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { CAMPAIGNS } from './getCounts';
import { CAMPAIGN_ID, pulseOf, split, SPLIT } from './pulse';

const ONE = 'GET /api/v3/das/campaign-pulse/run/{campaignId}';
const SEVERAL = 'POST /api/v3/das/campaign-pulse/diagnosis';

const WRITES = 'pulse of the campaign';

const WAYS = [
	{ name: 'Insertion Order', value: 'insertionOrder', description: 'Checks all its running campaigns' },
	{ name: 'One Campaign', value: 'campaign', description: 'Checks it and returns the findings' },
	{ name: 'Several Campaigns', value: 'campaigns', description: 'Starts checking all of them' },
];

const WAY = {
	runFor: preset<string>('Run For', 'What to check', {
		of: WAYS,
		first: 'campaign',
		toValue: (value, label) => toChoice(value, label, WAYS),
		example: 'One Campaign',
		note: 'Only running campaigns can be checked',
	}),
};

const ORDER = {
	ioId: id('Insertion Order', 'Insertion order whose running campaigns to check', {
		example: '625',
		pick: 'searchInsertionOrders',
	}),
};

function shownIf(way: string, properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: { show: { ...property.displayOptions?.show, runFor: [way] } },
	}));
}

async function runOne(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const { campaignId = '' } = readTop(item, { campaignId: CAMPAIGN_ID }, faults);
	const splits = faults.attempt(() => toBoolean(item.read(split.name), SPLIT)) ?? true;
	faults.throwAny();
	const label = `campaignId ${campaignId} checked`;
	const { data, raw } = await sendFor(IQM_VERBS, item, {
		...routeTo(ONE, { campaignId }),
		writes: WRITES,
		made: () => [label],
	});
	return { results: pulseOf(data, campaignId, splits), raw, label };
}

/** Without a body, IQM would check all campaigns: one of the two is always in it. */
async function start(
	item: Item,
	body: IDataObject,
	results: IDataObject[],
	label: string,
): Promise<OperationResult> {
	const { raw } = await sendFor(IQM_VERBS, item, {
		...routeTo(SEVERAL, {}),
		body,
		writes: WRITES,
		made: () => [label],
	});
	return { results, raw, label };
}

async function runSeveral(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const ids = faults.attempt(() => readIds(item, CAMPAIGNS)) ?? [];
	const campaignIds = faults.attempt(() => asNumbers(ids, CAMPAIGNS)) ?? [];
	faults.throwAny();
	const results = ids.map((one) => ({ campaignId: resultId(one), started: true }));
	const label = ids.map((one) => `campaignId ${one} check started`).join(', ');
	return await start(item, { campaignIds }, results, label).catch(
		forSeveral(CAMPAIGNS, ids, 'checked', 'IQM'),
	);
}

async function runOrder(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const { ioId } = readTop(item, ORDER, faults);
	faults.throwAny();
	return await start(item, { ioId }, [{ ioId, started: true }], `ioId ${String(ioId)} check started`);
}

/** Checks running campaigns now. It counts as a write even where it is a GET: it starts work. */
export const run: Operation = {
	value: 'run',
	name: 'Run',
	action: 'Check campaigns now',
	description: 'Check running campaigns now: one with immediate findings, or several in the background',
	endpoint: [ONE, SEVERAL],
	document: [
		'IQM OpenAPI dash, dashboard-campaign-pulse-run-single',
		'IQM OpenAPI dash, run-campaign-pulse-severity-check',
	],
	writes: true,
	properties: [
		...requiredProperties(WAY),
		...shownIf('campaign', [...requiredProperties({ campaignId: CAMPAIGN_ID }), split]),
		...shownIf('campaigns', idsProperties(CAMPAIGNS, 'check')),
		...shownIf('insertionOrder', requiredProperties(ORDER)),
		writeOptionsCollection(),
	],
	async execute(item) {
		const faults = new Faults();
		const { runFor } = readTop(item, WAY, faults);
		faults.throwAny();
		if (runFor === 'campaigns') return await runSeveral(item);
		if (runFor === 'insertionOrder') return await runOrder(item);
		return await runOne(item);
	},
};
