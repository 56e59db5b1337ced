import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { isBlank, toBoolean, toInteger } from '../../common/ground/values';
import { CURRENT_ONLY } from '../shared/apiVersion';

const SUBTYPE_LABEL = 'Audience Subtype';
const CONSENT_LABEL = 'Consent Given';
const VERTICAL_LABEL = 'Vertical ID';

const PATIENT = 6;

/** Fields that only the current upload has, and that the older form does not cover. */
export const v3Options: INodeProperties[] = [
	{
		displayName: SUBTYPE_LABEL,
		name: 'audienceSubtypeId',
		type: 'options',
		displayOptions: CURRENT_ONLY,
		options: [
			{ name: 'HCP', value: 3, description: 'Healthcare professionals' },
			{ name: 'Non-NPI Nurse', value: 5 },
			{ name: 'None', value: '', description: 'No subtype' },
			{ name: 'Nurse', value: 4 },
			{ name: 'Patient', value: PATIENT, description: "Requires 'Consent Given'" },
		],
		default: '',
		description:
			'Kind of people in a healthcare audience, for example HCP. Expressions may return the ID of another subtype.',
	},
	{
		displayName: CONSENT_LABEL,
		name: 'consentGiven',
		type: 'boolean',
		displayOptions: CURRENT_ONLY,
		default: false,
		description:
			'Whether the people in the file have consented to the use of their data. IQM requires it for patients. It is never set for you.',
	},
	{
		displayName: VERTICAL_LABEL,
		name: 'verticalId',
		type: 'string',
		displayOptions: CURRENT_ONLY,
		default: '',
		placeholder: 'e.g. 1',
		description:
			"ID of the vertical, for example 1: ask IQM for it. Only workspace and super users need it; for advertisers, IQM already knows it.",
	},
];

/** The values of {@link v3Options}; empty ones are absent. */
export interface V3Facts {
	audienceSubtypeId?: number;
	verticalId?: number;
	/** Only ever true: the user's own tick. */
	consentGiven?: true;
}

function idIn(options: IDataObject, name: string, label: string): number | undefined {
	return isBlank(options[name]) ? undefined : toInteger(options[name], label, 1);
}

/**
 * Reads the options. `consentGiven` is "required for Healthcare Patient subtype" (Audience API
 * guideline, POST /api/v3/audience/matched) and asserts that people have consented: it is never
 * implied.
 *
 * @throws InputError for patients without the tick
 */
export function readV3Facts(context: IExecuteFunctions, itemIndex: number): V3Facts {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const audienceSubtypeId = idIn(options, 'audienceSubtypeId', SUBTYPE_LABEL);
	const verticalId = idIn(options, 'verticalId', VERTICAL_LABEL);
	const consents = toBoolean(options.consentGiven ?? false, CONSENT_LABEL);
	if (audienceSubtypeId === PATIENT && !consents) {
		throw new InputError(
			`'${SUBTYPE_LABEL}' is Patient, but '${CONSENT_LABEL}' is off: IQM requires it for patients`,
			`Turn on '${CONSENT_LABEL}' if the people in the file have consented to the use of their data.`,
		);
	}
	return {
		...(audienceSubtypeId === undefined ? {} : { audienceSubtypeId }),
		...(verticalId === undefined ? {} : { verticalId }),
		...(consents ? { consentGiven: true } : {}),
	};
}
