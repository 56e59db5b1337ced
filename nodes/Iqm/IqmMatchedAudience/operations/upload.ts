import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../../common/ground/errors';
import { Faults } from '../../../common/ground/faults';
import { inputFile } from '../../../common/file/inputFile';
import { multipartBody, uploadBytes } from '../../../common/file/multipart';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { answeredId, isObject, quote, toBoolean, toText } from '../../../common/ground/values';
import { ifItExists } from '../../../common/run/ifItExists';
import { isCurrentApi } from '../../shared/apiVersion';
import { checkRepeated } from '../../shared/repeated';
import { accountKey, iqmRequest } from '../../transport/request';
import {
	checkFile,
	FILE_LABEL,
	hashAudienceFile,
	inspectAudienceFile,
	IRREGULAR_LABEL,
} from '../audienceFile';
import { audiencesOfName, compareAudience, presentAudience } from '../existing';
import { contactColumns, contactsInOutput, readContactWay } from '../contactWay';
import { readV3Facts } from '../v3Options';
import { v3Upload } from '../v3Upload';
import {
	checkHashable,
	countsInOutput,
	fieldsToHash,
	hashPlan,
	readHashing,
	withHashFormats,
} from '../hashing';
import type { ColumnMap } from '../mapping';
import { AUTOMATIC, mapAsChosen, mapByName, readMap, readRows, toMatchBy } from '../mapping';
import type { Audience, Upload } from '../quickstartUpload';
import { quickstartUpload } from '../quickstartUpload';
import { checkSendPlain } from '../sendPlain';
import { checkBesideHashed, checkFormats, checkSaidHashed, hasFormat, readSettings } from '../settings';
import { columnsToWatch, suspectsInWords, suspectValues } from '../suspectValues';
import {
	checkContactsBeside,
	checkNames,
	checkUnhashed,
	columnsBeside,
	columnsToSearch,
	contactsIn,
} from '../unhashed';
import {
	BY_HEADER,
	COLUMNS_LABEL,
	FROM_LABEL,
	JSON_LABEL,
	NAME_LABEL,
	uploadProperties,
} from '../uploadProperties';
import { READABLE_AUDIENCE } from '../simpleAudience';

type Read = (name: string, preset: unknown) => unknown;

interface Choice {
	/** The user's own mapping; with "Detect From Header" there is none before the file is read. */
	columns?: ColumnMap;
	/** What maps the columns, for messages. */
	mappedBy: string;
}

function readChoice(read: Read): Choice {
	const from = read('columnsFrom', 'name');
	if (from === 'name') return { mappedBy: `'${BY_HEADER}' in '${FROM_LABEL}'` };
	if (from === 'map') {
		const columns = readRows(read('columns', null), COLUMNS_LABEL);
		return { columns, mappedBy: `'${COLUMNS_LABEL}'` };
	}
	if (from === 'json') {
		const columns = readMap(read('columnsJson', null), JSON_LABEL);
		return { columns, mappedBy: `'${JSON_LABEL}'` };
	}
	throw new InputError(`'${FROM_LABEL}' must be json, map or name, not ${quote(from)}`);
}

function madeIn(data: unknown, idName: string): string[] {
	const id = isObject(data) ? answeredId(data[idName]) : undefined;
	return id === undefined ? [] : [`matchedAudienceId ${id}`];
}

function readAnswer(data: unknown, { idName, sent }: Upload): IDataObject {
	const id = isObject(data) ? answeredId(data[idName]) : undefined;
	if (!isObject(data) || id === undefined) {
		throw new ApiFailure("IQM's response is missing the ID of the matched audience", {
			description: 'The audience was probably created: check for its name in IQM.',
			mayHaveActed: true,
		});
	}
	return { matchedAudienceId: id, message: data.message, ...sent };
}

