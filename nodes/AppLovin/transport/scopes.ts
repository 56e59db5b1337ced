import type { INodeProperties } from 'n8n-workflow';

import { SCOPES } from './account';

/** The scopes, chosen from the documented list. */
export const scopesProperty: INodeProperties = {
	displayName: 'Scopes',
	name: 'scopes',
	type: 'multiOptions',
	options: SCOPES.map((scope) => ({ name: scope, value: scope })),
	// As USUAL_SCOPES; n8n's linter wants to see the list.
	default: ['campaigns:write', 'creatives:write', 'source_bids:write'],
	description:
		'What the token may do. The scopes must be defined in the app at AppLovin; a write scope may read too.',
};
