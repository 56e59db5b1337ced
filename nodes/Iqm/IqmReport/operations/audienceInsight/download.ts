import { XLSX_TYPE } from '../../../../common/file/fileName';
import { collectionProperty, requiredProperties } from '../../../../common/form/fields';
import { Faults } from '../../../../common/ground/faults';
import { isObject, resultId } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import {
	ADDITIONAL_FIELDS,
	readCollection,
	readTop,
	routeTo,
	sendFor,
} from '../../../../verbs/describe';
import { followLink, outputField, readOutputField, storeFile } from '../../../../verbs/storeFile';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { INSIGHT_ID } from './insights';
import { fileTypeField, LOGO_FIELD, logoBody } from './logo';

const ENDPOINT = 'POST /api/v3/ins/insights/download';

const FIELDS = { insightId: INSIGHT_ID, fileType: fileTypeField('File Type') };
const ADDITIONAL = { customLogoFile: LOGO_FIELD };

const MEDIA_TYPES: Record<string, string> = {
	pdf: 'application/pdf',
	xlsx: XLSX_TYPE,
};

/** Downloads an insight that is ready; the query says which, and a body is sent only with a logo. */
export const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download an audience insight',
	description: 'Download a finished audience insight as PDF or XLSX',
	endpoint: ENDPOINT,
	document: 'IQM OpenAPI insights, downloadInsights',
	writes: false,
	properties: [
		...requiredProperties(FIELDS),
		outputField,
		...collectionProperty(ADDITIONAL_FIELDS, ADDITIONAL),
		optionsCollection(),
	],
	async execute(item) {
		const faults = new Faults();
		const { insightId = '', fileType = '' } = readTop(item, FIELDS, faults);
		const field = readOutputField(item, faults);
		const { customLogoFile } = readCollection(item, ADDITIONAL_FIELDS.name, ADDITIONAL, faults);
		faults.throwAny();
		const { data } = await sendFor(IQM_VERBS, item, {
			...routeTo(ENDPOINT, {}),
			query: { insightsId: insightId, fileType },
			...(await logoBody(item, 'customLogoFile', customLogoFile, fileType)),
		});
		const link = isObject(data) ? data.insightsReportUrl : undefined;
		const { json, files } = await storeFile(item, await followLink(IQM_VERBS, item, link), {
			...{ api: IQM_VERBS.api.name, field, type: MEDIA_TYPES[fileType] },
			preset: `audience-insight-${insightId}.${fileType}`,
		});
		const result = { insightId: resultId(insightId), ...json };
		return { results: [result], raw: result, files };
	},
};
