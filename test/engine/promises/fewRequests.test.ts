import { JOBS } from '../../support/jobs';
import { runJob } from '../../support/runJob';

/**
 * Jobs of which IQM's 20 requests a minute allow few: how many requests each may take, logins not
 * counted. `npm run bench` shows the same jobs beside the least possible and n8n's HTTP Request node.
 */

/** Jobs that come close to the least. */
const NEAR_LEAST = ['create 100 campaigns, each looked for first, in an account of 2,000'];

/** Beyond the least, for an end of a list that only an empty page shows. */
const MORE = 1;

/** Jobs that combine nothing yet: the most that each may take until it comes near the least, its goal. */
const UNTIL_COMBINED: Record<string, number> = {
	'pause 200 campaigns': 200,
	'pause 200 campaigns, one refused and not named': 200,
	'one new daily budget for 200 campaigns': 200,
	'10 different daily budgets for 200 campaigns': 200,
	'wait for 50 creatives that are ready after 5 minutes': 70,
	// A second page for each, which is empty.
	'list 200 campaigns whose IDs come as items': 400,
	'switch 50 sources of 3 AppLovin campaigns off, a row an item': 50,
};

/** Too long for a test as long as it takes a request for each row. */
const ONLY_IN_BENCH = ['change 5,000 source bids of one AppLovin campaign, a row an item'];

/** Jobs and the most requests that each may take. */
const CEILINGS = JOBS.filter(({ name }) => !ONLY_IN_BENCH.includes(name)).map(
	(job) => [job.name, UNTIL_COMBINED[job.name] ?? job.least + MORE, job] as const,
);

it.each(CEILINGS)('%s: at most %i requests', async (_, most, job) => {
	const { requests, refused, failed, done } = await runJob(job);
	expect(requests).toBeLessThanOrEqual(most);
	expect({ refused, done }).toEqual({ refused: 0, done: job.done.wanted });
	expect(failed).toBe(job.refuses ?? 0);
});

it('every job has its place here', () => {
	const placed = [...NEAR_LEAST, ...Object.keys(UNTIL_COMBINED), ...ONLY_IN_BENCH];
	expect(placed.sort()).toEqual(JOBS.map(({ name }) => name).sort());
});
