import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ifItExists, ifItExistsProperties } from '../../../nodes/common/run/ifItExists';
import { resetMadeLately } from '../../../nodes/common/run/madeLately';
import { stoppedClock } from '../../support/testClock';

/** A loop of a workflow runs the node again and again in one execution. */
const time = stoppedClock();
beforeEach(resetMadeLately);

/** An API whose list never shows what was made. */
function laggingApi() {
	const things = new Map<number, IDataObject>();
	const store: IDataObject = {};
	let looks = 0;
	let last = 0;
	/** The node runs once, with one item. */
	const run = async () => {
		const context = {
			getNodeParameter: (_name: string, _index: number, fallback: unknown) => fallback,
			getContext: () => store,
			getExecutionCancelSignal: () => undefined,
			addExecutionHints: () => undefined,
		} as unknown as IExecuteFunctions;
		const { results } = await ifItExists(context, 0, { what: 'order', name: 'Spring' }, {
			account: async () => await Promise.resolve('a'),
			check: async () => await Promise.resolve(),
			find: async () => await Promise.resolve({ rows: [], askedAt: time.now }),
			reread: {
				keeps: ['id'],
				read: async ({ id }) => {
					looks += 1;
					return await Promise.resolve(things.get(Number(id)));
				},
			},
			compare: async () => await Promise.resolve({ differs: [] }),
			create: async () => {
				const thing = { id: (last += 1) };
				things.set(thing.id, thing);
				return await Promise.resolve({ results: [thing], raw: thing });
			},
			labelOf: ({ id }) => `id ${String(id)}`,
		});
		time.now += 10_000;
		return results[0];
	};
	return { run, things, looks: () => looks };
}

it('returns what an earlier round of a loop has made', async () => {
	const { run, things } = laggingApi();
	await run();
	expect(await run()).toEqual({ id: 1, alreadyExisted: true });
	expect(things.size).toBe(1);
});

it('knows it from the execution too, where another process has begun that', async () => {
	const { run, looks } = laggingApi();
	await run();
	resetMadeLately();
	expect(await run()).toEqual({ id: 1, alreadyExisted: true });
	expect(looks()).toBe(1);
});

it('makes another once a later node of the loop has deleted it', async () => {
	const { run, things } = laggingApi();
	await run();
	things.delete(1);
	expect(await run()).toEqual({ id: 2 });
});

it('alarms nobody while the form returns what exists', () => {
	const notices = ifItExistsProperties('its name').filter(({ type }) => type === 'notice');
	expect(notices.map(({ displayName, displayOptions }) => [displayOptions, displayName])).toEqual([
		[{ show: { ifItExists: ['return'] } }, expect.stringContaining('creates nothing twice')],
		[{ hide: { ifItExists: ['return'] } }, expect.stringContaining('pin its output')],
	]);
});
