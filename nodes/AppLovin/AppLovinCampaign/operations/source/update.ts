import type { IDataObject } from 'n8n-workflow';

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

const FORM: RowsForm = {
	name: 'sources',
	displayName: 'Sources',
	row: 'Source',
	description: 'The apps to switch. Apps without a row stay as they are.',
	fields: [
		appIdField,
		{
			displayName: 'Status',
			name: 'status',
			type: 'options',
			options: withoutDefault(STATUSES),
			default: '',
			description: 'Whether the campaign is served in the app, for example Paused to end that',
		},
	],
	example: '[{"app_id": "da605e6f950f1aec", "status": false}]',
};

function readSource(row: IDataObject, index: number, campaignId: string): IDataObject {
	const { displayName } = FORM;
	checkKeys(row, { app_id: 'App ID', status: 'Status' }, `${displayName} ${index + 1}`);
	return {
		app_id: readAppId(row, campaignId, displayName, index),
		status: toStatus(row.status, rowLabel(displayName, index, 'Status')),
	};
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const campaignId = readCampaignId(context, itemIndex);
	const sources = readFormRows(context, itemIndex, FORM).map((row, index) =>
		readSource(row, index, campaignId),
	);
	checkOnce(
		sources.map(({ app_id }) => `the app ${String(app_id)}`),
		FORM.displayName,
	);
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
	description: 'Switch apps on or off in which a campaign is served',
	endpoint: 'POST /sources/{campaign_id}',
	document: 'Campaign Management API, "/sources/campaign_id"',
	writes: true,
	properties: [
		campaignProperty,
		...rowsProperties(FORM),
		writeOptionsCollection([bodyFormatOption]),
	],
	execute,
};
