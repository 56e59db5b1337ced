import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { InputFile } from '../../common/file/inputFile';
import type { TableInspection } from '../../tables';
import { checkLength } from '../../common/ground/values';
import { readV3Lists } from './v3Lists';
import type { V3Facts } from './v3Options';
import type { Audience, Upload } from './quickstartUpload';
import { filePart } from './quickstartUpload';
import { checkFormats, hasFormat, hasPartner } from './settings';
import type { Wish } from './translation';
import { primaryOf, translate } from './translation';

/** "Max length 255" */
const LONGEST_NAME = 255;

/** The settings with the name of each format that was chosen by ID, which only IQM's list provides. */
function namesOfFormats(settings: IDataObject, formats: IDataObject[]): IDataObject {
	const nameOf = (setting: unknown) => formats.find(({ id }) => String(id) === setting)?.name;
	return Object.fromEntries(
		Object.entries(settings).map(([key, setting]) => [key, nameOf(setting) ?? setting]),
	) as IDataObject;
}

/**
 * `POST /api/v3/audience/matched` (Audience API guideline): the parts `audienceRequest`, a JSON text,
 * and `file`, in the order of its samples and with the media types that IQM's OpenAPI file of
 * audiences gives under "encoding". It states how many records and columns the file has, and none of
 * their values.
 *
 * @param nameLabel the parameter for the audience's name, for messages
 * @throws InputError for settings that the current upload can't express, before the file is sent
 */
export async function v3Upload(
	context: IExecuteFunctions,
	audience: Audience,
	wish: Wish,
	facts: V3Facts,
	{ file, inspection }: { file: InputFile; inspection: TableInspection },
	nameLabel: string,
): Promise<Upload> {
	const { audienceName } = audience;
	checkLength(audienceName, nameLabel, LONGEST_NAME);
	primaryOf(wish);
	const keys = wish.mapping.columns.map(([, key]) => key);
	const lists = await readV3Lists(context, facts, {
		formats: keys.some(hasFormat),
		partners: keys.some(hasPartner),
	});
	const { columns, request } = translate(wish, lists);
	const unhashed = wish.mapping.columns.filter(([, key]) => !wish.hashed.includes(key));
	const formats = namesOfFormats(wish.settings, lists.formats);
	const { fileName, isHashed } = wish;
	checkFormats(formats, unhashed, inspection.watched, fileName, isHashed);

	const { audienceSubtypeId, consentGiven } = facts;
	const stated = {
		...request,
		fileRowCount: inspection.rows,
		fileColumnCount: inspection.columns.length,
		...(audienceSubtypeId === undefined ? {} : { audienceSubtypeId }),
		...(consentGiven === undefined ? {} : { consentGiven }),
	};
	return {
		path: '/api/v3/audience/matched',
		parts: [
			{
				name: 'audienceRequest',
				text: JSON.stringify({ audienceName, ...stated }),
				contentType: 'application/json',
			},
			filePart(file, 'application/octet-stream'),
		],
		idName: 'matchedAudienceId',
		sent: { ...audience, columns: Object.fromEntries(columns) as IDataObject, ...stated },
	};
}
