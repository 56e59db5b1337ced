import { axonStage, LIST, UPDATE } from '../../../support/axonStage';

/** Update Status: many campaigns, each by a request of its own. */
const { campaign, held, run, sandbox, to, writes } = axonStage();

const pause = (campaign_ids: unknown) => ({
	operation: 'updateStatus',
	campaignsFrom: 'ids',
	campaign_ids: campaign_ids as string,
	status: 'PAUSED',
});

const continuing = { node: { onError: 'continueRegularOutput' } as never };
const each = (ids: unknown[]) => ids.map((id) => ({ json: { id } as never }));

it('sends the status with each campaign’s own type', async () => {
	campaign();
	campaign({ type: 'WEB' });
	const { items, error } = await run(pause('12345,12346'));
	expect(error).toBeUndefined();
	expect(writes()).toEqual([
		[UPDATE, { id: '12345', type: 'APP', status: 'PAUSED' }],
		[UPDATE, { id: '12346', type: 'WEB', status: 'PAUSED' }],
	]);
	expect([held(12345)?.status, held(12346)?.status]).toEqual(['PAUSED', 'PAUSED']);
	expect(items.map(({ json }) => json)).toEqual([
		{
			campaign_id: '12345',
			name: 'US CPI',
			status: 'Paused',
			previous_status: 'Live',
			updated: true,
		},
		{
			campaign_id: '12346',
			name: 'US CPI',
			status: 'Paused',
			previous_status: 'Live',
			updated: true,
		},
	]);
});

it('looks 200 campaigns of 200 items up by two requests', async () => {
	const ids = Array.from({ length: 200 }, () => campaign().id);
	const { items, error } = await run(pause('={{ $json.id }}'), { items: each(ids) });
	expect([error, items.length]).toEqual([undefined, 200]);
	expect(to(LIST)).toHaveLength(2);
	expect(to(UPDATE)).toHaveLength(200);
});

it('keeps the order of two items for one campaign', async () => {
	campaign();
	const { error } = await run(
		{ ...pause(12345), status: '={{ $json.id }}' },
		{ items: each(['LIVE', 'PAUSED', 'LIVE']) },
	);
	expect(error).toBeUndefined();
	expect(writes().map(([, { status }]) => status)).toEqual(['LIVE', 'PAUSED', 'LIVE']);
});

it('sends nothing for an item that names a campaign that is not listed, and says which', async () => {
	campaign();
	const { error } = await run(pause('12345,99998,99999'));
	expect(error?.message).toBe('AppLovin lists no campaigns 99998, 99999');
	expect(writes()).toEqual([]);
});

it.each([
	['in each item', 1],
	['in every second item', 2],
])('meets at most 5 errors with 200 wrong IDs, %s', async (_, divisor) => {
	campaign();
	const ids = Array.from({ length: 200 * divisor }, (__, at) =>
		at % divisor === 0 ? 900_000 + at : 12345,
	);
	const { items } = await run(pause('={{ $json.id }}'), { items: each(ids), ...continuing });
	expect(items).toHaveLength(200 * divisor);
	expect(sandbox.requests.filter(({ status }) => status >= 400).length).toBeLessThanOrEqual(5);
	expect(items[0].json.message).toBe('AppLovin lists no campaign 900000');
});

it('stops at the fifth campaign that AppLovin refuses, and says what is left undone', async () => {
	const ids = Array.from({ length: 20 }, () => campaign().id);
	sandbox.addFault({ kind: 'forbidden', path: /campaign\/update/, times: 20 });
	const { error } = await run(pause(ids.join(',')));
	expect(to(UPDATE)).toHaveLength(5);
	expect(error?.message).toMatch(/^20 of 20 campaigns were not paused – /);
	expect(error?.message).toContain('Left undone, nothing was sent');
});

it('tells in one error what was done and what was not', async () => {
	campaign();
	campaign();
	campaign();
	sandbox.addFault({ kind: 'serverError', path: /campaign\/update/ });
	const { error } = await run(pause('12345,12346,12347'));
	expect(error?.message).toContain('1 of 3 campaigns were not paused – 12345: ');
	expect(error?.description).toContain('may or may not');
	expect((error?.context?.details as { created: string[] }).created).toEqual([
		'campaign_id 12346 paused',
		'campaign_id 12347 paused',
	]);
	expect(to(UPDATE)).toHaveLength(3);
});

it('shows the requests in a preview, with what was and what will be', async () => {
	campaign();
	campaign();
	const { items } = await run({ ...pause('12345,12346'), options: { preview: true } });
	expect(writes()).toEqual([]);
	expect(items[0].json).toMatchObject({
		summary: {
			'Status of campaign 12345': 'Live → Paused',
			'Status of campaign 12346': 'Live → Paused',
		},
		requests: [
			{ method: 'POST', body: { id: '12345', type: 'APP', status: 'PAUSED' } },
			{ method: 'POST', body: { id: '12346', type: 'APP', status: 'PAUSED' } },
		],
	});
});

it.each([
	[
		'an expression for the status that gives nothing',
		{ status: '={{ undefined }}' },
		"'Status' is empty",
	],
	[
		'another status',
		{ status: 'COMPLETED' },
		"'Status' must be one of LIVE, PAUSED, not 'COMPLETED'",
	],
	[
		'an expression for the campaigns that gives nothing',
		{ campaign_ids: '={{ null }}' },
		"'Campaign IDs' is empty",
	],
	['a hashed ID', { campaign_ids: 'abc123' }, "'Campaign IDs' must hold IDs of digits only"],
])('refuses %s', async (_, changes, words) => {
	const { error } = await run({ ...pause('12345'), ...changes });
	expect(error?.message).toContain(words);
	expect(sandbox.requests).toEqual([]);
});

/** "Above it 429 for 10 minutes": whatever is sent meanwhile is one more error answer. */
it('sends nothing into a lock of ten minutes but what is under way, and goes on after it', async () => {
	const ids = Array.from({ length: 12 }, () => campaign().id);
	sandbox.options.applovinAxon.requestsPerMinute = 3;
	const first = await run(pause('={{ $json.id }}'), { items: each(ids.slice(0, 4)), ...continuing });
	const refused = () => sandbox.requests.filter(({ status }) => status === 429).length;
	const before = refused();
	expect(before).toBeGreaterThan(0);
	sandbox.options.applovinAxon.requestsPerMinute = 0;
	const locked = sandbox.requests.at(-1)?.at ?? 0;
	const { engine } = first;
	const next = await run(pause('={{ $json.id }}'), { items: each(ids.slice(4)), engine, ...continuing });
	expect(next.items.every(({ json }) => json.status === 'Paused')).toBe(true);
	expect(refused()).toBe(before);
	expect((sandbox.requests.at(-1)?.at ?? 0) - locked).toBeGreaterThanOrEqual(600_000);
});

it('keeps to the limit of a minute with 1,200 items', async () => {
	const ids = Array.from({ length: 1_200 }, () => campaign().id);
	const { items } = await run(pause('={{ $json.id }}'), { items: each(ids), ...continuing });
	expect(items.filter(({ json }) => json.error !== undefined)).toEqual([]);
	expect(sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
}, 120_000);
