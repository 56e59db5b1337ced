import type { INodeProperties } from 'n8n-workflow';

import { optionsCollection } from '../../../../common/form/options';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { firstOf, ifThere, own, word } from '../../../../common/run/simple';
import { DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { RESOURCE_TYPES } from '../../assets';
import { fileResult, readUpload, toUploadId } from '../../uploadResult';

const LABEL = 'Upload ID';

const FILE_STATUSES = [
	{ name: 'Failed', value: 'FAILURE' },
	{ name: 'Pending', value: 'PENDING' },
	{ name: 'Succeeded', value: 'SUCCESS' },
];

const UPLOAD_STATUSES = [
	{ name: 'Finished', value: 'FINISHED' },
	{ name: 'Pending', value: 'PENDING' },
];

const properties: INodeProperties[] = [
	{
		displayName: LABEL,
		name: 'upload_id',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. c7a3f1d2',
		description: 'ID of the upload, as returned by Upload (upload_id), for example c7a3f1d2',
	},
	optionsCollection('AppLovin'),
];

async function execute(item: Item): Promise<OperationResult> {
	const id = toUploadId(item.read('upload_id'), LABEL);
	const { status, files, raw } = await readUpload(item, id);
	const results =
		files.length === 0
			? [{ upload_id: id, upload_status: status }]
			: files.map((file) => ({ ...fileResult(id, file), upload_status: status }));
	return { results, raw };
}

/** Shows what became of the files of an upload. */
export const getUploadResult: Operation = {
	value: 'getUploadResult',
	name: 'Get Upload Result',
	action: 'Get the result of an upload',
	description: 'Show what became of each file of an upload',
	endpoint: 'GET /manage/v1/asset/upload_result',
	document: `${DOCUMENT}, "/asset/upload_result"`,
	writes: false,
	simple: {
		asset_id: firstOf('asset_id', 'id'),
		...own('name'),
		file_status: word('file_status', FILE_STATUSES),
		...ifThere('error_message'),
		upload_status: word('upload_status', UPLOAD_STATUSES),
		...own('upload_id'),
		resource_type: word('resource_type', RESOURCE_TYPES),
		...own('url', 'upload_time'),
	},
	properties,
	execute,
};
