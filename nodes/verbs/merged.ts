import type { IDataObject } from 'n8n-workflow';

import { withAdditionalJson } from '../common/form/additionalJson';
import type { Fields, Sent } from '../common/form/fields';
import { labelsOf, readFields } from '../common/form/fields';
import { InputError } from '../common/ground/errors';
import type { Faults } from '../common/ground/faults';
import { contentOf } from '../common/ground/json';
import { isBlank, isObject } from '../common/ground/values';

/** Whether the text is a JSON object, or empty. */
function isReadable(json: unknown): boolean {
	const read = contentOf(json);
	return isBlank(read) || isObject(read);
}

/**
 * The form with "Additional JSON". Errors about it quote what was entered, so not where it may hold
 * secrets.
 */
function mergedForm(form: IDataObject, json: unknown, fields: Fields): IDataObject {
	const hasSecrets = Object.values(fields).some(({ isSecret }) => isSecret === true);
	if (hasSecrets && !isReadable(json)) {
		throw new InputError(
			"'Additional JSON' is not a JSON object",
			'It is not shown, since it may hold secrets.',
		);
	}
	return withAdditionalJson(form, json, labelsOf(fields));
}

/**
 * The fields of a form and of "Additional JSON" as they are sent; a key that is no field stays
 * unchanged.
 *
 * @param faults collects everything that is wrong
 */
export function readMerged<F extends Fields>(
	{ additionalJson, ...form }: IDataObject,
	fields: F,
	zone: string,
	faults: Faults,
): Sent<F> & IDataObject {
	const merged = faults.attempt(() => mergedForm(form, additionalJson, fields)) ?? form;
	const json = Object.fromEntries(Object.entries(merged).filter(([name]) => !(name in form)));
	return {
		...json,
		...readFields(form, fields, { zone }, faults),
		...readFields(json, fields, 'json', faults),
	};
}

/** Reports what a body must not set: the IDs in the path, under the form's names or the API's. */
export function checkNoIds(
	sent: IDataObject,
	names: string[],
	fields: Fields,
	{ wrong }: Pick<Faults, 'wrong'>,
): void {
	for (const name of new Set(names)) {
		if (sent[name] === undefined || name in fields) continue;
		wrong(`'Additional JSON' sets '${name}', which can't be changed`, 'Remove it.');
	}
}
