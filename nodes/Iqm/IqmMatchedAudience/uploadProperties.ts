import type { INodeProperties } from 'n8n-workflow';

import { ifItExistsProperties } from '../../common/run/ifItExists';
import { apiVersionOption } from '../shared/apiVersion';
import { writeOptionsCollection } from '../shared/options';
import { FILE_LABEL, IRREGULAR_LABEL, SHEET_LABEL } from './audienceFile';
import { v3Options } from './v3Options';
import { contactWayProperty } from './contactWay';
import { hashProperty } from './hashing';
import { AUTOMATIC, MATCH_LABEL, NAME_AND_ADDRESS } from './mapping';
import { settingsProperty } from './settings';

/** Names of parameters, for messages. */
export const NAME_LABEL = 'Audience Name';
export const FROM_LABEL = 'Columns';
export const COLUMNS_LABEL = 'Mapped Columns';
export const BY_HEADER = 'Detect From Header';
const BY_HAND = 'Map by Hand';
export const JSON_LABEL = 'Columns (JSON)';

/** The form of Upload, the same for both generations of IQM's API. */
export const uploadProperties: INodeProperties[] = [
	{
		displayName: NAME_LABEL,
		name: 'audienceName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Spring volunteers 2026',
		description: 'Name of the audience in IQM, for example Spring volunteers 2026',
		hint: 'At most 255 characters',
	},
	...ifItExistsProperties(
		"its name, and compared by its number of records, not by the file's contents",
		{ grave: 'the number of records or a rejection' },
	),
	{
		displayName: FILE_LABEL,
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		description: 'Name of the input field containing the CSV or XLSX file, for example data',
		hint: 'CSV in UTF-8 or XLSX with a header line, up to 1 GB or 5 million records',
	},
	{
		displayName: FROM_LABEL,
		name: 'columnsFrom',
		type: 'options',
		options: [
			{
				name: 'Detect From Header',
				value: 'name',
				description: 'Find the columns by their names, such as first-name, zip or email',
			},
			{
				name: 'Map by Hand',
				value: 'map',
				description: 'Choose the IQM field for each column',
			},
			{
				name: 'JSON',
				value: 'json',
				description: 'Enter the mapping as a JSON object or an expression',
			},
		],
		default: 'name',
		description:
			'How to map the columns of the file to IQM fields, for example Detect From Header',
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
			'Columns of the file and the IQM fields that they contain, for example the column zip and the field Zip. Columns not listed are not used for matching.',
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
							'Name of the column exactly as in the header of the file, for example first-name',
					},
					{
						displayName: 'IQM Field Name or ID',
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
			'Columns of the file and the IQM fields that they contain, for example {"email": "Email"}',
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
					'Whatever the mapped columns allow. If there are several ways, an error asks you to choose.',
			},
			{ name: 'Email', value: 'Email' },
			{ name: 'Full Address', value: 'Residence_FullAddress', description: 'In a single column' },
			{
				name: 'Name and Address',
				value: NAME_AND_ADDRESS,
				description: 'State and ZIP code with the street address, or with first and last name',
			},
			{ name: 'NPI ID', value: 'NPI_ID' },
			{ name: 'Phone', value: 'Phone' },
			{ name: 'Voter ID', value: 'Voters_ID' },
		],
		default: AUTOMATIC,
		description:
			`What IQM matches people by, for example Email. '${BY_HEADER}' leaves out the other fields in this list; '${BY_HAND}' sends everything you mapped.`,
	},
	contactWayProperty,
	hashProperty,
	settingsProperty,
	writeOptionsCollection([
		apiVersionOption,
		...v3Options,
		{
			displayName: IRREGULAR_LABEL,
			name: 'sendIrregularFiles',
			type: 'boolean',
			default: false,
			description:
				'Whether to send a file even if some records have more or fewer values than the header, or are not UTF-8 text. How IQM handles them is unknown.',
		},
		{
			displayName: SHEET_LABEL,
			name: 'sheetName',
			type: 'string',
			default: '',
			placeholder: 'e.g. People',
			description:
				'Name of the XLSX sheet to map and count, for example People. Leave empty for the first sheet. The whole file is sent, and IQM does not say which sheet it reads. Not used for CSV files.',
		},
	]),
];
