import type { INode } from 'n8n-workflow';

import type { Polled } from '../../../support/polls';
import { AUDIENCES, CAMPAIGNS, CREATIVES, triggerStage } from '../../../support/triggerStage';

/** What the triggers say at first: as Get Many does, with the event in the form's words. */

/** A trigger as n8n puts it on the canvas today; version 1 is what saved workflows have. */
const TODAY: Partial<INode> = { typeVersion: 2 };

const first = ({ items, error }: Polled) => {
	if (error !== undefined) throw error;
	return items?.[0].json ?? {};
};

const SIMPLE = {
	campaign: {
		...{ campaignId: expect.any(Number) as number, campaignName: expect.any(String) as string },
		...{ status: 'Running', ioId: 1, ioName: null, campaignType: 'Advanced' },
		...{ creativeType: 'Image', createdAt: '2026-03-01T12:00:00Z' },
		...{ owId: expect.any(Number) as number, event: 'Campaign Approved', previousStatus: 'Pending' },
	},
	creative: {
		...{ creativeId: expect.any(Number) as number, creativeName: expect.any(String) as string },
		...{ status: 'Running', creativeType: 'Image', width: 1, createdAt: '2026-03-01T12:00:00Z' },
		...{ event: 'Creative Approved', previousStatus: 'Pending' },
	},
	audience: {
		...{ matchedAudienceId: expect.any(Number) as number, status: 'Ready' },
		...{ audienceName: expect.any(String) as string, createdAt: '2026-03-01T12:00:00Z' },
		...{ event: 'Matched Audience Ready', previousStatus: 'Pending' },
	},
};

describe.each([CAMPAIGNS, CREATIVES, AUDIENCES])('$things', (kind) => {
	const stage = triggerStage(kind);
	const { approved: event, added } = kind.events;
	const { waiting, approved } = kind.statuses;
	beforeEach(() => {
		stage.time = Date.parse('2026-03-01T12:00:00Z');
		stage.reset();
	});

	it('are told with statuses and the event in words and times as text, as a test event shows', async () => {
		const id = stage.add(waiting);
		const workflow = stage.trigger({ event }, 'onEmission', TODAY);
		await workflow.activate();
		stage.setStatus(id, approved);

		const told = first(await workflow.poll());

		expect(told).toMatchObject(SIMPLE[kind.thing]);
		expect(Object.keys(told).slice(-3)).toEqual(['event', 'previousStatus', 'observedAt']);
		const test = first(await workflow.fetchTestEvent());
		expect(test).toEqual({ ...told, previousStatus: null, observedAt: expect.any(String) as string });
	});

	it('are told without a status before when they are new', async () => {
		const workflow = stage.trigger({ event: added }, 'onEmission', TODAY);
		await workflow.activate();
		stage.add(waiting);
		const told = first(await workflow.poll());
		expect(told).toMatchObject({ status: 'Pending', event: expect.stringMatching(/^New /) as string });
		expect(told).not.toHaveProperty('previousStatus');
	});

	it('are told as ever by a workflow that was saved with version 1', async () => {
		const id = stage.add(waiting);
		const workflow = stage.trigger({ event });
		await workflow.activate();
		stage.setStatus(id, approved);
		const told = first(await workflow.poll());
		expect(told).toMatchObject({
			...{ event, status: approved, previousStatus: waiting },
			...kind.inRow(approved),
			[kind.outputName]: id,
		});
		const test = first(await workflow.fetchTestEvent());
		expect(test).toEqual({ ...told, previousStatus: null, observedAt: expect.any(String) as string });
	});

	it('are told simplified by such a workflow once Simplify is turned on', async () => {
		const id = stage.add(waiting);
		const workflow = stage.trigger({ event, simplify: true });
		await workflow.activate();
		stage.setStatus(id, approved);
		expect(first(await workflow.poll())).toMatchObject(SIMPLE[kind.thing]);
	});

	it('are told once, however often Simplify is turned on and off', async () => {
		const workflow = stage.trigger({ event }, 'onEmission', TODAY);
		const id = stage.add(waiting);
		await workflow.activate();
		for (const simplify of [false, true]) {
			workflow.parameters = { event, simplify };
			await workflow.activate('update');
			expect(await workflow.poll()).toEqual({});
		}
		stage.setStatus(id, approved);
		expect((await workflow.poll()).items).toHaveLength(1);
		workflow.parameters = { event, simplify: false };
		expect(await workflow.activate('update')).toEqual({});
		expect(await workflow.poll()).toEqual({});
	});
});

describe('Simplify', () => {
	const stage = triggerStage(CAMPAIGNS);

	it.each<[string, string]>([
		['={{ "perhaps" }}', "'Simplify' must be true or false, not 'perhaps'"],
		['={{ undefined }}', "'Simplify' is empty: its expression returned no value"],
	])('refuses %s before anything is sent', async (simplify, message) => {
		stage.reset();
		const workflow = stage.trigger({ simplify }, 'onEmission', TODAY);
		await expect(workflow.activate()).rejects.toThrow(message);
		expect(stage.sandbox.requests).toEqual([]);
	});
});
