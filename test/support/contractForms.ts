import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import type { Contract, Path } from '../../sandbox/iqm/contracts/contract';
import { meantBy } from '../../sandbox/iqm/contracts/contract';
import type { JsonObject, JsonValue } from '../../sandbox/json';
import { REPORT_OTHERWISE } from './contractFormsReport';
import { OFFERED, WRITTEN, sourcesOf } from './operations';

/**
 * Fills a document's sample into the form of the contract's operation. This is mechanical, since
 * parameters have the API's names: it uses no converter and no description of the node.
 */

/** How a form differs from a sample, and what it leaves out; all from the documents. */
export interface Otherwise {
	/** The document's further sample that is taken instead of the first. */
	from?: number;
	/** Keys with another value than the sample's; undefined omits one. */
	asked?: Record<string, JsonValue | undefined>;
	/** Keys that have another name in the form. */
	named?: Record<string, string>;
	/** The form's words for the API's values. */
	words?: Record<string, Record<string, string>>;
	/** Keys that the operation sends without asking for them. */
	sends?: string[];
	/** Fills in a form that asks in another shape than the request has; all but the slots of the path. */
	form?: (sample: JsonObject) => IDataObject;
	/** Fields of the form that no key of the document answers to. */
	fills?: IDataObject;
	/** Keys that the sample lacks and the form always sends. */
	adds?: JsonObject;
	/** Counts what the sandbox has made, for an operation that adds something. */
	made?: (sandbox: Sandbox) => number;
	/** Whether the API refuses the same request a second time. */
	oncePerStage?: true;
	/** Paths that are read first, to look something up; with a method where a write has the same path. */
	reads?: string[];
	/** What the credential must allow. */
	credential?: IDataObject;
	/** Other endpoints of the operation, and what in the form leads to them. */
	others?: Array<{ name: string; path: string; fills: IDataObject }>;
	/** Keys for which the form has no field: their effect is not offered. */
	unasked?: string[];
}

/** "1=pending, 2=running, 3=paused, 4=deleted, 5=rejected" (Creative API, Update Creative Status). */
const CREATIVE_STATUS = { 1: 'pending', 2: 'running', 3: 'paused', 4: 'deleted', 5: 'rejected' };

/** `{"id":1,"label":"Processing"},{"id":2,"label":"Pending"}, …` (Audience API, audience-status). */
const AUDIENCE_STATUS = { 1: 'Processing', 2: 'Pending', 3: 'Ready', 4: 'Rejected' };

export const OTHERWISE: Record<string, Otherwise> = {
	'iqmInsertionOrder insertionOrder: getAll': { unasked: ['ids'] },
	// "ioTotalImpressions":0 beside a budget means nothing; in a form 0 is a mistake.
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
	// The sample rejects, which only approvers may do; an advertiser pauses and resumes.
	'iqmCreative creative: updateStatus': {
		asked: { creativeStatusId: 3, creativeRejectionReason: undefined },
		named: { creativeStatusId: 'status' },
		words: { creativeStatusId: CREATIVE_STATUS },
	},
	'iqmCreative creative: delete': { sends: ['creativeStatusId'] },
	'iqmMatchedAudience matchedAudience: getAll': {
		// Matched audiences among all kinds: `{"id":1,"label":"Matched Audience"}`. The form only
		// sorts by a name in an explicit direction, which the sample leaves to the server: ascending.
		asked: { audienceTypeIds: [1] },
		words: { audienceStatusIds: AUDIENCE_STATUS },
		sends: ['audienceTypeIds'],
		unasked: [
			...['audienceSubtypeIds', 'owIds', 'includeGenericAudience'],
			'audienceTypeIdsWithAllSubtypes',
		],
	},
	...REPORT_OTHERWISE,
};

export interface Filled {
	parameters: IDataObject;
	/** Keys without a parameter of that name. */
	unasked: string[];
	/** What must be sent for them. */
	wanted: JsonObject;
}

const isCollection = ({ type }: INodeProperties) => type === 'collection';

/** A value as a person would enter it into this parameter. */
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

/** The form for a contract's sample, from the parameters that the operation shows. */
export function formOf(contract: Contract): Filled {
	const { of, rows, path = {} } = contract;
	const offered = OFFERED.find(({ title }) => title === of);
	const operation = WRITTEN.get(of);
	if (offered === undefined || operation === undefined) throw new Error(`No node offers ${of}`);
	const { properties, resource, operation: value } = offered;
	const { from, asked, named = {}, words = {}, sends = [], fills, form } = OTHERWISE[of] ?? {};
	const source = from === undefined ? meantBy(contract) : contract.more?.[from];
	const sample = Object.fromEntries(
		Object.entries({ ...source, ...asked }).filter(([, one]) => one !== undefined),
	) as JsonObject;
	const parameters: IDataObject = { resource, operation: value, ...fills };
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
	if (form !== undefined) Object.assign(parameters, form(sample));
	for (const [key, one] of form === undefined ? Object.entries(sample) : []) {
		if (sends.includes(key) || key === 'pageNo') continue;
		if (key === rows?.size) into('limit', one);
		else if (key === 'sortBy') {
			const [, sign, field] = /^([+-]?)(.*)$/.exec(String(one)) ?? [];
			into('sortBy', field);
			into('order', sign === '-' ? 'desc' : 'asc');
		} else if (!into(named[key] ?? key, inWords(one, words[key]))) unasked.push(key);
	}
	if (into('confirmIds', '')) {
		const ids = properties.find(({ name }) => /(?<!confirm)ids(list)?$/i.test(name))?.name;
		parameters.confirmIds = ids === undefined ? String(idAt(path, 0)) : parameters[ids];
	}
	const [{ path: address }] = sourcesOf(operation);
	slotsOf(address).forEach((slot, index) => into(slot, idAt(path, index)));
	if (form !== undefined) unasked.push(...(OTHERWISE[of]?.unasked ?? []));
	const wanted = Object.fromEntries(Object.entries(sample).filter(([key]) => !unasked.includes(key)));
	return { parameters, unasked, wanted: { ...wanted, ...OTHERWISE[of]?.adds } };
}

const slotsOf = (address: string) => [...address.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot);

/** The document and the form may name a slot differently, but have them in the same order. */
const idAt = (path: Path, index: number): JsonValue => Object.values(path)[index] ?? '';
