import type { IDataObject } from 'n8n-workflow';

import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { bodyFormatOption, formatBody } from '../../../shared/bodyFormat';
import { campaignProperty, readCampaignId } from '../../campaignId';
import { withoutDefault } from '../../../../common/form/choice';
import { STATUSES, toStatus } from '../../choice';
import { isFromItem } from '../../itemRows';
import { sendChange } from '../../sendChange';
import { sendRow } from '../../sendRow';
import type { RowsForm } from '../../formRows';
import {
	appIdField,
	checkKeys,
	checkOnce,
	readAppId,
	readFormRows,
	rowLabel,
	rowPlace,
	rowsOptions,
	rowsProperties,
} from '../../formRows';
import { READABLE_SOURCES } from '../../simpleCampaign';

const FORM: RowsForm = {
	name: 'sources',
	displayName: 'Sources',
	row: 'Source',
	description: 'The apps to turn on or off. Apps without a row stay unchanged.',
	fields: [
		appIdField,
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: withoutDefault(STATUSES),
			default: '',
			description: 'Whether the app serves the campaign, for example Paused to stop it',
		},
	],
	required: ['app_id', 'status'],
	example: '[{"app_id": "da605e6f950f1aec", "status": false}]',
};

function readSource(
	row: IDataObject,
	index: number | undefined,
	campaignId: string,
): IDataObject {
	const { displayName } = FORM;
	checkKeys(row, { app_id: 'App', status: 'Status' }, rowPlace(displayName, index));
	const faults = new Faults();
	const app_id = faults.attempt(() => readAppId(row, campaignId, displayName, index));
	const label = rowLabel(displayName, index, 'Status');
	const status = faults.attempt(() => toStatus(row.status, label));
	faults.throwAny();
	return { app_id, status };
}

async function execute(item: Item): Promise<OperationResult> {
	const { context, index: itemIndex } = item;
	const faults = new Faults();
	const campaignId = faults.attempt(() => readCampaignId(context, itemIndex)) ?? '';
	const rows = faults.attempt(() => readFormRows(item, FORM)) ?? [];
	const sources = rows
		.map(({ row, index }) => faults.rule(() => readSource(row, index, campaignId)))
		.filter((source) => source !== undefined);
	faults.rule(() =>
		checkOnce(
			sources.map(({ app_id }) => `the app ${String(app_id)}`),
			FORM.displayName,
		),
	);
	faults.throwAny();
	const path = `/sources/${pathId(campaignId)}`;
	const inFormat = (some: IDataObject[]) => formatBody(context, itemIndex, 'sources', some);
	const body = inFormat(sources);
	if (isFromItem(item)) {
		const [row] = sources;
		return await sendRow(item, {
			...{ campaignId, path, what: { many: 'sources', one: 'source' }, list: 'sources', row },
			name: String(row.app_id),
			toBody: (sent) => inFormat(sent.sources as IDataObject[]),
			...{ format: Array.isArray(body), lines: {}, shown: {} },
		});
	}
	return await sendChange(context, itemIndex, {
		...{ campaignId, path, body, what: 'sources', sent: { sources } },
	});
}

/** Switches apps on or off for a campaign. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update sources',
	description: 'Turn apps that serve a campaign on or off',
	endpoint: 'POST /sources/{campaign_id}',
	document: 'Campaign Management API, "/sources/campaign_id"',
	writes: true,
	readable: READABLE_SOURCES,
	properties: [
		campaignProperty,
		...rowsProperties(FORM),
		rowsOptions([bodyFormatOption]),
	],
	execute,
};
