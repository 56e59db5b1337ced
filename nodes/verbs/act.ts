import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { Fields, Sent } from '../common/form/fields';
import { labelsOf, requiredProperties } from '../common/form/fields';
import type { Field } from '../common/form/kinds';
import { writeOptionsCollection } from '../common/form/options';
import { combineOption } from '../common/run/combine';
import type { Wrong } from '../common/ground/faults';
import { readInOwnZone } from '../common/run/ownZone';
import type { Simple } from '../common/run/simple';
import type { Described, DescribedOperation, Endpoint, Judge, Thing, VerbApi, Words } from './describe';
import { carrying, readPath, readTop, routeTo } from './describe';
import { checkConfirmation, confirmationProperties, idsProperties, readIds } from './several';
import { carryOut } from './write';

/** How an act describes what it does. */
export interface Doing {
	/** As in "IQM … 2 of 3 campaigns": "changed". */
	done: string;
	/** For the label of each thing: "campaignId 7 …"; defaults to `done`. */
	label?: string;
	/** What the request changes, for messages: "status of the campaign". */
	writes: string;
	/** What a result holds besides the ID; defaults to everything read from the form. */
	result?: IDataObject;
}

interface OnThings<F extends Fields> {
	/** Rules between fields. */
	check?: (values: Sent<F>, wrong: Wrong) => void;
	/**
	 * What is sent; the IDs are passed if they are not slots of the path. Without it, only the fields
	 * are sent.
	 */
	sends?: (ids: string[], values: Sent<F>) => IDataObject;
	judge?: Judge;
}

type Act<E extends Endpoint, F extends Fields> = Described<E> &
	OnThings<F> & {
		/** `verb`: what is done to several things, as in "The campaigns to …": "pause or run". */
		words: Words & { verb?: string };
		fields: F;
		doing: (values: Sent<F>) => Doing;
	};

/** An act with its form, once its types have been checked. */
interface Acting extends OnThings<Fields> {
	thing: Thing;
	endpoint: Endpoint;
	document: string;
	path?: Record<string, Field<string>>;
	readable?: Simple;
	words: Words;
	fields: Fields;
	doing: (values: Sent<Fields>) => Doing;
	/** The parameters that say which things to act on. */
	about: INodeProperties[];
	/** Whether the IDs must be entered twice. */
	confirms: boolean;
}

/** An act on one thing, named by its path, or on several, whose IDs are sent. */
function acting(
	api: VerbApi,
	{ thing, endpoint, document, path, words, fields, judge, about, confirms, readable, ...way }: Acting,
): DescribedOperation {
	return {
		value: words.value,
		name: words.name,
		action: words.action,
		description: words.description,
		endpoint,
		document,
		writes: true,
		readable,
		properties: [
			...about,
			...requiredProperties(fields),
			...(confirms ? confirmationProperties(thing) : []),
			writeOptionsCollection(api.api.name, path === undefined ? [combineOption()] : []),
		],
		async execute(item) {
			const given = Object.fromEntries(
				Object.keys(fields).map((name) => [name, item.read(name)]),
			) as IDataObject;
			const { slots, ids, values } = await readInOwnZone(item, fields, given, (own, faults) => {
				const slots = readPath(own, path, faults);
				const ids =
					path === undefined
						? (faults.attempt(() => readIds(own, thing)) ?? [])
						: [slots[thing.idName]];
				const values = readTop(own, fields, faults);
				if (confirms && ids.length > 0) faults.attempt(() => checkConfirmation(own, ids));
				faults.rule((wrong) => way.check?.(values, wrong));
				return { slots, ids, values: values as IDataObject & typeof values };
			});
			const sends = (all: string[]) => way.sends?.(all, values) ?? (values as IDataObject);
			const { done, label = done, writes, result = values as IDataObject } = way.doing(values);
			const route = routeTo(endpoint, slots);
			return await carryOut(api, {
				item,
				request: (all) => ({ ...route, ...carrying(route.method, sends(all)), writes }),
				...(path === undefined ? { joint: { change: values, repeatable: !confirms } } : {}),
				told: {
					thing,
					ids,
					sent: { ...slots, ...(values as IDataObject) },
					labels: labelsOf({ ...path, ...fields }),
					done,
				},
				fields,
				judge,
				result,
				label,
			});
		},
	};
}

/** Acts on one thing, or on several with one request. */
export function act<E extends Endpoint, F extends Fields>(
	api: VerbApi,
	described: Act<E, F>,
): DescribedOperation {
	const { thing, path, words } = described;
	const { verb = 'change' } = words;
	const about = path === undefined ? idsProperties(thing, verb) : requiredProperties(path);
	return acting(api, { ...(described as unknown as Acting), about, confirms: false });
}

type Remove<E extends Endpoint> = Described<E> &
	Pick<OnThings<Fields>, 'judge' | 'sends'> & {
		/** What else is lost. */
		hint?: string;
		/** How the request and a result are described, if the API does not treat it as a deletion. */
		doing?: Partial<Doing>;
	};

/**
 * Deletes several things, or one that is named by its path, for good with one request, after their
 * IDs were entered twice.
 */
export function remove<E extends Endpoint>(
	api: VerbApi,
	{ thing, endpoint, document, path, words, sends, judge, hint, doing, readable }: Remove<E>,
): DescribedOperation {
	const { one, many } = thing;
	const about = path === undefined ? idsProperties(thing, 'delete') : requiredProperties(path);
	return acting(api, {
		...{ thing, endpoint, document, path, sends, judge, readable },
		words: {
			value: 'delete',
			name: 'Delete',
			action: `Delete ${many}`,
			description: `Delete ${many} permanently, after entering their IDs twice`,
			...words,
		},
		fields: {},
		doing: () => ({ done: 'deleted', writes: one, result: { deleted: true }, ...doing }),
		about: about.map((property, at) => (hint === undefined || at > 0 ? property : { ...property, hint })),
		confirms: true,
	});
}
