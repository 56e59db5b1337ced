import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../common/form/additionalJson';
import { Faults } from '../../../common/ground/faults';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { checkLength, resultId, toId, toText, toUrl } from '../../../common/ground/values';
import { writeOptionsCollection } from '../../shared/options';
import { checkRepeated } from '../../shared/repeated';
import { readSentence } from '../../shared/readSentence';
import { iqmRequest, pathId } from '../../transport/request';
import { CREATIVE, creativeProperty, CREATIVES } from '../creatives';
import { READABLE_CREATIVE } from '../simpleCreative';

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
	creativeProperty,
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
				description: 'Landing page of the creative, including https:// or http://',
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
				description: 'URL of the tracking pixel, including https:// or http://',
			},
			{
				displayName: LABELS.creativeRemarks,
				name: 'creativeRemarks',
				type: 'string',
				default: '',
				placeholder: 'e.g. checked by legal',
				description: 'Remarks on the creative, for example checked by legal',
			},
		],
	},
	writeOptionsCollection(),
];

function check(given: IDataObject, faults: Faults): IDataObject {
	const changes = { ...given };
	for (const [name, label] of Object.entries(LABELS)) {
		if (given[name] === undefined) continue;
		const isUrl = name === 'clickUrl' || name === 'pixelUrl';
		changes[name] = faults.attempt(() => {
			const text = isUrl ? toUrl(given[name], label) : toText(given[name], label);
			checkLength(text, label, LONGEST[name] ?? Infinity);
			return text;
		});
	}
	faults.rule((wrong) => {
		if (Object.keys(changes).length > 0) return;
		wrong('There is nothing to update', "Add a field in 'Update Fields'.");
	});
	return changes;
}

async function execute({ context, index: itemIndex, read }: Item): Promise<OperationResult> {
	const faults = new Faults();
	const creativeId = faults.attempt(() => toId(read('creativeId'), CREATIVE)) ?? '';
	const { additionalJson, ...fields } = (read('updateFields') ?? {}) as IDataObject;
	const merged = faults.attempt(() => withAdditionalJson(fields, additionalJson, LABELS)) ?? fields;
	const changes = check(merged, faults);
	faults.throwAny();
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
	checkRepeated({ data, clean }, { sent, labels: { ...LABELS, id: CREATIVE, creativeId: CREATIVE }, made });
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
	description: 'Change the name, URLs or remarks of a creative',
	endpoint: 'PATCH /api/v3/crt/creatives/{creativeId}',
	document: 'Creative API guideline, "Update Creative Details"',
	writes: true,
	readable: READABLE_CREATIVE,
	properties,
	execute,
};
