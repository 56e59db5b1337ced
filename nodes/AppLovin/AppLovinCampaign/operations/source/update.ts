import type { IDataObject } from 'n8n-workflow';

import { Faults } from '../../../../common/ground/faults';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { pathId } from '../../../../common/send/door';
import { bodyFormatOption, formatBody } from '../../../shared/bodyFormat';
import { writeOptionsCollection } from '../../../shared/options';
import { campaignProperty, readCampaignId } from '../../campaignId';
import { withoutDefault } from '../../../../common/form/choice';
import { STATUSES, toStatus } from '../../choice';
import { sendChange } from '../../sendChange';
import type { RowsForm } from '../../formRows';
import {
	appIdField,
	checkKeys,
	checkOnce,
	readAppId,
	readFormRows,
	rowLabel,
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
	example: '[{"app_id": "da605e6f950f1aec", "status": false}]',
};

function readSource(row: IDataObject, index: number, campaignId: string): IDataObject {
	const { displayName } = FORM;
	checkKeys(row, { app_id: 'App', status: 'Status' }, `${displayName} ${index + 1}`);
	const faults = new Faults();
	const app_id = faults.attempt(() => readAppId(row, campaignId, displayName, index));
	const label = rowLabel(displayName, index, 'Status');
	const status = faults.attempt(() => toStatus(row.status, label));
	faults.throwAny();
	return { app_id, status };
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const faults = new Faults();
	const campaignId = faults.attempt(() => readCampaignId(context, itemIndex)) ?? '';
	const rows = faults.attempt(() => readFormRows(context, itemIndex, FORM)) ?? [];
	const sources = rows
		.map((row, index) => faults.rule(() => readSource(row, index, campaignId)))
		.filter((source) => source !== undefined);
	faults.rule(() =>
		checkOnce(
			sources.map(({ app_id }) => `the app ${String(app_id)}`),
			FORM.displayName,
		),
	);
	faults.throwAny();
	return await sendChange(context, itemIndex, {
		campaignId,
		path: `/sources/${pathId(campaignId)}`,
		body: formatBody(context, itemIndex, 'sources', sources),
		what: 'sources',
		sent: { sources },
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
		writeOptionsCollection([bodyFormatOption]),
	],
	execute,
};
