import { requestsTo } from '../../../support/harness';
import { SAVE_MODES } from '../../../support/polls';
import { KINDS, triggerStage } from '../../../support/triggerStage';

/** What holds for each thing that a trigger of IQM watches. */
describe.each(KINDS)('$things', (kind) => {
	const { events, notAfter, outputName } = kind;
	const { approved, left, refused, waiting } = kind.statuses;
	const stage = triggerStage(kind);
	const { told } = stage;
	beforeEach(() => stage.reset());

	describe.each(SAVE_MODES)('stored %s', (mode) => {
		it('reports a change once, and nothing where nothing changed', async () => {
			const id = stage.add(waiting);
			const workflow = stage.trigger({}, mode);
			expect(await workflow.activate()).toEqual({});
			expect(await workflow.poll()).toEqual({});
			stage.setStatus(id, approved);
			const { items } = await workflow.poll();
			expect(items?.map(({ json }) => json)).toEqual([
				expect.objectContaining({
					[outputName]: id,
					event: events.changed,
					status: approved,
					previousStatus: waiting,
					observedAt: new Date(stage.time).toISOString(),
				}),
			]);
			expect(await workflow.poll()).toEqual({});
		});

		it('reports after a restart what happened while n8n was down, and nothing twice', async () => {
			const [first, second] = [stage.add(waiting), stage.add(waiting)];
			const workflow = stage.trigger({}, mode);
			await workflow.activate();
			await workflow.poll();
			stage.setStatus(first, approved);
			expect(told(await workflow.poll())).toEqual([`${first}: ${approved}`]);
			workflow.crash();
			stage.setStatus(second, refused);
			const third = stage.add(waiting);
			expect(told(await workflow.activate('init'))).toEqual([
				`${second}: ${refused}`,
				`${third}: ${waiting}`,
			]);
			expect(await workflow.poll()).toEqual({});
		});

		it('does not miss that something left the chosen statuses and came back', async () => {
			const id = stage.add(approved);
			const workflow = stage.trigger({ statuses: [approved] }, mode);
			await workflow.activate();
			await workflow.poll();
			stage.setStatus(id, left);
			expect(await workflow.poll()).toEqual({ items: [] });
			// What such an emission leads to: an execution that ends at the trigger.
			expect(await workflow.nodesRun([])).toEqual(['Trigger under test']);
			workflow.crash();
			stage.setStatus(id, approved);
			expect(told(await workflow.activate('init'))).toEqual([`${id}: ${approved}`]);
		});

		it('reports an approval, and one of what is resumed only where it may be one', async () => {
			const [id, resumed] = [stage.add(waiting), stage.add(left)];
			const workflow = stage.trigger({ event: events.approved }, mode);
			await workflow.activate();
			await workflow.poll();
			stage.setStatus(id, approved);
			stage.setStatus(resumed, approved);
			const ids = notAfter.includes(left) ? [id] : [id, resumed];
			const { items } = await workflow.poll();
			expect(items?.map(({ json }) => [json.event, json[outputName]])).toEqual(
				ids.map((one) => [events.approved, one]),
			);
			stage.setStatus(id, left);
			await workflow.poll();
			workflow.crash();
			stage.setStatus(id, approved);
			// An execution without items: it left a status that decides what comes next.
			const again = notAfter.includes(left) ? [] : [`${id}: ${approved}`];
			expect(told(await workflow.activate('init'))).toEqual(again);
		});

		it('judges a resumption by what was seen last, however n8n ended in between', async () => {
			const id = stage.add(waiting);
			const workflow = stage.trigger({ event: events.approved }, mode);
			await workflow.activate();
			await workflow.poll();
			for (const status of [left, waiting]) {
				stage.setStatus(id, status);
				await workflow.poll();
				workflow.crash();
				await workflow.activate('init');
			}
			stage.setStatus(id, approved);
			expect(told(await workflow.poll())).toEqual([`${id}: ${approved}`]);
		});

		it('reports a refusal, whatever was before', async () => {
			const ids = [stage.add(waiting), stage.add(left), stage.add(approved)];
			const workflow = stage.trigger({ event: events.refused }, mode);
			await workflow.activate();
			await workflow.poll();
			for (const id of ids) stage.setStatus(id, refused);
			const { items } = await workflow.poll();
			expect(items?.map(({ json }) => [json.event, json.status])).toEqual(
				ids.map(() => [events.refused, refused]),
			);
			expect(await workflow.poll()).toEqual({});
		});

		it('finds everything at the next poll when one broke off after its first page', async () => {
			for (let made = 0; made < 501; made++) stage.add(waiting);
			const ids = [...stage.things.keys()];
			const workflow = stage.trigger({}, mode);
			await workflow.activate();
			await workflow.poll();
			const { stored, cursor } = workflow;
			const changed = [ids[0], ids[500]];
			for (const id of changed) stage.setStatus(id, approved);
			stage.failPage(2, 'serverError', 9);
			const { error, items } = await workflow.poll();
			expect(error?.message).toBe('server encountered an error !');
			expect(items).toBeUndefined();
			stage.sandbox.faults.length = 0;
			workflow.crash();
			expect([workflow.stored, workflow.cursor]).toEqual([stored, cursor]);
			expect(told(await workflow.activate('init'))).toEqual(
				changed.map((id) => `${id}: ${approved}`),
			);
		});
	});

	describe('when something is wrong', () => {
		it('says at activation that the credential is wrong', async () => {
			stage.add();
			const workflow = stage.trigger({}, 'onEmission', {}, { clientSecret: 'wrong-secret' });
			const failed = await workflow.activate().catch((error: Error) => error);
			const { message } = failed as Error;
			expect(message).toMatch(/^There was a problem activating the workflow: "IQM login refused: /);
			expect(message).toContain('wrong Client ID or Client Secret');
			expect(message).not.toContain('wrong-secret');
			expect(workflow.stored).toBe('{}');
		});

		it.each([
			['a status', { statuses: ['runing'] }, "'Statuses' "],
			['an event', { event: 'somethingGone' }, "'Trigger On' "],
		])('refuses %s that makes no sense, before anything is sent', async (_, parameters, words) => {
			const failed = await stage
				.trigger(parameters)
				.activate()
				.catch((error: Error) => error);
			expect((failed as Error).message).toContain(words);
			expect(stage.sandbox.requests).toEqual([]);
		});

		it('does not take an answer without a list, or a row without status, for a list', async () => {
			const id = stage.add();
			const workflow = stage.trigger();
			for (const message of ['{"success":true,"data":{}}', '{"success":true,"data":null}']) {
				stage.sandbox.addFault({ path: /list/, kind: 'notJson', message });
				const failed = await workflow.activate().catch((error: Error) => error);
				expect((failed as Error).message).toContain("IQM's response to page 1 has no list");
			}
			for (const [row, words] of [
				[{ [kind.idName]: 7 }, 'without a status: 7'],
				[kind.inRow(approved), `without '${kind.idName}'`],
			] as const) {
				const message = JSON.stringify({ success: true, data: { [kind.rows]: [row] } });
				stage.sandbox.addFault({ path: /list/, kind: 'notJson', message });
				const failed = await workflow.activate().catch((error: Error) => error);
				const { message: told } = failed as Error;
				expect(told).toContain(`IQM listed one of the ${kind.things} ${words}`);
			}
			expect(workflow.stored).toBe('{}');
			await workflow.activate();
			expect(workflow.stored).toContain(String(id));
		});

		it('refuses more than it can watch, and goes on once there are fewer', async () => {
			const id = stage.add(waiting);
			const workflow = stage.trigger();
			await workflow.activate();
			stage.setStatus(id, approved);
			const { stored } = workflow;
			for (let made = 0; made < 10_000; made++) stage.add(waiting);
			const { error } = await workflow.poll();
			expect(error?.message).toContain(`There are more than 10,000 ${kind.things}`);
			expect(error?.description).toContain("Narrow them down in 'Filters'");
			expect(workflow.stored).toBe(stored);
			for (const other of [...stage.things.keys()].slice(3)) stage.things.delete(other);
			expect(told(await workflow.poll())).toHaveLength(3);
		}, 240_000);

		it('keeps its secrets to itself', async () => {
			const id = stage.add();
			const workflow = stage.trigger();
			await workflow.activate();
			stage.setStatus(id, approved);
			const output = JSON.stringify(await workflow.poll());
			expect(output).toContain(approved);
			stage.sandbox.addFault({ path: /./, kind: 'serverError', times: 99 });
			const { error } = await workflow.poll();
			const { clientId, clientSecret, email, password } = stage.sandbox.options.iqm;
			const tokens = [...stage.sandbox.iqm.tokens.keys()];
			expect(tokens).toHaveLength(1);
			const everything = [
				workflow.stored,
				output,
				JSON.stringify(error),
				String(error?.stack),
			].join();
			for (const secret of [clientSecret, password, ...tokens]) {
				expect(everything).not.toContain(secret);
			}
			for (const own of [clientId, email]) expect(workflow.stored).not.toContain(own);
		});
	});

	describe('in the editor', () => {
		it('shows the newest three, in the shape of events, and forgets them', async () => {
			const made = [waiting, approved, left, approved, waiting].map((status) => stage.add(status));
			const workflow = stage.trigger();
			const { items } = await workflow.fetchTestEvent();
			expect(items?.map(({ json }) => json[outputName])).toEqual([made[4], made[3], made[2]]);
			expect(items?.[0].json).toMatchObject({
				event: events.changed,
				status: waiting,
				previousStatus: null,
				observedAt: new Date(stage.time).toISOString(),
			});
			expect(requestsTo(stage.sandbox, kind.path)).toHaveLength(1);
			expect(workflow.stored).toBe('{}');
			const wanted = [`${made[3]}: ${approved}`, `${made[1]}: ${approved}`];
			for (const form of [{ statuses: [approved] }, { event: events.approved }]) {
				expect(told(await stage.trigger(form).fetchTestEvent())).toEqual(wanted);
			}
		});

		it.each(Object.values(events))('%s: says that there is nothing to show', async (event) => {
			const { error, items } = await stage.trigger({ event }).fetchTestEvent();
			expect(items).toBeUndefined();
			expect(error?.message).toBe(
				`There are no ${kind.things} yet that match what this trigger watches`,
			);
			expect(error?.description).toContain('Once the workflow is active');
		});

		it('says what IQM says', async () => {
			const workflow = stage.trigger();
			stage.sandbox.addFault({ path: /list/, kind: 'forbidden' });
			const { error } = await workflow.fetchTestEvent();
			expect(error).toMatchObject({ name: 'NodeApiError', message: 'Forbidden!', httpCode: '403' });
		});
	});

	it('starts afresh with another event, and goes on with the same one', async () => {
		const id = stage.add(waiting);
		const workflow = stage.trigger({ event: events.approved });
		await workflow.activate();
		stage.setStatus(id, approved);
		workflow.parameters = { event: events.changed };
		expect(await workflow.activate('update')).toEqual({});
		stage.setStatus(id, refused);
		expect(told(await workflow.activate('update'))).toEqual([`${id}: ${refused}`]);
	});

	it('makes no item out of nothing where "Always Output Data" would', async () => {
		const id = stage.add(approved);
		const settings = { alwaysOutputData: true };
		const workflow = stage.trigger({ statuses: [approved] }, 'onEmission', settings);
		await workflow.activate();
		stage.setStatus(id, left);
		expect(await workflow.poll()).toEqual({});
		stage.setStatus(id, approved);
		expect(told(await workflow.poll())).toEqual([`${id}: ${approved}`]);
	});
});
