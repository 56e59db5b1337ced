import type { IDataObject } from 'n8n-workflow';

import { additionalJsonProperty } from '../common/form/additionalJson';
import type { Fields, Sent } from '../common/form/fields';
import { collectionProperty, labelsOf, requiredProperties } from '../common/form/fields';
import { writeOptionsCollection } from '../common/form/options';
import { InputError } from '../common/ground/errors';
import type { Wrong } from '../common/ground/faults';
import { Faults } from '../common/ground/faults';
import { isObject } from '../common/ground/values';
import type { Described, DescribedOperation, Endpoint, Judge, VerbApi } from './describe';
import { article, readPath, routeTo } from './describe';
import { checkNoIds, readMerged } from './merged';
import { carryOut } from './write';

type Update<E extends Endpoint, F extends Fields> = Described<E> & {
	/** Fields that can be changed. */
	fields: F;
	/** Rules between fields; every violation is reported. */
	check?: (changes: Sent<F> & IDataObject, wrong: Wrong) => void;
	judge?: Judge;
};

const COLLECTION = {
	displayName: 'Update Fields',
	name: 'updateFields',
	placeholder: 'Add field',
};

/** Changes one thing: only the added fields are sent, all others stay as they are. */
export function update<E extends Endpoint, F extends Fields>(
	api: VerbApi,
	{ thing, endpoint, document, path, words, fields, check, judge }: Update<E, F>,
): DescribedOperation {
	const { one, idName } = thing;
	return {
		value: 'update',
		name: 'Update',
		action: `Update ${article(one)}`,
		description: `Change fields of ${article(one)}`,
		...words,
		endpoint,
		document,
		writes: true,
		properties: [
			...requiredProperties(path ?? {}),
			...collectionProperty(COLLECTION, fields, [additionalJsonProperty]),
			writeOptionsCollection(api.api.name),
		],
		async execute(item) {
			const faults = new Faults();
			const slots = readPath(item, path, faults);
			const given = item.read(COLLECTION.name);
			const changes = readMerged(isObject(given) ? given : {}, fields, item.zone, faults);
			const unchangeable = [idName, thing.key ?? idName, ...Object.keys(slots)];
			checkNoIds(changes, unchangeable, fields, faults);
			faults.throwAny();
			if (Object.keys(changes).length === 0) {
				throw new InputError(
					'There is nothing to update',
					`Add a field in '${COLLECTION.displayName}'.`,
				);
			}
			faults.attempt(() => check?.(changes, faults.wrong));
			faults.throwAny();
			const id = slots[idName];
			return await carryOut(api, {
				item,
				request: { ...routeTo(endpoint, slots), body: changes, writes: one },
				told: {
					thing,
					ids: [id],
					sent: { [idName]: id, ...changes },
					labels: labelsOf({ ...path, ...fields }),
					done: 'changed',
				},
				fields,
				judge,
				result: { updated: true, ...changes },
				label: 'changed',
			});
		},
	};
}
