import type { IDataObject } from 'n8n-workflow';

import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { putPresent } from '../../../../sandbox/iqm/contracts/present';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRunOptions } from '../../../support/harness';
import { apiRequests, forgetProcessState, requestsTo, runNode, sandboxCredential } from '../../../support/harness';
import { skippedWaits } from '../../../support/testClock';

/** In which time zone the dates of a voter level data report are: the campaign's. */
const sandbox = freshSandbox({ iqm: { approvalAccess: false } });
skippedWaits();
beforeEach(() => {
	forgetProcessState();
	putPresent(sandbox.iqm);
});

const CAMPAIGN = 451351;
const COMPUTE = '/api/v3/ins/vld-reports/computation';
const ELIGIBLE = '/api/v3/ins/vld/campaigns';
const CAMPAIGNS = '/api/v3/cmp/basic/list';
const ZONES = '/api/v3/master/timezones';

/** Midnight of the document's example, and the last second of the week that begins with it. */
const EASTERN = { vldStartDate: 1_755_662_400_000, vldEndDate: 1_756_267_199_000 };
/** US/Pacific, three hours later. */
const PACIFIC = { vldStartDate: 1_755_673_200_000, vldEndDate: 1_756_277_999_000 };
const DAYS = { vldStartDate: '2025-08-20', vldEndDate: '2025-08-26' };

const run = async (changes: IDataObject = {}, options: NodeRunOptions = {}) =>
	await runNode(
		sandbox,
		new IqmReport(),
		{
			...{ resource: 'voterLevelDataReport', operation: 'getCost', reportOf: 'campaign' },
			...{ campaignId: { __rl: true, mode: 'id', value: String(CAMPAIGN) }, ...DAYS, ...changes },
		},
		{ timezone: 'Asia/Tokyo', ...options },
	);
const asked = () => requestsTo(sandbox, COMPUTE).map(({ json }) => json);
const paths = () => apiRequests(sandbox).map(({ path }) => path);

function setTimezone(timezone: number | null): void {
	const campaign = sandbox.iqm.campaigns.get(CAMPAIGN);
	if (campaign === undefined) throw new Error('No such campaign');
	campaign.request = { ...campaign.request, timezone };
}

it.each([
	[29, EASTERN],
	[433, PACIFIC],
])("takes days in the campaign's time zone, %i", async (timezone, dates) => {
	setTimezone(timezone);
	const { error } = await run();
	expect(error).toBeUndefined();
	expect(asked()).toEqual([{ campaignId: CAMPAIGN, ...dates }]);
	expect(paths()).toEqual([ELIGIBLE, ZONES, COMPUTE]);
});

it('generates a report of the same days', async () => {
	const credential = sandboxCredential(sandbox, { allowMoneyOperations: true });
	const { error } = await run({ operation: 'generate', highestCost: '1000' }, { credential });
	expect(error).toBeUndefined();
	expect(requestsTo(sandbox, '/api/v3/ins/vld-report').map(({ json }) => json)).toEqual([
		{ campaignId: CAMPAIGN, ...EASTERN },
	]);
});

it("shows the campaign's time zone in a preview", async () => {
	const credential = sandboxCredential(sandbox, { allowMoneyOperations: true });
	const { items } = await run(
		{ operation: 'generate', highestCost: '1000', options: { preview: true } },
		{ credential },
	);
	expect(items[0].json.summary).toMatchObject({
		Start: '2025-08-20 (US/Eastern)',
		End: '2025-08-26 (US/Eastern)',
	});
	expect(requestsTo(sandbox, '/api/v3/ins/vld-report')).toEqual([]);
});

it('takes times of day there too', async () => {
	await run({ vldStartDate: '2025-08-20T00:00:00', vldEndDate: '2025-08-26T23:59:59' });
	expect(asked()).toEqual([{ campaignId: CAMPAIGN, ...EASTERN }]);
});

it('looks the zone up once for many items', async () => {
	await run({}, { items: [{ json: {} }, { json: {} }, { json: {} }] });
	expect(paths()).toEqual([ELIGIBLE, ZONES, COMPUTE, COMPUTE, COMPUTE]);
});

it('looks nothing up for dates with offsets', async () => {
	await run({ vldStartDate: '2025-08-20T04:00:00Z', vldEndDate: 1_756_267_199 });
	expect(asked()).toEqual([{ campaignId: CAMPAIGN, ...EASTERN }]);
	expect(paths()).toEqual([COMPUTE]);
});

it('asks the list of campaigns about one that is not eligible', async () => {
	sandbox.iqm.insight.vldIneligible.add(CAMPAIGN);
	const { error } = await run();
	// IQM itself says what it is not.
	expect(error?.message).toContain('Invalid campaignId.');
	expect(paths()).toEqual([ELIGIBLE, CAMPAIGNS, ZONES, COMPUTE]);
	expect(asked()).toEqual([{ campaignId: CAMPAIGN, ...EASTERN }]);
});

it.each([null, 9_999])('asks for no price while the zone is unknown: %j', async (timezone) => {
	setTimezone(timezone);
	const { error } = await run();
	expect(error?.message).toBe(
		`The time zone of campaign ${CAMPAIGN} is unknown, so its days are unknown`,
	);
	expect(error?.description).toContain('Enter both dates with an offset');
	expect(asked()).toEqual([]);
});

it('tells an end before the start once the zone is known, if only then it shows', async () => {
	// In New York the day begins four hours after this end, in Tokyo nine before it.
	const { error } = await run({ vldStartDate: '2025-08-20', vldEndDate: '2025-08-20T00:00:00Z' });
	expect(error?.message).toBe("'End' must be after 'Start'");
	expect(asked()).toEqual([]);
});

it('says so under both fields', () => {
	const fields = new IqmReport().description.properties.filter(({ name }) => /^vld\w+Date$/.test(name));
	expect(fields.length).toBeGreaterThanOrEqual(2);
	for (const { description } of fields) {
		expect(description).toContain("Without an offset, it is in the campaign's time zone.");
	}
});
