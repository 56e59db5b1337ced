import type { INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../common/form/additionalJson';
import { CREATIVE_TYPE } from '../shared/creativeTypes';
import { SOURCE_LABEL } from './contents';
import { FILE_FIELDS_LABEL } from './creativeFiles';

/** The form's names by API field. */
export const LABELS: Record<string, string> = {
	creativeName: 'Creative Name',
	clickUrl: 'Click URL',
	creativeWidth: 'Width',
	creativeHeight: 'Height',
	duration: 'Duration (Seconds)',
	externalCreativeId: 'External Creative ID',
	platformCreativeTypeId: 'VAST Media',
	creativeSource: 'Source',
	creativeSourceType: 'Source',
	logoHeight: 'Logo Height',
	logoSource: 'Logo URL',
	logoWidth: 'Logo Width',
};

/** Addresses called while a video or sound plays, as IQM's samples spell them. */
export const TRACKING: Record<string, { label: string; when: string }> = {
	completeURL: { label: 'Complete URL', when: 'when it has ended' },
	firstQuartileURL: { label: 'First Quartile URL', when: 'after the first quarter' },
	impressionURL: { label: 'Impression URL', when: 'when it is shown' },
	midPointURL: { label: 'Midpoint URL', when: 'after the first half' },
	startUrl: { label: 'Start URL', when: 'when it starts to play' },
	thirdQuartileURL: { label: 'Third Quartile URL', when: 'after three quarters' },
};

const { audio: AUDIO, video: VIDEO } = CREATIVE_TYPE;

const MARKUP_KINDS = ['html', 'vast', 'daast'];
const XML_KINDS = ['vast', 'daast'];
const PLAYED_KINDS = ['video', 'audio'];

const FROM_FILE = { name: 'Binary File', value: 'file', description: 'Files of the input item' };
const FROM_TEXT = { name: 'Text', value: 'text', description: 'Markup that is entered here' };
const FROM_URL = { name: 'URL', value: 'url', description: 'An address from which IQM takes it' };

function sourceChoice(kind: string[], options: INodeProperties['options']): INodeProperties {
	return {
		displayName: 'Source',
		name: 'source',
		type: 'options',
		// The same as for the kind: it decides which fields there are.
		noDataExpression: true,
		options,
		default: 'file',
		displayOptions: { show: { kind } },
		description: 'Where the content comes from, for example a file of the input item',
	};
}

function pixels(
	displayName: string,
	name: string,
	kind: string[],
	example: number,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		required: true,
		displayOptions: { show: { kind } },
		description: `${displayName} of the creative in pixels, for example ${example}`,
	};
}

function markupText(displayName: string, kind: string[], example: string): INodeProperties {
	return {
		displayName,
		name: 'creativeSource',
		type: 'string',
		typeOptions: { rows: 6 },
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		displayOptions: { show: { kind, source: ['text'] } },
		description: `The whole ${displayName} of the creative, for example ${example}`,
	};
}

