import type { INodeProperties } from 'n8n-workflow';

import { apiVersionOption } from '../shared/apiVersion';
import { writeOptionsCollection } from '../shared/options';
import { FILE_LABEL, IRREGULAR_LABEL, SHEET_LABEL } from './audienceFile';
import { v3Options } from './v3Options';
import { hashProperty } from './hashing';
import { AUTOMATIC, MATCH_LABEL, NAME_AND_ADDRESS } from './mapping';
import { settingsProperty } from './settings';

/** Names of parameters, for messages. */
export const NAME_LABEL = 'Audience Name';
export const FROM_LABEL = 'Columns From';
export const COLUMNS_LABEL = 'Columns';
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
		hint: "IQM's documents say at most 255 characters",
	},
	{
		displayName: FILE_LABEL,
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		description: 'Name of the field that holds the CSV or XLSX file, for example data',
		hint: 'CSV in UTF-8 or XLSX with a header line, up to 1 GB or 5 million records',
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
	hashProperty,
	writeOptionsCollection([
		apiVersionOption,
		...v3Options,
		{
			displayName: IRREGULAR_LABEL,
			name: 'sendIrregularFiles',
			type: 'boolean',
			default: false,
			description:
				'Whether to send a file although it has records with more or fewer values than the header, or that are not UTF-8 text. What IQM makes of those is not documented.',
		},
		{
			displayName: SHEET_LABEL,
			name: 'sheetName',
			type: 'string',
			default: '',
			placeholder: 'e.g. People',
			description:
				'Name of the sheet of an XLSX file whose columns are mapped and counted, for example People. Leave empty for the first sheet. The whole file is sent, and IQM does not say which sheet it reads. A CSV file has no sheets.',
		},
	]),
];
