import type { INodePropertyOptions } from 'n8n-workflow';

import { toChoice, withoutDefault } from '../../../../common/form/choice';
import { isBlank } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { optionsCollection } from '../../../shared/options';
import { rowsIn } from '../../../transport/answerRows';
import { iqmRequest } from '../../../transport/request';

const LABEL = 'List';

const LISTS: INodePropertyOptions[] = [
	{
		name: 'Delivery Frequencies',
		value: 'deliveryFrequency',
		description: 'How often a schedule sends a report',
	},
	{ name: 'File Types', value: 'fileType', description: 'File formats of reports' },
	{
		name: 'Request Types',
		value: 'requestType',
		description: 'Whether a report has a row per day, week or month, or one for the whole period',
	},
];

const PATHS: Record<string, string> = {
	requestType: '/api/v3/rb/static/report-request-type',
	fileType: '/api/v3/rb/static/report-file-type',
	deliveryFrequency: '/api/v3/rb/static/report-delivery-frequency',
};

async function execute({ context, index, read }: Item): Promise<OperationResult> {
	const list = toChoice(read('list'), LABEL, LISTS);
	const { data, raw } = await iqmRequest(context, { method: 'GET', path: PATHS[list] }, index);
	const rows = rowsIn(data, ['data']);
	// One of the documents' samples calls the words `displayName`.
	const results = rows.map(({ displayName, label = displayName, ...row }) => ({
		list,
		...row,
		...(isBlank(label) ? {} : { label }),
	}));
	return { results, raw };
}

/** The values behind the IDs of saved reports and their schedules. */
export const getValueList: Operation = {
	value: 'getValueList',
	name: 'Get Value List',
	action: 'Get a list of report values',
	description: 'List the meaning of the IDs in saved reports and their schedules',
	endpoint: Object.values(PATHS).map((path) => `GET ${path}`),
	document: [
		'IQM OpenAPI v2-and-v3, getRequestType',
		'IQM OpenAPI v2-and-v3, getFileType',
		'IQM OpenAPI v2-and-v3, getDeliveryFrequency',
	],
	writes: false,
	properties: [
		{
			displayName: LABEL,
			name: 'list',
			type: 'options',
			options: withoutDefault(LISTS),
			default: '',
			required: true,
			description: 'Which values to list, for example File Types',
		},
		optionsCollection(),
	],
	execute,
};
