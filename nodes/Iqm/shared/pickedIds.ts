import type { Fields } from '../../common/form/fields';
import type { Field } from '../../common/form/kinds';
import { picked } from '../../common/form/lists';
import { toIdNumbers } from '../../common/ground/values';

/** The lists of several things: how they are called, what they show first, and what loads them. */
const LISTS = {
	campaigns: { what: 'Campaign', first: 'running', load: 'getCampaigns' },
	creatives: { what: 'Creative', first: 'running', load: 'getCreatives' },
	customers: { what: 'Customer', first: 'active', load: 'getCustomers' },
	audiences: { what: 'Matched Audience', first: 'ready', load: 'getMatchedAudiences' },
	orders: { what: 'Insertion Order', first: 'active', load: 'getInsertionOrders' },
};

/** The pickers by their parameters' names, and the fields of IDs that each may stand for. */
const PICKERS: Record<string, { stands: string[]; of: keyof typeof LISTS }> = {
	pickedCampaigns: { stands: ['campaignIds'], of: 'campaigns' },
	pickedCreatives: { stands: ['creativeIds'], of: 'creatives' },
	pickedCustomers: { stands: ['customerIds'], of: 'customers' },
	pickedInsertionOrders: { stands: ['ioIds', 'ioIdList', 'ioIdsList'], of: 'orders' },
	pickedMatchedAudiences: { stands: ['audienceIds'], of: 'audiences' },
	pickedOrganizations: { stands: ['owIds'], of: 'customers' },
};

/** Several things picked by name, in a field of its own: n8n's lists of several take no typed IDs. */
function pickerFor(of: keyof typeof LISTS, standsFor: string, stood: Field): Field {
	const { what, first, load } = LISTS[of];
	const hint = `The newest 1,000, ${first} first. For others, add '${stood.label}' instead`;
	const field = picked(`${what} Names or IDs`, hint, load, toIdNumbers);
	return {
		...field,
		standsFor,
		read: (value, zone) =>
			stood.list === 'text' ? field.read(value, zone).join(',') : field.read(value, zone),
	};
}

/** Fields whose IDs can be entered or picked by name: each list of IDs gets its picker beside it. */
export function withPickers<F extends Fields>(fields: F): F {
	const pickers = Object.entries(PICKERS).flatMap(([name, { stands, of }]) => {
		const standsFor = stands.find((one) => fields[one]?.list !== undefined);
		return standsFor === undefined ? [] : [[name, pickerFor(of, standsFor, fields[standsFor])]];
	});
	return { ...fields, ...Object.fromEntries(pickers) };
}
