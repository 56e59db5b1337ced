import type { IDataObject } from 'n8n-workflow';

import type { Field } from '../../common/form/kinds';
import type { Faults } from '../../common/ground/faults';
import { isBlank, toJsonObject } from '../../common/ground/values';

const LABEL = 'Additional JSON';

/**
 * "Additional JSON" held to the rules of the form: a field that the form has too is read as there.
 *
 * @param fields the form's fields by the API's names
 * @param refused what it must not set, with the reason or what to use instead
 * @param why what a refused field is to the request: "which Update does not change"
 * @param faults collects everything that is wrong with it
 */
export function jsonFields(
	given: unknown,
	fields: Record<string, Field<unknown>>,
	refused: Record<string, string>,
	why: string,
	faults: Faults,
): IDataObject {
	if (isBlank(given)) return {};
	const json = faults.attempt(() => toJsonObject(given, LABEL)) ?? {};
	const checked: IDataObject = {};
	for (const [key, value] of Object.entries(json)) {
		if (refused[key] !== undefined) {
			faults.wrong(`'${LABEL}' sets '${key}', ${why}`, `Remove it. ${refused[key]}`);
			continue;
		}
		const field = fields[key];
		checked[key] = (
			field === undefined ? value : faults.attempt(() => field.read(value, 'utc'), field.label)
		) as IDataObject[string];
	}
	return checked;
}
