import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../common/form/additionalJson';
import { InputError } from '../../../common/ground/errors';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { checkLength, resultId, toId, toText, toUrl } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { checkRepeated } from '../../shared/repeated';
import { readSentence } from '../../shared/readSentence';
import { iqmRequest, pathId } from '../../transport/request';
import { CREATIVES } from '../creatives';

const ID = 'Creative ID';

const LABELS: Record<string, string> = {
	clickUrl: 'Click URL',
	creativeName: 'Creative Name',
	creativeRemarks: 'Remarks',
	externalCreativeId: 'External Creative ID',
	pixelUrl: 'Pixel URL',
};

/** The longest texts, in characters (Creative API guideline, schema of the update). */
const LONGEST: Record<string, number> = { creativeName: 255, externalCreativeId: 200 };

const properties: INodeProperties[] = [
	{
		displayName: ID,
		name: 'creativeId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 148246',
		description: 'ID of the creative, for example 148246',
	},
	{
		displayName: 'Update Fields',
		name: 'updateFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		options: [
			{
				...additionalJsonProperty,
				placeholder: 'e.g. {"trackingData": {"startUrl": "https://example.com/start"}}',
			},
			{
				displayName: LABELS.clickUrl,
				name: 'clickUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/spring',
				description: 'Where a click leads, with its protocol',
			},
			{
				displayName: LABELS.creativeName,
				name: 'creativeName',
				type: 'string',
				default: '',
				placeholder: 'e.g. Spring banner',
				description: 'New name, at most 255 characters, for example Spring banner',
			},
			{
				displayName: LABELS.externalCreativeId,
				name: 'externalCreativeId',
				type: 'string',
				default: '',
				placeholder: 'e.g. ext-4711',
				description: 'ID of the creative in another system, at most 200 characters',
			},
			{
				displayName: LABELS.pixelUrl,
				name: 'pixelUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/pixel',
				description: 'Tracking pixel, with its protocol',
			},
			{
				displayName: LABELS.creativeRemarks,
				name: 'creativeRemarks',
				type: 'string',
				default: '',
				placeholder: 'e.g. checked by legal',
				description: 'Remarks to the creative, for example checked by legal',
			},
		],
	},
	writeOptionsCollection(),
];

function check(given: IDataObject): IDataObject {
	const changes = { ...given };
	for (const [name, label] of Object.entries(LABELS)) {
		if (given[name] === undefined) continue;
		const isUrl = name === 'clickUrl' || name === 'pixelUrl';
		const text = isUrl ? toUrl(given[name], label) : toText(given[name], label);
		checkLength(text, label, LONGEST[name] ?? Infinity);
		changes[name] = text;
	}
	if (Object.keys(changes).length > 0) return changes;
	throw new InputError('There is nothing to update', "Add a field in 'Update Fields'.");
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const creativeId = toId(context.getNodeParameter('creativeId', itemIndex, ''), ID);
	const { additionalJson, ...fields } = context.getNodeParameter(
		'updateFields',
		itemIndex,
		{},
	) as IDataObject;
	const changes = check(withAdditionalJson(fields, additionalJson, LABELS));
	const made = [`creativeId ${creativeId}`];
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'PATCH',
			path: `/api/v3/crt/creatives/${pathId(creativeId)}`,
			body: changes,
			writes: 'creative',
			hasSentence: true,
			made: () => made,
		},
		itemIndex,
	);
	const message = readSentence(CREATIVES, [creativeId], { data, clean }, 'changed');
	// "id" is the saved creative's ID.
	const sent = { ...changes, id: creativeId, creativeId };
	checkRepeated({ data, clean }, { sent, labels: { ...LABELS, id: ID, creativeId: ID }, made });
	return {
		results: [{ creativeId: resultId(creativeId), updated: true, ...changes, ...message }],
		raw,
		label: `creativeId ${creativeId} changed`,
	};
}

/** Changes a creative: only the changed fields are sent. */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a creative',
	description: 'Change the name, the addresses or the remarks of a creative',
	endpoint: 'PATCH /api/v3/crt/creatives/{creativeId}',
	document: 'Creative API guideline, "Update Creative Details"',
	writes: true,
	properties,
	execute,
};
