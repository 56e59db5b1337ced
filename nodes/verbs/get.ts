import type { IDataObject } from 'n8n-workflow';

import type { Fields } from '../common/form/fields';
import { collectionProperty, requiredProperties } from '../common/form/fields';
import { optionsCollection } from '../common/form/options';
import { Faults } from '../common/ground/faults';
import type { Described, DescribedOperation, Endpoint, VerbApi } from './describe';
import {
	ADDITIONAL_FIELDS,
	article,
	carrying,
	readCollection,
	readPath,
	readTop,
	routeTo,
	sendFor,
} from './describe';

type Get<E extends Endpoint> = Described<E> & {
	/** Fields that every request has. */
	fields?: Fields;
	/** Fields that it may have. */
	query?: Fields;
	/**
	 * The results in the content of an answer.
	 *
	 * @param slots the IDs that were asked for, by name
	 * @throws ApiFailure for an answer without them
	 */
	results: (data: unknown, slots: Record<string, string>) => IDataObject[];
};

/** Reads one thing, or something that comes whole, with one request. */
export function get<E extends Endpoint>(
	api: VerbApi,
	{ thing, endpoint, document, path, words, fields = {}, query = {}, results, simple }: Get<E>,
): DescribedOperation {
	return {
		value: 'get',
		name: 'Get',
		action: `Get ${article(thing.one)}`,
		description: `Get ${article(thing.one)}`,
		...words,
		endpoint,
		document,
		writes: false,
		simple,
		properties: [
			...requiredProperties({ ...path, ...fields }),
			...collectionProperty(ADDITIONAL_FIELDS, query),
			optionsCollection(api.api.name),
		],
		async execute(item) {
			const faults = new Faults();
			const slots = readPath(item, path, faults);
			const asked = {
				...(readTop(item, fields, faults) as IDataObject),
				...readCollection(item, ADDITIONAL_FIELDS.name, query, faults),
			};
			faults.throwAny();
			const route = routeTo(endpoint, slots);
			const reply = await sendFor(api, item, { ...route, ...carrying(route.method, asked) });
			return { results: results(reply.data, slots), raw: reply.raw };
		},
	};
}
