import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { putPresent } from '../../../../sandbox/iqm/contracts/present';
import { freshSandbox } from '../../../support/freshSandbox';
import { apiRequests } from '../../../support/harness';
import { openForm } from '../../../support/openForm';

const sandbox = freshSandbox({ iqm: { approvalAccess: false } });
beforeEach(() => putPresent(sandbox.iqm));

describe('IQM Report: lists of insights, audiences and campaigns to pick from', () => {
	const pick = async (method: string, filter?: string, page?: string) =>
		await openForm(sandbox, new IqmReport()).search(method, filter, page);

	it('offers insights by name, newest first, as IQM finds them', async () => {
		const { results, paginationToken } = await pick('searchInsights');
		expect(results[0]).toEqual({ name: 'insights 123 (123) – Ready', value: '123' });
		expect(paginationToken).toBeUndefined();

		expect((await pick('searchInsights', '34')).results).toEqual([
			{ name: expect.stringMatching(/^insights 34 \(34\) – \w+$/), value: '34' },
		]);
		expect(apiRequests(sandbox).at(-1)?.query.get('searchField')).toBe('34');
	});

	it('offers the next page of a full one', async () => {
		const [one] = sandbox.iqm.insight.insights.values();
		for (let id = 1_000; id < 1_098; id++) sandbox.iqm.insight.insights.set(id, { ...one, id });

		const { results, paginationToken } = await pick('searchInsights');
		expect([results.length, paginationToken]).toEqual([100, '2']);
		expect((await pick('searchInsights', undefined, '2')).results).toHaveLength(3);
	});

	it('offers only audiences that an insight can be made of', async () => {
		const { results } = await pick('searchEligibleAudiences');

		const ids = results.map(({ value }) => value);
		expect(ids).toContain('567895');
		expect(ids).not.toContain('123677');
	});

	it('offers campaigns that can have an insight', async () => {
		const { results } = await pick('searchInsightCampaigns', '451351');

		expect(results).toEqual([{ name: 'Campaign 451351 (451351) – Running', value: '451351' }]);
		expect(apiRequests(sandbox)[0].json).toMatchObject({
			...{ searchField: '451351', status: ['running', 'paused', 'expired'] },
		});
	});
});
