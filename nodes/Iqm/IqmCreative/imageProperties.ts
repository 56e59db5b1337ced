import type { INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../common/form/additionalJson';
import { apiVersionOption } from '../shared/apiVersion';
import { FILE_FIELDS_LABEL } from './creativeFiles';

/** The form's names by API field. */
export const LABELS: Record<string, string> = {
	creativeName: 'Creative Name',
	clickUrl: 'Click URL',
	pixelUrl: 'Pixel URLs',
	dspId: 'DSP ID',
	advertiserId: 'Advertiser ID',
	externalCreativeId: 'External Creative ID',
	creativeSource: FILE_FIELDS_LABEL,
	creativeSourceType: 'Kind',
	platformCreativeTypeId: 'Kind',
	imageDetails: 'Pixel URLs',
};

const shown = { show: { kind: ['image'] } };

/** Parameters of images. */
export const imageProperties: INodeProperties[] = [
	{
		displayName: FILE_FIELDS_LABEL,
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data or banner1, banner2',
		displayOptions: shown,
		description:
			'Name of the input field containing the image. Enter several names, separated by commas, to upload several images in one request.',
		hint: 'PNG, JPG and JPEG up to 2 MB, GIF up to 750 KB',
	},
	{
		displayName: 'Click URL',
		name: 'clickUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/landing-page',
		displayOptions: shown,
		description:
			'Landing page of the creative, for example https://example.com/landing-page. Include https:// or http://.',
	},
	{
		displayName: 'Creative Name',
		name: 'creativeName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Spring banner',
		displayOptions: shown,
		description:
			'Name of the creative in IQM. Leave empty to use the file name without its extension. With several images, all of them get this name, which requires Create Another below.',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add field',
		default: {},
		displayOptions: shown,
		options: [
			additionalJsonProperty,
			{
				displayName: 'Advertiser ID',
				name: 'advertiserId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 1200',
				description:
					'ID of the advertiser: ask IQM for it. Only used with Quickstart (v2).',
			},
			{
				displayName: 'DSP ID',
				name: 'dspId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 12',
				description:
					'ID of the demand-side platform (DSP) in IQM: ask IQM for it. Only used with Quickstart (v2).',
			},
			{
				displayName: 'Pixel URLs',
				name: 'pixelUrl',
				type: 'string',
				typeOptions: { multipleValues: true, multipleValueButtonText: 'Add URL' },
				default: [],
				placeholder: 'e.g. https://tracker.example.com/pixel.gif',
				description:
					'Tracking pixels to load with the creative. Current (v3) accepts one; Quickstart (v2) may ignore them.',
			},
		],
	},
];

/** Options of images: the other kinds can only be uploaded with the current API. */
export const imageOptions: INodeProperties[] = [
	{ ...apiVersionOption, displayOptions: { show: { '/kind': ['image'] } } },
	{
		displayName: LABELS.externalCreativeId,
		name: 'externalCreativeId',
		type: 'string',
		default: '',
		placeholder: 'e.g. spring-2026-banner',
		displayOptions: { show: { '/kind': ['image'], apiVersion: ['v3'] } },
		description: 'ID of the creative in another system, for example your ad server',
	},
];
