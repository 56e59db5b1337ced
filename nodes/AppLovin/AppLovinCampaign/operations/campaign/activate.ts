import { switching } from '../../changeCampaign';

/** Activates a campaign: `{"status": true}`. */
export const activate = switching(
	{
		value: 'activate',
		name: 'Activate',
		action: 'Activate a campaign',
		description: 'Turn a campaign on: it starts spending money immediately',
	},
	true,
);