/** Parameters of all kinds but images. */
export const otherProperties: INodeProperties[] = [
	sourceChoice(PLAYED_KINDS, [FROM_FILE, FROM_URL]),
	sourceChoice(['html'], [FROM_FILE, FROM_TEXT]),
	sourceChoice(XML_KINDS, [FROM_FILE, FROM_TEXT, FROM_URL]),
	{
		displayName: FILE_FIELDS_LABEL,
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data or spot1, spot2',
		displayOptions: { show: { kind: [...PLAYED_KINDS, ...MARKUP_KINDS], source: ['file'] } },
		description:
			'Name of the field that holds the file. Several names, separated by commas, upload several files in one request; all get the values below.',
		hint: 'MP4 and MOV up to 400 MB; MP3, WAV, OGG and MPEG up to 100 MB; HTML and XML up to 2 MB',
	},
	{
		displayName: SOURCE_LABEL.url,
		name: 'creativeSource',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://cdn.example.com/spot.mp4',
		displayOptions: { show: { kind: [...PLAYED_KINDS, ...XML_KINDS], source: ['url'] } },
		description:
			'Address of the video, sound or XML, with https:// or http://, for example https://cdn.example.com/spot.mp4',
	},
	markupText(SOURCE_LABEL.html, ['html'], '<a href="https://example.com">…</a>'),
	markupText(SOURCE_LABEL.xml, XML_KINDS, '<VAST version="4.0">…</VAST>'),
	{
		displayName: 'Click URL',
		name: 'clickUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/landing-page',
		displayOptions: { show: { kind: [...PLAYED_KINDS, 'html'] } },
		description:
			'Where a click on the creative leads, for example https://example.com/landing-page. With https:// or http://.',
	},
	{
		displayName: 'Creative Name',
		name: 'creativeName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Spring spot',
		displayOptions: { show: { kind: [...PLAYED_KINDS, ...MARKUP_KINDS], source: ['file'] } },
		description:
			'Name of the creative in IQM. Left empty, it is the file name without its extension. With several files it is the name of all of them.',
	},
	{
		displayName: 'Creative Name',
		name: 'creativeName',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Spring spot',
		displayOptions: { show: { kind: [...PLAYED_KINDS, ...MARKUP_KINDS], source: ['text', 'url'] } },
		description: 'Name of the creative in IQM, for example Spring spot',
	},
	pixels('Width', 'creativeWidth', ['html', 'video'], 300),
	pixels('Height', 'creativeHeight', ['html', 'video'], 250),
	{
		displayName: 'Duration (Seconds)',
		name: 'duration',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 0 },
		default: 0,
		required: true,
		displayOptions: { show: { kind: PLAYED_KINDS } },
		description: 'How long the video or sound plays, in whole seconds, for example 15',
	},
	{
		displayName: 'Tracking URLs',
		name: 'customTracking',
		type: 'collection',
		placeholder: 'Add URL',
		default: {},
		displayOptions: { show: { kind: PLAYED_KINDS } },
		description: 'Addresses that are called while the creative plays',
		options: Object.entries(TRACKING).map(([name, { label, when }]) => ({
			displayName: label,
			name,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://tracker.example.com/event',
			description: `Address that is called ${when}`,
		})),
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions: { show: { kind: [...PLAYED_KINDS, ...MARKUP_KINDS] } },
		options: [
			additionalJsonProperty,
			{
				displayName: 'Click URL',
				name: 'clickUrl',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://example.com/landing-page',
				displayOptions: { show: { '/kind': XML_KINDS } },
				description: 'Where a click leads. VAST and DAAST usually say so themselves.',
			},
			{
				displayName: 'External Creative ID',
				name: 'externalCreativeId',
				type: 'string',
				default: '',
				placeholder: 'e.g. spring-2026-15s',
				description: 'ID of the creative in another system, for example your ad server',
			},
			{
				displayName: 'Logo Height',
				name: 'logoHeight',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 0,
				displayOptions: { show: { '/kind': ['audio'] } },
				description: 'Height of the logo in pixels, for example 300',
			},
			{
				displayName: 'Logo URL',
				name: 'logoSource',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://cdn.example.com/logo.png',
				displayOptions: { show: { '/kind': ['audio'] } },
				description: 'Address of an image that is shown while the sound plays',
			},
			{
				displayName: 'Logo Width',
				name: 'logoWidth',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 0,
				displayOptions: { show: { '/kind': ['audio'] } },
				description: 'Width of the logo in pixels, for example 300',
			},
			{
				displayName: 'VAST Media',
				name: 'platformCreativeTypeId',
				type: 'options',
				options: [
					{ name: 'Audio', value: AUDIO },
					{ name: 'Video', value: VIDEO },
				],
				default: VIDEO,
				displayOptions: { show: { '/kind': ['vast'] } },
				description: 'What the VAST plays, a video or a sound',
			},
		],
	},
];
