import type { IDataObject } from 'n8n-workflow';

import { additionalJsonProperty } from '../common/form/additionalJson';
import type { Fields, Sent } from '../common/form/fields';
import {
	collectionProperty,
	labelsOf,
	requiredProperties,
	secretsIn,
	shownFields,
} from '../common/form/fields';
import { writeOptionsCollection } from '../common/form/options';
import { ApiFailure } from '../common/ground/errors';
import type { Wrong } from '../common/ground/faults';
import { Faults } from '../common/ground/faults';
import { answeredId, isObject } from '../common/ground/values';
import { withoutSecrets } from '../common/guard/preview';
import type { Described, DescribedOperation, Endpoint, VerbApi } from './describe';
import { ADDITIONAL_FIELDS, article, readPath, routeTo, sendFor } from './describe';
import { checkNoIds, readMerged } from './merged';

type Create<E extends Endpoint, R extends Fields, F extends Fields> = Described<E> & {
	/** Fields that a new thing must have. */
	required: R;
	/** Fields that it may have. */
	fields: F;
	/** Rules between fields; every violation is reported. */
	check?: (values: Sent<F & R> & IDataObject, wrong: Wrong) => void;
	/** Finds the new thing's ID in the content of an answer; by default under the thing's key. */
	made?: (data: unknown) => unknown;
};

/** Creates a thing without looking for an existing one: for things that can't be listed. */
export function create<E extends Endpoint, R extends Fields, F extends Fields>(
	api: VerbApi,
	{ thing, endpoint, document, path, words, required, fields, check, made }: Create<E, R, F>,
): DescribedOperation {
	const { one, idName, key = idName } = thing;
	const all: Fields = { ...required, ...fields };
	const idIn = made ?? ((data: unknown) => (isObject(data) ? data[key] : undefined));
	const labelsIn = (data: unknown): string[] => {
		const id = answeredId(idIn(data));
		return id === undefined ? [] : [`${idName} ${id}`];
	};
	return {
		value: 'create',
		name: 'Create',
		action: `Create ${article(one)}`,
		description: `Create ${article(one)}`,
		...words,
		endpoint,
		document,
		writes: true,
		makes: idName,
		properties: [
			...requiredProperties(path ?? {}),
			...requiredProperties(required),
			...collectionProperty(ADDITIONAL_FIELDS, fields, [additionalJsonProperty]),
			writeOptionsCollection(api.api.name),
		],
		async execute(item) {
			const faults = new Faults();
			const slots = readPath(item, path, faults);
			const given = item.read(ADDITIONAL_FIELDS.name);
			const form = isObject(given) ? { ...given } : {};
			for (const name of Object.keys(required)) {
				form[name] = item.read(name) as IDataObject[string];
			}
			const values = readMerged(form, all, item.zone, faults) as Sent<F & R> & IDataObject;
			checkNoIds(values, Object.keys(slots), all, faults);
			faults.rule((wrong) => check?.(values, wrong));
			faults.throwAny();
			const secrets = secretsIn(values, all);
			const shown = shownFields(values, all);
			const labels = labelsOf({ ...path, ...all });
			const told = { thing, ids: [], all: [], sent: shown, labels, done: 'created' };
			const reply = await sendFor(api, item, {
				...routeTo(endpoint, slots),
				body: values,
				writes: one,
				...api.judge.request(told),
				made: labelsIn,
				secrets,
			});
			const [label] = labelsIn(reply.data);
			if (label === undefined) {
				throw new ApiFailure(`${api.api.name}'s response is missing the ID of the ${one}`, {
					description: `It was probably created: check in ${api.api.name}.`,
					mayHaveActed: true,
				});
			}
			const id = answeredId(idIn(reply.data));
			api.judge.read(reply, { ...told, ids: [String(id)], all: [String(id)] });
			return {
				results: [{ ...shown, [idName]: id }],
				raw: withoutSecrets(reply.raw, secrets),
				label,
			};
		},
	};
}
