import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';

/** Name of the option, for messages. */
export const API_VERSION_LABEL = 'API Version';

/** Names of the two versions, for messages; the API's own paths spell theirs with a small v. */
export const QUICKSTART = 'Quickstart (v2)';
const CURRENT = 'Current (v3)';

const VERSIONS: INodePropertyOptions[] = [
	{ name: CURRENT, value: 'v3', description: "IQM's current API" },
	{ name: QUICKSTART, value: 'v2', description: "IQM's older API, as in its quickstart guides" },
];

/**
 * The option for the generation of IQM's API: its documents show two side by side and do not say
 * whether the older one still answers for an account.
 */
export const apiVersionOption: INodeProperties = {
	displayName: API_VERSION_LABEL,
	name: 'apiVersion',
	type: 'options',
	options: VERSIONS,
	default: 'v2',
	description:
		"Version of IQM's API to use, for example Current (v3) if IQM no longer supports the other",
};

/** Shows a field of the same collection only with the current generation. */
export const CURRENT_ONLY: INodeProperties['displayOptions'] = { show: { apiVersion: ['v3'] } };

/** Whether the user chose the current generation, v3. */
export function isCurrentApi(context: IExecuteFunctions, itemIndex: number): boolean {
	const value: unknown = context.getNodeParameter('options.apiVersion', itemIndex, 'v2');
	return toChoice(value, API_VERSION_LABEL, VERSIONS) === 'v3';
}
