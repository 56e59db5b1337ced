import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Contract, Path } from '../../sandbox/iqm/contracts/contract';
import { meantBy } from '../../sandbox/iqm/contracts/contract';
import type { JsonObject, JsonValue } from '../../sandbox/json';
import { OFFERED, WRITTEN, sourcesOf } from './operations';

/**
 * A document's sample, filled into the form of the operation that the contract is of. It is mechanical,
 * since parameters have the API's names: neither a converter nor a description of the node is asked.
 */

/** What a sample holds that a form says in another way, or not at all; all from the documents. */
export interface Otherwise {
	/** Keys that are asked for with another value than the sample's: undefined leaves one out. */
	asked?: Record<string, JsonValue | undefined>;
	/** Keys that stand in the form under another name. */
	named?: Record<string, string>;
	/** Words of the form for the API's values. */
	words?: Record<string, Record<string, string>>;
	/** Keys that the operation sends without asking for them. */
	sends?: string[];
	/** Keys that the form has no field for: what they do is not offered. */
	unasked?: string[];
}

/** "1=pending, 2=running, 3=paused, 4=deleted, 5=rejected" (Creative API, Update Creative Status). */
const CREATIVE_STATUS = { 1: 'pending', 2: 'running', 3: 'paused', 4: 'deleted', 5: 'rejected' };

/** `{"id":1,"label":"Processing"},{"id":2,"label":"Pending"}, …` (Audience API, audience-status). */
const AUDIENCE_STATUS = { 1: 'Processing', 2: 'Pending', 3: 'Ready', 4: 'Rejected' };

export const OTHERWISE: Record<string, Otherwise> = {
	'iqmInsertionOrder insertionOrder: getAll': { unasked: ['ids'] },
	// "ioTotalImpressions":0 beside a budget says nothing; in a form 0 is a mistake.
	'iqmInsertionOrder insertionOrder: update': { asked: { ioTotalImpressions: undefined } },
	'iqmCampaign campaign: getAll': { unasked: ['ids'] },
	'iqmCampaign campaign: updateStatus': { unasked: ['adCategoryIds'] },
	'iqmCampaign campaign: delete': { sends: ['status'] },
	'iqmCreative creative: getAll': {
		words: { creativeStatusIds: CREATIVE_STATUS },
		unasked: [
			...['creativeGroupId', 'includeCreativeSourceDetails'],
			...['includeOrganizationDetails', 'includeUserDetails'],
		],
	},
	// The sample rejects, which only those who approve may do; an advertiser pauses and resumes.
	'iqmCreative creative: updateStatus': {
		asked: { creativeStatusId: 3, creativeRejectionReason: undefined },
		named: { creativeStatusId: 'status' },
		words: { creativeStatusId: CREATIVE_STATUS },
	},
	'iqmCreative creative: delete': { sends: ['creativeStatusId'] },
	'iqmMatchedAudience matchedAudience: getAll': {
		// Matched audiences among all kinds: `{"id":1,"label":"Matched Audience"}`. The form has one way
		// to sort by a name, which the sample leaves to the server: ascending.
		asked: { audienceTypeIds: [1] },
		words: { audienceStatusIds: AUDIENCE_STATUS },
		sends: ['audienceTypeIds'],
		unasked: [
			...['audienceSubtypeIds', 'owIds', 'includeGenericAudience'],
			'audienceTypeIdsWithAllSubtypes',
		],
	},
};

export interface Filled {
	parameters: IDataObject;
	/** Keys that no parameter has the name of. */
	unasked: string[];
	/** What must go out for them. */
	wanted: JsonObject;
}

const isCollection = ({ type }: INodeProperties) => type === 'collection';

/** A value as a person enters it into this parameter. */
function entered(value: JsonValue, { type, options = [] }: INodeProperties): JsonValue {
	if (type === 'resourceLocator') return { __rl: true, mode: 'id', value: String(value) };
	if (type !== 'multiOptions' && type !== 'options') {
		return Array.isArray(value) ? value.map(String).join(',') : value;
	}
	const known = (options as INodePropertyOptions[]).map((option) => option.value);
	const strays = [value].flat().filter((one) => !known.includes(one as string | number));
	if (strays.length > 0) throw new Error(`The form does not know ${JSON.stringify(strays)}`);
	return value;
}

const inWords = (value: JsonValue, words: Record<string, string> = {}): JsonValue =>
	Array.isArray(value)
		? value.map((one) => words[String(one)] ?? one)
		: (words[String(value)] ?? value);

/** The form for a contract's sample, by the parameters that the operation shows. */
export function formOf(contract: Contract): Filled {
	const { of, rows, path = {} } = contract;
	const offered = OFFERED.find(({ title }) => title === of);
	const operation = WRITTEN.get(of);
	if (offered === undefined || operation === undefined) throw new Error(`No node offers ${of}`);
	const { properties, resource, operation: value } = offered;
	const { asked, named = {}, words = {}, sends = [] } = OTHERWISE[of] ?? {};
	const sample = Object.fromEntries(
		Object.entries({ ...meantBy(contract), ...asked }).filter(([, one]) => one !== undefined),
	) as JsonObject;
	const parameters: IDataObject = { resource, operation: value };
	const unasked: string[] = [];
	const into = (name: string, one: JsonValue): boolean => {
		const top = properties.find((property) => property.name === name);
		if (top !== undefined) {
			parameters[name] = entered(one, top) as IDataObject;
			return true;
		}
		for (const { name: collection, options = [] } of properties.filter(isCollection)) {
			const field = (options as INodeProperties[]).find((option) => option.name === name);
			if (field === undefined) continue;
			const fields = (parameters[collection] ??= {}) as IDataObject;
			fields[name] = entered(one, field) as IDataObject;
			return true;
		}
		return false;
	};
	for (const [key, one] of Object.entries(sample)) {
		if (sends.includes(key) || key === 'pageNo') continue;
		if (key === rows?.size) into('limit', one);
		else if (key === 'sortBy') {
			const [, sign, field] = /^([+-]?)(.*)$/.exec(String(one)) ?? [];
			into('sortBy', field);
			into('order', sign === '-' ? 'desc' : 'asc');
		} else if (!into(named[key] ?? key, inWords(one, words[key]))) unasked.push(key);
	}
	if (into('confirmIds', '')) {
		const ids = properties.find(({ name }) => /ids(list)?$/i.test(name))?.name ?? '';
		parameters.confirmIds = parameters[ids];
	}
	const [source] = sourcesOf(operation);
	slotsOf(source.path).forEach((slot, index) => into(slot, idAt(path, index)));
	const wanted = Object.fromEntries(Object.entries(sample).filter(([key]) => !unasked.includes(key)));
	return { parameters, unasked, wanted };
}

const slotsOf = (address: string) => [...address.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot);

/** The document's name of a slot and the form's may differ: they stand in the same order. */
const idAt = (path: Path, index: number): JsonValue => Object.values(path)[index] ?? '';
