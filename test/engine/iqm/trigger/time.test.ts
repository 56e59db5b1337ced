import { windowFor } from '../../../../nodes/common/send/rateLimit';
import { rateLimitKey, readAccount } from '../../../../nodes/Iqm/transport/account';
import { requestsTo } from '../../../support/harness';
import { SAVE_MODES } from '../../../support/polls';
import { KINDS, MINUTE, triggerStage } from '../../../support/triggerStage';

/**
 * How long a poll of IQM's triggers takes, how many requests it needs, and what several do at once.
 */
describe.each(KINDS)('$things', (kind) => {
	const stage = triggerStage(kind);
	const { told } = stage;
	const { approved, waiting } = kind.statuses;
	beforeEach(() => stage.reset());

	const bodies = () => requestsTo(stage.sandbox, kind.path).map(({ json }) => json);
	const logins = () => requestsTo(stage.sandbox, '/api/v3/ua/login').length;

	it('takes one request a poll and logs in once, a restart included', async () => {
		stage.add();
		const workflow = stage.trigger();
		await workflow.activate();
		for (let poll = 0; poll < 3; poll++) await workflow.poll();
		workflow.crash();
		await workflow.activate('init');
		expect([logins(), bodies().length]).toEqual([1, 5]);
		stage.sandbox.expireTokens();
		expect((await workflow.poll()).error).toBeUndefined();
		expect([logins(), bodies().length]).toEqual([2, 7]);
	});

	it('gives up while IQM answers 429, in time for the next poll', async () => {
		const id = stage.add();
		const workflow = stage.trigger();
		stage.sandbox.addFault({ path: /list/, kind: 'rateLimit', times: 999 });
		let start = stage.time;
		const failed = await workflow.activate().catch((error: Error) => error);
		expect((failed as Error).message).toContain('Too many requests');
		// At activation somebody waits for it.
		expect(stage.time - start).toBeLessThanOrEqual(MINUTE);
		stage.sandbox.faults.length = 0;
		stage.time += 10 * MINUTE;
		await workflow.activate();
		stage.setStatus(id, approved);
		stage.sandbox.addFault({ path: /list/, kind: 'rateLimit', times: 999 });
		start = stage.time;
		const { error } = await workflow.poll();
		expect(error).toMatchObject({ message: 'Too many requests', httpCode: '429' });
		expect(stage.time - start).toBeGreaterThan(MINUTE);
		expect(stage.time - start).toBeLessThanOrEqual(5 * MINUTE);
		stage.sandbox.faults.length = 0;
		stage.time += 10 * MINUTE;
		expect(told(await workflow.poll())).toEqual([`${id}: ${approved}`]);
	});

	it('shares the 20 requests a minute with everything else, and says so when none is left', async () => {
		for (let made = 0; made < 1_001; made++) stage.add();
		stage.sandbox.options.iqm.requestsPerMinute = 20;
		const workflow = stage.trigger({}, 'onEmission', {}, { requestsPerMinute: 1 });
		// A login and three pages at one request a minute are more than an activation waits for.
		const failed = await workflow.activate().catch((error: Error) => error);
		expect((failed as Error).message).toContain('There was no time left to wait for IQM');
		workflow.engine.setup.credentials.account.requestsPerMinute = 20;
		stage.time += MINUTE;
		await workflow.activate();
		for (let poll = 0; poll < 20; poll++) expect(await workflow.poll()).toEqual({});
		expect(stage.sandbox.requests.filter(({ status }) => status === 429)).toEqual([]);
	});

	it.each(SAVE_MODES)('ends within the time that n8n gives it: stored %s', async (mode) => {
		// With durable cursors n8n abandons a poll after 45 s, of which it makes four fifths available.
		const budget = mode === 'durable' ? 36_000 : 5 * MINUTE;
		stage.add();
		const workflow = stage.trigger({}, mode);
		await workflow.activate();
		const kinds = ['rateLimit', 'rateLimitRetryAfter', 'serverError', 'reset'] as const;
		for (const kind of kinds) {
			stage.sandbox.addFault({ path: /./, kind, times: 999, retryAfterSeconds: 40 });
			const start = stage.time;
			expect((await workflow.poll()).error).toBeDefined();
			expect(stage.time - start).toBeLessThanOrEqual(budget);
			stage.sandbox.faults.length = 0;
			stage.time += 10 * MINUTE;
		}
	});

	it('leaves alone a poll that is under way', async () => {
		const id = stage.add(waiting);
		const workflow = stage.trigger();
		await workflow.activate();
		stage.setStatus(id, approved);
		const before = bodies().length;
		const both = await Promise.all([workflow.poll(), workflow.poll()]);
		expect(bodies().length - before).toBe(1);
		expect(both.flatMap((one) => told(one) ?? [])).toContain(`${id}: ${approved}`);
		expect(workflow.saves).toBe(2);
		expect(await workflow.poll()).toEqual({});
	});

	it('does not report what was read for a predecessor that is no longer active', async () => {
		const id = stage.add(waiting);
		const workflow = stage.trigger();
		await workflow.activate();
		stage.setStatus(id, approved);
		stage.sandbox.addFault({ path: /list/, kind: 'slowAfter', delayMs: 300 });
		const old = workflow.poll();
		while (bodies().length < 2) await new Promise((resolve) => setImmediate(resolve));
		await workflow.activate('update');
		await old;
		expect(workflow.emissions.map(told)).toEqual([[`${id}: ${approved}`]]);
	});

	it('does not wait where another answer of 429 holds all requests back', async () => {
		const id = stage.add(waiting);
		const workflow = stage.trigger();
		await workflow.activate();
		stage.setStatus(id, approved);
		const account = readAccount(workflow.engine.setup.credentials.account);
		windowFor(rateLimitKey(account), 0).blockUntil(stage.time + 10 * MINUTE);
		const [start, asked] = [stage.time, bodies().length];
		const { error } = await workflow.poll();
		expect(error).toMatchObject({
			message: "IQM's rate limit is used up: the next request can only be sent in 600 seconds",
			httpCode: '429',
		});
		expect([stage.time, bodies().length]).toEqual([start, asked]);
		stage.time += 10 * MINUTE;
		expect(told(await workflow.poll())).toEqual([`${id}: ${approved}`]);
	});

	it('does not wait longer for an answer than it has time for', async () => {
		for (let made = 0; made < 501; made++) stage.add();
		stage.atPage(1, () => (stage.time += MINUTE - 500));
		stage.failPage(2, 'slow', 9, 4_000);
		const start = Date.now();
		const failed = await stage
			.trigger()
			.activate()
			.catch((error: Error) => error);
		expect((failed as Error).message).toContain('No response from IQM');
		expect(Date.now() - start).toBeLessThan(3_500);
	});
});