/** Reads form and file, and turns them into what the chosen generation of the API wants. */
async function prepare(context: IExecuteFunctions, itemIndex: number): Promise<Upload> {
	const read: Read = (name, preset) => context.getNodeParameter(name, itemIndex, preset);
	const faults = new Faults();
	const audienceName = faults.attempt(() => toText(read('audienceName', null), NAME_LABEL));
	const matchBy = faults.attempt(() => toMatchBy(read('matchBy', AUTOMATIC)));
	const choice = faults.attempt(() => readChoice(read));
	const way = faults.attempt(() => readContactWay(read('emailsAndPhones', '')));
	const hashing =
		way === 'hash' ? faults.attempt(() => readHashing(read('hashBeforeUpload', {}))) : undefined;
	const irregular: unknown = read('options.sendIrregularFiles', false);
	const allowIrregular = faults.attempt(() => toBoolean(irregular, IRREGULAR_LABEL));
	const facts = faults.attempt(() =>
		isCurrentApi(context, itemIndex) ? readV3Facts(context, itemIndex) : undefined,
	);
	const given = await faults.attemptAsync(async () => {
		const field = toText(read('binaryPropertyName', null), FILE_LABEL);
		const file = await inputFile(context, itemIndex, field, 'people.csv');
		checkFile(file, way === 'hash');
		return file;
	});
	const chosen = read('columnSettings', {}) as IDataObject;
	// What is hashed here has its format from that, and that depends on the file's columns.
	if (choice?.columns !== undefined && way !== 'hash') {
		const keys = choice.columns.map(([, key]) => key);
		faults.attempt(() => readSettings(chosen, keys));
	}
	const isHashed = way === 'hashed';
	if (isHashed) faults.attempt(() => checkSaidHashed(chosen));
	const isRead = audienceName !== undefined && matchBy !== undefined && choice !== undefined;
	// What the file holds can only be judged by a form that is sound.
	if (faults.any || !isRead || way === undefined || given === undefined) throw faults.asError();
	const { columns, mappedBy } = choice;
	const toHash = hashing && ((header: string[]) => hashPlan(hashing, columns ?? [], header));
	const reading = {
		allowIrregular: allowIrregular === true,
		sheet: String(read('options.sheetName', '') ?? ''),
		toHash,
		...(hashing && {
			contacts: (header: string[]) => columnsToSearch(hashing, columns ?? [], header),
		}),
		...(isHashed && { contacts: (header: string[]) => columnsBeside(columns ?? [], header) }),
		watch: (header: string[]) => [
			...columnsToWatch(header, columns),
			...(isHashed ? contactColumns(header, columns ?? []) : []),
			// In a workbook nothing is searched, so what is in its other columns is counted.
			...(isHashed && given.extension === 'xlsx' ? columnsBeside(columns ?? [], header) : []),
		],
		signal: context.getExecutionCancelSignal(),
	};
	const { fileName } = given;
	const plain = await inspectAudienceFile(given, reading);
	const header = { ...plain, fileName, mappedBy };
	if (isHashed) checkNames({ fields: [] }, header);
	if (hashing) {
		checkNames(hashing, header);
		checkSendPlain(hashing.sendPlain, header);
	}
	const mapping =
		columns === undefined ? mapByName(header, matchBy) : mapAsChosen(columns, header, matchBy);
	const keys = mapping.columns.map(([, key]) => key);
	if (toHash) {
		checkHashable(hashing, mapping.columns, plain.columns, mappedBy);
		checkUnhashed(hashing, mapping.columns, contactsIn(plain), header);
	}
	const hashed = hashing ? fieldsToHash(hashing, mapping.columns, plain.columns, mappedBy) : [];
	const formats = hashing ? withHashFormats(chosen, hashing, hashed) : chosen;
	const settings = readSettings(formats, keys);
	const mapped = mapping.columns.map(([column]) => column);
	const { file, inspection, counts } = toHash
		? hashAudienceFile(given, plain, toHash(plain.columns), mapped)
		: { file: given, inspection: plain, counts: [] };
	const unhashed = mapping.columns.filter(([, key]) => !hashed.includes(key));
	checkFormats(settings ?? {}, unhashed, inspection.watched, fileName, isHashed);
	const contacts = contactColumns(plain.columns, mapping.columns);
	if (isHashed) {
		const formatted = mapping.columns.filter(([, key]) => hasFormat(key)).map(([column]) => column);
		const beside = contacts.filter((column) => !formatted.includes(column));
		checkBesideHashed(beside, inspection.watched, fileName);
		checkContactsBeside(inspection, mapping.columns, fileName);
	}
	const suspects = suspectValues(mapping.columns, inspection.watched);
	if (suspects.length > 0) {
		context.addExecutionHints({
			message: suspectsInWords(suspects, fileName),
			type: 'warning',
			location: 'outputPane',
		});
	}

	const audience: Audience = {
		audienceName,
		fileTotalCount: inspection.rows,
		isSingleColumnEnabled: mapping.isSingle,
		columns: Object.fromEntries(mapping.columns) as IDataObject,
		...(settings === undefined ? {} : { columnSettings: settings }),
		...contactsInOutput(way, { contacts, counts, watched: inspection.watched }),
		...(hashing === undefined || counts.length === 0
			? {}
			: { hashedColumns: countsInOutput(counts, hashing) }),
		...(suspects.length === 0 ? {} : { suspectValues: suspects }),
	};
	if (facts === undefined) return quickstartUpload(audience, mapping.columns, file, inspection);
	const byName = columns === undefined;
	const wish = {
		...{ mapping, matchBy, settings: settings ?? {}, hashed, isHashed },
		...{ byName, fileName, mappedBy },
	};
	return await v3Upload(context, audience, wish, facts, { file, inspection }, NAME_LABEL);
}

