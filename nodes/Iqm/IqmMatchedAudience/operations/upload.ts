import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../../common/errors';
import { inputFile } from '../../../common/inputFile';
import type { CsvInspection } from '../../../common/inspectCsv';
import type { Part } from '../../../common/multipart';
import { multipartBody, uploadBytes } from '../../../common/multipart';
import type { Operation, OperationResult } from '../../../common/operation';
import { isBlank, isObject, quote, toBoolean, toText } from '../../../common/values';
import { writeOptionsCollection } from '../../shared/options';
import { iqmRequest } from '../../transport/request';
import {
	FILE_LABEL,
	inspectAudienceFile,
	IRREGULAR_LABEL,
	metadataOf,
	orderedJson,
	sentName,
} from '../audienceFile';
import type { ColumnMap, Mapping } from '../mapping';
import {
	AUTOMATIC,
	mapAsChosen,
	mapByName,
	MATCH_LABEL,
	NAME_AND_ADDRESS,
	readMap,
	readRows,
	toMatchBy,
} from '../mapping';
import { readSettings, settingsProperty } from '../settings';

const NAME_LABEL = 'Audience Name';
const FROM_LABEL = 'Columns From';
const COLUMNS_LABEL = 'Columns';
const JSON_LABEL = 'Columns (JSON)';

const properties: INodeProperties[] = [
	{
		displayName: NAME_LABEL,
		name: 'audienceName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Spring volunteers 2026',
		description: 'Name of the audience in IQM, for example Spring volunteers 2026',
		hint: "IQM's documents say at most 255 characters",
	},
	{
		displayName: FILE_LABEL,
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		description: 'Name of the field that holds the CSV file, for example data',
		hint: 'CSV in UTF-8 with a header line, up to 1 GB or 5 million records',
	},
	{
		displayName: FROM_LABEL,
		name: 'columnsFrom',
		type: 'options',
		options: [
			{
				name: 'Map Columns',
				value: 'map',
				description: 'Choose the field of IQM for each column',
			},
			{
				name: 'Map Columns as JSON',
				value: 'json',
				description: 'Enter the map as one JSON object, or give it by an expression',
			},
			{
				name: 'Match by Name',
				value: 'name',
				description: 'Find the columns by their names, such as first-name, zip or email',
			},
		],
		default: 'name',
		description:
			'How the columns of the file are mapped to the fields of IQM, for example by their names',
	},
	{
		displayName: COLUMNS_LABEL,
		name: 'columns',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add column',
		default: {},
		displayOptions: { show: { columnsFrom: ['map'] } },
		description:
			'Columns of the file and the fields of IQM that they hold, for example the column zip and the field Zip. Columns that are not listed are not used.',
		options: [
			{
				displayName: 'Mapping',
				name: 'mappings',
				values: [
					{
						displayName: 'File Column',
						name: 'fileColumn',
						type: 'string',
						default: '',
						placeholder: 'e.g. first-name',
						description:
							'Name of the column as the header of the file has it, for example first-name',
					},
					{
						displayName: 'System Field Name or ID',
						name: 'key',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getColumnKeys' },
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
						hint: 'For example Voters_FirstName',
					},
				],
			},
		],
	},
	{
		displayName: JSON_LABEL,
		name: 'columnsJson',
		type: 'json',
		default: '{}',
		displayOptions: { show: { columnsFrom: ['json'] } },
		description:
			'Columns of the file and the fields of IQM that they hold, for example {"email": "Email"}',
	},
	{
		displayName: MATCH_LABEL,
		name: 'matchBy',
		type: 'options',
		options: [
			{
				name: 'Automatic',
				value: AUTOMATIC,
				description:
					'What the mapped columns allow. If that is more than one, you are asked to choose.',
			},
			{ name: 'Email', value: 'Email' },
			{ name: 'Full Address', value: 'Residence_FullAddress', description: 'In a single column' },
			{
				name: 'Name and Address',
				value: NAME_AND_ADDRESS,
				description: 'State and zip with the street address, or with first and last name',
			},
			{ name: 'NPI ID', value: 'NPI_ID' },
			{ name: 'Phone', value: 'Phone' },
			{ name: 'Voter ID', value: 'Voters_ID' },
		],
		default: AUTOMATIC,
		description:
			"What IQM finds people by, for example their email. 'Match by Name' leaves out the other fields of this list; 'Map Columns' sends what you mapped.",
	},
	settingsProperty,
	writeOptionsCollection([
		{
			displayName: IRREGULAR_LABEL,
			name: 'sendIrregularFiles',
			type: 'boolean',
			default: false,
			description:
				'Whether to send a file although it has records with more or fewer values than the header. What IQM makes of those is not documented.',
		},
	]),
];

