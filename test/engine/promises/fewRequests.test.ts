import { JOBS } from '../../support/jobs';
import { runJob } from '../../support/runJob';

/**
 * Jobs of which IQM's 20 requests a minute allow few: how many requests each may take, logins not
 * counted. `npm run bench` shows the same jobs beside the least possible and n8n's HTTP Request node.
 */

/** What jobs may take beyond the least. */
const MORE: Record<string, number> = {
	'pause 200 campaigns, one refused and not named': 4,
	// A look at the very end.
	'wait for 50 creatives that are ready after 5 minutes': 1,
	// An empty page alone may show that a list has ended.
	'create 100 campaigns, each looked for first, in an account of 2,000': 3,
	// One read for each campaign.
	'switch 50 sources of 3 AppLovin campaigns off, a row an item': 3,
	'change 5,000 source bids of one AppLovin campaign, a row an item': 1,
};

/** Jobs and the most requests that each may take. */
const CEILINGS = JOBS.map((job) => [job.name, job.least + (MORE[job.name] ?? 0), job] as const);

it.each(CEILINGS)('%s: at most %i requests', async (_, most, job) => {
	const { requests, refused, failed, done } = await runJob(job);
	expect(requests).toBeLessThanOrEqual(most);
	expect({ refused, done }).toEqual({ refused: 0, done: job.done.wanted });
	expect(failed).toBe(job.refuses ?? 0);
});
