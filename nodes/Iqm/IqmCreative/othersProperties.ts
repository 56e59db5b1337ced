import type { INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../common/form/additionalJson';
import { withUnit } from '../../common/ground/units';
import { CREATIVE_TYPE } from '../shared/creativeTypes';
import { SOURCE_LABEL } from './contents';
import { FILE_FIELDS_LABEL } from './creativeFiles';

/** The form's names by API field. */
export const LABELS: Record<string, string> = {
	creativeName: 'Creative Name',
	clickUrl: 'Click URL',
	creativeWidth: 'Width',
	creativeHeight: 'Height',
	duration: 'Duration',
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
	completeURL: { label: 'Complete URL', when: 'when it has played to the end' },
	firstQuartileURL: { label: 'First Quartile URL', when: 'after the first quarter' },
	impressionURL: { label: 'Impression URL', when: 'when it is shown' },
	midPointURL: { label: 'Midpoint URL', when: 'after the first half' },
	startUrl: { label: 'Start URL', when: 'when it starts playing' },
	thirdQuartileURL: { label: 'Third Quartile URL', when: 'after three quarters' },
};

const { audio: AUDIO, video: VIDEO } = CREATIVE_TYPE;

const MARKUP_KINDS = ['html', 'vast', 'daast'];
const XML_KINDS = ['vast', 'daast'];
const PLAYED_KINDS = ['video', 'audio'];
const FILM = { kind: ['video'], source: ['file'] };

const FROM_FILE = { name: 'File', value: 'file', description: 'Files from the input item' };
const FROM_TEXT = { name: 'Text', value: 'text', description: 'Markup entered here' };
const FROM_URL = { name: 'URL', value: 'url', description: 'A URL that IQM fetches it from' };

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
		description: 'Where the content comes from, for example File',
	};
}

/** Where a value of {@link measure} is asked for, and what tells it otherwise. */
interface Asked {
	show: NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;
	/** Which files say it themselves; without, the user must. */
	readFrom?: string;
}

/** A size or length: asked for, or read from the file unless it is entered. */
function measure(
	displayName: string,
	name: string,
	{ says, example }: { says: string; example: number },
	{ show, readFrom }: Asked,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		...(readFrom === undefined
			? { required: true }
			: { hint: `Read from the file if it is ${readFrom}` }),
		placeholder: `e.g. ${example}`,
		displayOptions: { show },
		description: `${says}, for example ${example}${readFrom === undefined ? '' : '. Leave empty to read it from the file.'}`,
	};
}

function pixels(displayName: string, name: string, example: number): INodeProperties[] {
	const words = { says: `${displayName} of the creative`, example };
	const label = withUnit(displayName, 'Pixels');
	return [
		measure(label, name, words, { show: { kind: ['html'] } }),
		measure(label, name, words, { show: { kind: ['video'], source: ['url'] } }),
		measure(label, name, words, { show: FILM, readFrom: 'MP4 or MOV' }),
	];
}

function playingTime(asked: Asked): INodeProperties {
	const says = 'Length of the video or audio, in whole seconds';
	return measure(withUnit(LABELS.duration, 'Seconds'), 'duration', { says, example: 15 }, asked);
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
		description: `The complete ${displayName} of the creative, for example ${example}`,
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
			'Name of the input field containing the file. Enter several names, separated by commas, to upload several files in one request; all of them get the values below.',
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
			'URL of the video, audio or XML, including https:// or http://, for example https://cdn.example.com/spot.mp4',
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
			'Landing page of the creative, for example https://example.com/landing-page. Include https:// or http://.',
	},
	{
		displayName: 'Creative Name',
		name: 'creativeName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Spring spot',
		displayOptions: { show: { kind: [...PLAYED_KINDS, ...MARKUP_KINDS], source: ['file'] } },
		description:
			'Name of the creative in IQM. Leave empty to use the file name without its extension. With several files, all of them get this name, which requires Create Another below.',
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
	...pixels('Width', 'creativeWidth', 300),
	...pixels('Height', 'creativeHeight', 250),
	playingTime({ show: { kind: PLAYED_KINDS, source: ['url'] } }),
	playingTime({ show: FILM, readFrom: 'MP4 or MOV' }),
	playingTime({
		show: { kind: ['audio'], source: ['file'] },
		readFrom: 'WAV, or an MP3 that states it, as most do',
	}),
	{
		displayName: 'Tracking URLs',
		name: 'customTracking',
		type: 'collection',
		placeholder: 'Add URL',
		default: {},
		displayOptions: { show: { kind: PLAYED_KINDS } },
		description: 'URLs to call while the creative plays',
		options: Object.entries(TRACKING).map(([name, { label, when }]) => ({
			displayName: label,
			name,
			type: 'string',
			default: '',
			placeholder: 'e.g. https://tracker.example.com/event',
			description: `URL to call ${when}`,
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
				description: 'Landing page of the creative. VAST and DAAST usually contain it already.',
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
				displayName: withUnit(LABELS.logoHeight, 'Pixels'),
				name: 'logoHeight',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 0,
				displayOptions: { show: { '/kind': ['audio'] } },
				description: 'Height of the logo, for example 300',
			},
			{
				displayName: 'Logo URL',
				name: 'logoSource',
				type: 'string',
				default: '',
				placeholder: 'e.g. https://cdn.example.com/logo.png',
				displayOptions: { show: { '/kind': ['audio'] } },
				description: 'URL of an image to show while the audio plays',
			},
			{
				displayName: withUnit(LABELS.logoWidth, 'Pixels'),
				name: 'logoWidth',
				type: 'number',
				typeOptions: { minValue: 0, numberPrecision: 0 },
				default: 0,
				displayOptions: { show: { '/kind': ['audio'] } },
				description: 'Width of the logo, for example 300',
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
				description: 'What the VAST plays, for example Video',
			},
		],
	},
];