type Read = (name: string, preset: unknown) => unknown;

interface Choice {
	/** The user's own mapping; "Match by Name" has none before the file is read. */
	columns?: ColumnMap;
	/** What maps the columns, as messages name it. */
	mappedBy: string;
}

function readChoice(read: Read): Choice {
	const from = read('columnsFrom', 'name');
	if (from === 'name') return { mappedBy: `'Match by Name' in '${FROM_LABEL}'` };
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

/** What goes out and what comes back describe the same audience. */
interface Audience {
	audienceName: string;
	fileTotalCount: number;
	isSingleColumnEnabled: boolean;
	columns: IDataObject;
	columnSettings?: IDataObject;
}

function describe(
	audienceName: string,
	{ rows }: CsvInspection,
	{ columns, isSingle }: Mapping,
	columnSettings: IDataObject | undefined,
): Audience {
	return {
		audienceName,
		fileTotalCount: rows,
		isSingleColumnEnabled: isSingle,
		columns: Object.fromEntries(columns) as IDataObject,
		...(columnSettings === undefined ? {} : { columnSettings }),
	};
}

/**
 * The text parts in the order of the quickstart's sample. It has no `columnSettings`; that they
 * follow `columns`, which they belong to, is this node's choice.
 */
function textParts(audience: Audience, columns: ColumnMap, metadata: string): Part[] {
	const { columnSettings } = audience;
	const map = columns.map(([column, key]): [string, string] => [column, JSON.stringify(key)]);
	return [
		{ name: 'columns', text: orderedJson(map) },
		...(columnSettings === undefined
			? []
			: [{ name: 'columnSettings', text: JSON.stringify(columnSettings) }]),
		{ name: 'metadata', text: metadata },
		{ name: 'audienceName', text: audience.audienceName },
		{ name: 'isSingleColumnEnabled', text: String(audience.isSingleColumnEnabled) },
		{ name: 'fileTotalCount', text: String(audience.fileTotalCount) },
	];
}

function readAnswer(data: unknown, audience: Audience): IDataObject {
	const id = isObject(data) && !isBlank(data.id) ? Number(data.id) : NaN;
	if (!isObject(data) || !Number.isSafeInteger(id)) {
		throw new ApiFailure('IQM answered without the ID of the matched audience', {
			description: 'The audience was probably created: look for its name in IQM.',
			mayHaveActed: true,
		});
	}
	return { matchedAudienceId: id, message: data.message, ...audience };
}

async function execute(context: IExecuteFunctions, itemIndex: number): Promise<OperationResult> {
	const read: Read = (name, preset) => context.getNodeParameter(name, itemIndex, preset);
	const audienceName = toText(read('audienceName', null), NAME_LABEL);
	const matchBy = toMatchBy(read('matchBy', AUTOMATIC));
	const { columns, mappedBy } = readChoice(read);
	const allowIrregular = toBoolean(read('options.sendIrregularFiles', false), IRREGULAR_LABEL);

	const file = await inputFile(
		context,
		itemIndex,
		toText(read('binaryPropertyName', null), FILE_LABEL),
	);
	const signal = context.getExecutionCancelSignal();
	const inspection = await inspectAudienceFile(file, allowIrregular, signal);
	const header = { ...inspection, fileName: file.fileName, mappedBy };
	const mapping =
		columns === undefined ? mapByName(header, matchBy) : mapAsChosen(columns, header, matchBy);
	const keys = mapping.columns.map(([, key]) => key);
	const settings = readSettings(read('columnSettings', {}) as IDataObject, keys);

	const audience = describe(audienceName, inspection, mapping, settings);
	const fileName = sentName(file);
	const metadata = metadataOf(fileName, file.size, inspection);
	const parts: Part[] = [
		{ name: 'file', file, fileName, contentType: 'text/csv' },
		...textParts(audience, mapping.columns, metadata),
	];
	const { data, raw } = await iqmRequest(
		context,
		{
			method: 'POST',
			path: '/api/v2/audience/matched/add',
			body: multipartBody(parts),
			uploadBytes: uploadBytes(parts),
			writes: 'matched audience',
		},
		itemIndex,
	);
	const result = readAnswer(data, audience);
	return { results: [result], raw, label: `matchedAudienceId ${String(result.matchedAudienceId)}` };
}

/**
 * Uploads a file of people: `POST /api/v2/audience/matched/add` (quickstart "Upload Matched
 * Audience", step 3). IQM then processes and approves the audience.
 */
export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload a matched audience',
	description: 'Upload a CSV file of people as a matched audience, which then waits for approval',
	writes: true,
	properties,
	execute,
};
