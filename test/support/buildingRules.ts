import type { RecordedRequest, Sandbox } from '../../sandbox';
import { AUDIENCE, CAMPAIGN, CREATIVE, ORDER, RAISED } from './buildingStage';

/** What must hold after each press of a person who builds the workflow of the building stage. */

/** The campaign's form still asks for the old budget: only then may a press end in an error. */
const OTHER_BUDGET = `but it does not match this form: 'Daily Budget' is '${RAISED}', not '50'`;

export const changesOfBudget = ({ requests }: Sandbox): RecordedRequest[] =>
	requests.filter(({ path }) => path.endsWith('/campaigns/update-budget'));

/**
 * There is at most one of each thing, and the budget was raised at most once.
 *
 * @param sandbox whose state holds everything that was made, whatever its lists show
 * @param failure how the press ended, unless well
 */
export function checkBuilt(
	sandbox: Sandbox,
	failure: { node: string; message: string } | undefined,
): void {
	const { insertionOrders, creatives, audiences, campaigns } = sandbox.iqm;
	const isRaised = changesOfBudget(sandbox).length > 0;
	if (failure !== undefined) {
		expect(failure).toEqual({
			node: CAMPAIGN,
			message: expect.stringContaining(OTHER_BUDGET) as string,
		});
		expect(isRaised).toBe(true);
	}
	const present = {
		[ORDER]: insertionOrders.size,
		[CREATIVE]: creatives.size,
		[AUDIENCE]: audiences.size,
		[CAMPAIGN]: campaigns.size,
	};
	for (const [name, count] of Object.entries(present))
		expect([name, count]).toEqual([name, Math.min(count, 1)]);
	expect(changesOfBudget(sandbox).length).toBeLessThanOrEqual(1);
	const [campaign] = campaigns.values();
	if (campaign !== undefined) expect(campaign.request.budgetDay).toBe(isRaised ? RAISED : 50);
}
