import type { Context } from './context';
import type {
	Audience,
	AudienceStatus,
	Campaign,
	CampaignStatus,
	Creative,
	CreativeStatus,
	Decision,
} from './state';

type Clock = Pick<Context, 'now' | 'options'>;

interface Decided<Status> {
	madeAt: number;
	decisions?: Array<Decision<Status>>;
}

// Approval is computed from the clock whenever it is asked for, without timers, so that tests can move
// the clock. A name decides the outcome, because no document says what gets refused.

/** The newest decision that applies now. */
function decided<Status>(made: Decided<Status>, now: number): Decision<Status> | undefined {
	return made.decisions?.filter(({ at }) => at <= now).at(-1);
}

/** A decision for "pending" restarts the wait: approval counts from it. */
function approval<Status>(
	made: Decided<Status>,
	name: string,
	{ now, options }: Clock,
): Status | 'pending' | 'running' | 'rejected' {
	const decision = decided(made, now);
	if (decision && decision.status !== 'pending') return decision.status;
	if (now - (decision?.at ?? made.madeAt) < options.readyAfterMs) return 'pending';
	return /reject/i.test(name) ? 'rejected' : 'running';
}

/** "Creative must be processed and approved": "Upload Creative …" quickstart, step 4. */
export function creativeStatus(creative: Creative, clock: Clock): CreativeStatus {
	return approval(creative, creative.creativeName, clock);
}

const CAN_EXPIRE: CampaignStatus[] = ['pending', 'running', 'paused'];

/** "To run a campaign, it must be approved": both campaign quickstarts, last step. */
export function campaignStatus(campaign: Campaign, clock: Clock): CampaignStatus {
	const status = approval(campaign, String(campaign.request.campaignName), clock);
	// The lists have "expired" campaigns; presumably their end is what makes them so.
	const end = Number(campaign.request.endTime ?? 0) * 1000;
	return end > 0 && clock.now >= end && CAN_EXPIRE.includes(status) ? 'expired' : status;
}

/** "Once the status is Ready, the audience can be targeted": "Upload Matched Audience", step 4. */
export function audienceStatus(audience: Audience, { now, options }: Clock): AudienceStatus {
	const decision = decided(audience, now);
	if (decision) return decision.status;
	const age = now - audience.madeAt;
	if (age < options.readyAfterMs / 2) return 'Pending';
	if (age < options.readyAfterMs) return 'Processing';
	if (/reject/i.test(audience.audienceName)) return 'Rejected';
	return /fail/i.test(audience.audienceName) ? 'Failed' : 'Ready';
}

/** Why something was rejected: the stated reason, or the default for this kind of thing. */
export function rejectionOf<Status>(
	made: Decided<Status>,
	{ now }: Clock,
	words = 'The landing page does not match the advertiser.',
): string {
	return decided(made, now)?.reason ?? words;
}

/** The status of a resumed campaign or creative: it runs, unless it was paused before its approval. */
export function resumed<Status>(made: Decided<Status>, { now }: Clock): 'pending' | 'running' {
	const before = decided(made, now)?.before;
	return before === 'pending' || before === 'rejected' ? 'pending' : 'running';
}
