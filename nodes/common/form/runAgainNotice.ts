import type { INodeProperties } from 'n8n-workflow';

/** Why a person who builds a workflow should know that a node runs again. */
export const RUN_AGAIN_NOTICE: INodeProperties = {
	displayName: 'Testing a later node runs this one again. To avoid that, pin its output.',
	name: 'runAgainNotice',
	type: 'notice',
	default: '',
};

/** The same where a run returns what an earlier one made. */
export const RETURNED_AGAIN_NOTICE: INodeProperties = {
	...RUN_AGAIN_NOTICE,
	displayName:
		'Testing a later node runs this one again. That creates nothing twice: what exists already is returned.',
};

/** The same for a change that depends on what is there, which a loop makes again in each round. */
export const CHANGE_AGAIN_NOTICE: INodeProperties = {
	...RUN_AGAIN_NOTICE,
	displayName: `${RUN_AGAIN_NOTICE.displayName} In a loop, every iteration changes the amount again; only raises stop, at the amount in 'At Most'.`,
};
