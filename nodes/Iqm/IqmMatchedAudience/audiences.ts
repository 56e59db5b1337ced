import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toProperty } from '../../common/form/fields';
import { idText } from '../../common/form/kinds';
import type { Thing } from '../../verbs/describe';

/** Statuses as `GET …/audience/matched/{id}` spells them (Audience API guideline). */
export const STATUSES: INodePropertyOptions[] = [
	{ name: 'Failed', value: 'Failed' },
	{ name: 'Pending', value: 'Pending' },
	{ name: 'Processing', value: 'Processing' },
	{ name: 'Ready', value: 'Ready', description: 'Approved: campaigns can target it' },
	{ name: 'Rejected', value: 'Rejected' },
];

/** Their ids in the current generation: `GET /api/v3/audience/static/audience-status`. */
export const STATUS_ID: Record<string, number> = {
	Processing: 1,
	Pending: 2,
	Ready: 3,
	Rejected: 4,
	Deleted: 5,
	Failed: 6,
	'Fetching Data': 7,
	'Data Fetched': 8,
};

/** Matched audiences among all kinds: `GET /api/v3/audience/static/audience-types`. */
export const MATCHED = 1;

export const AUDIENCES: Thing = {
	one: 'matched audience',
	many: 'matched audiences',
	idName: 'matchedAudienceId',
	key: 'audienceId',
	ids: {
		name: 'audienceIds',
		label: 'Matched Audience IDs',
		example: '15332,15333',
		pick: {
			from: 'audiencesFrom',
			label: 'Matched Audiences From',
			name: 'pickedMatchedAudiences',
			load: 'getMatchedAudiences',
			first: 'ready',
		},
	},
};

/** Label of the audience that an operation acts on. */
export const AUDIENCE = 'Matched Audience';

/** The one audience that an operation acts on. */
export const AUDIENCE_ID = idText(AUDIENCE, 'The matched audience', {
	example: '15332',
	pick: 'searchMatchedAudiences',
});

export const audienceProperty: INodeProperties = {
	...toProperty('matchedAudienceId', AUDIENCE_ID),
	required: true,
};
