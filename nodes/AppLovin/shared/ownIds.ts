import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { quote } from '../../common/ground/values';

/**
 * "Additional JSON" without the id of the thing being updated, which a row of Get Many contains: it is
 * already in the path.
 *
 * @param ids the chosen ids by the API's names; '' for one that is not chosen
 * @throws InputError if it names another one
 */
export function withoutOwnIds(json: IDataObject, ids: Record<string, string>): IDataObject {
	const own = Object.entries(ids).filter(([name]) => name in json);
	for (const [name, id] of own) {
		if (id !== '' && String(json[name] as string).trim() === id) continue;
		throw new InputError(
			`'Additional JSON' sets '${name}', which is read-only`,
			id === ''
				? 'Remove it.'
				: `It is ${quote(json[name])}, and ${id} is what is updated. Remove it.`,
		);
	}
	const names = own.map(([name]) => name);
	return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}
