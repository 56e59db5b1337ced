import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { Faults } from '../ground/faults';
import { isBlank, toJsonObject } from '../ground/values';

/** The field for whatever the form does not offer. */
export const additionalJsonProperty: INodeProperties = {
	displayName: 'Additional JSON',
	name: 'additionalJson',
	type: 'json',
	// If it were empty, n8n would mark it as an error at once.
	default: '{}',
	description:
		'More fields for the request as a JSON object, such as {"fieldName": 1}. They are checked together with the form; a field that the form already sets is an error.',
};

/**
 * Merges "Additional JSON" into the values of the form. The merged object is what gets checked, so the
 * rules hold for both.
 *
 * @param labels names of the form's fields by API field, for the message
 */
export function withAdditionalJson(
	form: IDataObject,
	json: unknown,
	labels: Record<string, string> = {},
): IDataObject {
	if (isBlank(json)) return form;
	const extra = toJsonObject(json, 'Additional JSON');
	const faults = new Faults();
	for (const key of Object.keys(extra)) {
		if (form[key] === undefined) continue;
		faults.wrong(
			`'Additional JSON' sets '${key}', which the field '${labels[key] ?? key}' has already set`,
			'Remove it from one of the two.',
		);
	}
	faults.throwAny();
	return { ...form, ...extra };
}
