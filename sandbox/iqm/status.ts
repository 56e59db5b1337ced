import type { Context } from './context';
import type { Audience, Campaign, Creative } from './state';

type Clock = Pick<Context, 'now' | 'options'>;

// Approval is computed from the clock whenever it is asked for: no timers, so that tests can move
// the clock. A name decides the outcome, because no document says what gets refused.

export type CreativeStatus = 'pending' | 'running' | 'rejected';

/** "Creative must be processed and approved": "Upload Creative …" quickstart, step 4. */
export function creativeStatus(creative: Creative, { now, options }: Clock): CreativeStatus {
	if (now - creative.madeAt < options.readyAfterMs) return 'pending';
	return /reject/i.test(creative.creativeName) ? 'rejected' : 'running';
}

/** "To run a campaign, it must be approved": both campaign quickstarts, last step. */
export function campaignStatus(campaign: Campaign, { now, options }: Clock): CreativeStatus {
	if (now - campaign.madeAt < options.readyAfterMs) return 'pending';
	return /reject/i.test(String(campaign.request.campaignName)) ? 'rejected' : 'running';
}

export type AudienceStatus = 'Pending' | 'Processing' | 'Ready' | 'Rejected' | 'Failed';

/** "Once the status is Ready, the audience can be targeted": "Upload Matched Audience", step 4. */
export function audienceStatus(audience: Audience, { now, options }: Clock): AudienceStatus {
	const age = now - audience.madeAt;
	if (age < options.readyAfterMs / 2) return 'Pending';
	if (age < options.readyAfterMs) return 'Processing';
	if (/reject/i.test(audience.audienceName)) return 'Rejected';
	return /fail/i.test(audience.audienceName) ? 'Failed' : 'Ready';
}

export const REJECTION = 'The landing page does not match the advertiser.';
