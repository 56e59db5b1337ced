import { XLSX_TYPE } from '../../../../common/file/fileName';
import { requiredProperties } from '../../../../common/form/fields';
import { idText } from '../../../../common/form/kinds';
import { Faults } from '../../../../common/ground/faults';
import { isObject, resultId } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { readPath, routeTo, sendFor } from '../../../../verbs/describe';
import { followLink, outputField, readOutputField, storeFile } from '../../../../verbs/storeFile';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';

const ENDPOINT = 'GET /api/v3/ins/audience/matched/download/{audienceId}';

const PATH = {
	audienceId: idText('Audience', 'Matched audience whose file to download', {
		example: '12345',
		pick: 'searchEligibleAudiences',
	}),
};

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
	description: "Download the file that a matched audience was created from: personal data, which AI agents can't request",
	endpoint: ENDPOINT,
	document: 'Insights API guideline, "Get Matched Audience File URL"',
	writes: false,
	notForTools: 'The file contains personal data, which must not reach a language model.',
	properties: [...requiredProperties(PATH), outputField, optionsCollection()],
	async execute(item) {
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
