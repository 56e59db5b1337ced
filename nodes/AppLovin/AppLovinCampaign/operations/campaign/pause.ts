import { switching } from '../../changeCampaign';

/** Pauses a campaign: `{"status": false}`. */
export const pause = switching(
	{
		value: 'pause',
		name: 'Pause',
		action: 'Pause a campaign',
		description: 'Pause a campaign: it stops spending until it is activated again',
	},
	false,
);