const labelOf = ({ matchedAudienceId }: IDataObject): string =>
	`matchedAudienceId ${String(matchedAudienceId)}`;

async function send(
	context: IExecuteFunctions,
	itemIndex: number,
	upload: Upload,
): Promise<OperationResult> {
	const { path, parts } = upload;
	const { data, raw, clean } = await iqmRequest(
		context,
		{
			method: 'POST',
			path,
			body: multipartBody(parts),
			uploadBytes: uploadBytes(parts),
			writes: 'matched audience',
			made: (content) => madeIn(content, upload.idName),
		},
		itemIndex,
	);
	const result = readAnswer(data, upload);
	const made = madeIn(data, upload.idName);
	const { audienceName, fileTotalCount, fileRowCount } = upload.sent;
	checkRepeated(
		{ data, clean },
		{
			sent: { audienceName, fileTotalCount, fileRowCount },
			labels: {
				audienceName: NAME_LABEL,
				fileTotalCount: 'Number of Records',
				fileRowCount: 'Number of Records',
			},
			made,
		},
	);
	return { results: [result], raw, label: labelOf(result) };
}

async function execute({ context, index: itemIndex }: Item): Promise<OperationResult> {
	const upload = await prepare(context, itemIndex);
	const name = String(upload.sent.audienceName);
	return await ifItExists(
		context,
		itemIndex,
		{ what: 'matched audience', name },
		{
			account: async () => await accountKey(context),
			check: async () => await Promise.resolve(),
			find: async () => await audiencesOfName(context, itemIndex, name),
			reread: {
				keeps: ['matchedAudienceId', 'fileTotalCount'],
				read: async (kept) => await presentAudience(context, itemIndex, kept, name),
			},
			compare: async (existing) => await Promise.resolve(compareAudience(upload.sent, existing)),
			create: async () => await send(context, itemIndex, upload),
			labelOf,
		},
	);
}

/**
 * Uploads a file of people; the option "API Version" chooses the endpoint. IQM then processes and
 * approves the audience.
 *
 * The file, CSV or XLSX, is read once for what the upload states about it, including the length that
 * hashing will give it, and again when it is sent; only then are its values hashed.
 */
export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload a matched audience',
	description:
		'Upload a CSV or XLSX file of people as a matched audience, which then waits for approval',
	endpoint: ['POST /api/v2/audience/matched/add', 'POST /api/v3/audience/matched'],
	document: [
		'Quickstart "Upload Matched Audience", step 3 "Upload matched audience"',
		'Audience API guideline, "Create Matched Audience"',
	],
	writes: true,
	readable: READABLE_AUDIENCE,
	makes: 'matchedAudienceId',
	notForTools: 'The file contains personal data, which must not pass through a language model.',
	properties: uploadProperties,
	execute,
};
