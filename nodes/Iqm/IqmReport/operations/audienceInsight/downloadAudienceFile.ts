import type { INodeProperties } from 'n8n-workflow';

import { XLSX_TYPE } from '../../../../common/file/fileName';
import { requiredProperties } from '../../../../common/form/fields';
import { idText } from '../../../../common/form/kinds';
import { InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isTool } from '../../../../common/ground/tool';
import { isObject, resultId } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { readPath, routeTo, sendFor } from '../../../../verbs/describe';
import { followLink, outputField, readOutputField, storeFile } from '../../../../verbs/storeFile';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';

const ENDPOINT = 'GET /api/v3/ins/audience/matched/download/{audienceId}';

const PATH = {
	audienceId: idText('Audience ID', 'Matched audience whose file to download', {
		example: '12345',
		pick: 'searchEligibleAudiences',
	}),
};

/** Not in the form of an agent's tool. */
const notForAgents = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { hide: { '@tool': [true] } },
});

const CSV = { type: 'text/csv', ending: 'csv' };
const XLSX = { type: XLSX_TYPE, ending: 'xlsx' };

/** A file of people is CSV or XLSX; only the end of its address says which. */
function kindOf(link: unknown): typeof CSV {
	return /^[^?#]*\.xlsx(?:[?#]|$)/i.test(String(link)) ? XLSX : CSV;
}

/**
 * Downloads the file that an audience was made of. It is a list of people: it goes into n8n's binary
 * store and nowhere else, and no agent gets it.
 */
export const downloadAudienceFile: Operation = {
	value: 'downloadAudienceFile',
	name: 'Download Audience File',
	action: 'Download the file of an audience',
	description:
		'Download the file of people that a matched audience was made of: personal data, which AI agents can not ask for',
	endpoint: ENDPOINT,
	document: 'Insights API guideline, "Get Matched Audience File URL"',
	writes: false,
	properties: [...requiredProperties(PATH), outputField, optionsCollection()].map(notForAgents),
	async execute(item) {
		if (isTool(item.context.getNode())) {
			throw new InputError(
				'An AI agent gets no files of people',
				'Download them with a node of the workflow, not with a tool of the agent.',
			);
		}
		const faults = new Faults();
		const slots = readPath(item, PATH, faults);
		const field = readOutputField(item, faults);
		faults.throwAny();
		const { data } = await sendFor(IQM_VERBS, item, routeTo(ENDPOINT, slots));
		const link = isObject(data) ? data.audienceFileUrl : undefined;
		const { type, ending } = kindOf(link);
		const { json, files } = await storeFile(item, await followLink(IQM_VERBS, item, link), {
			...{ api: IQM_VERBS.api.name, field, type },
			preset: `audience-${slots.audienceId}.${ending}`,
		});
		const result = { audienceId: resultId(slots.audienceId), ...json };
		return { results: [result], raw: result, files };
	},
};
