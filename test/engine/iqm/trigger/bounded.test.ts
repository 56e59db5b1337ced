import { KINDS, triggerStage } from '../../../support/triggerStage';

/**
 * Once things were dropped from a trigger's memory to keep it bounded, one with a lower ID is taken
 * for one that came back, since IQM counts its IDs up; a newer one is told of.
 */
describe.each(KINDS)('$things', (kind) => {
	const { events, statuses } = kind;
	const stage = triggerStage(kind);
	beforeEach(() => stage.reset());

	it.each([events.added, events.changed])(
		'%s tells of what is newer than what was dropped, and of that alone',
		async (event) => {
			const known = stage.add(statuses.approved);
			const workflow = stage.trigger({ event });
			await workflow.activate();
			workflow.crash();
			const back = stage.add(statuses.approved);
			workflow.storeDropped(String(back));
			const newer = stage.add(statuses.waiting);
			expect([known, back, newer].sort((a, b) => a - b)).toEqual([known, back, newer]);
			const { told } = stage;
			expect(told(await workflow.activate('init'))).toEqual([`${newer}: ${statuses.waiting}`]);
			// From then on it is known like any other.
			stage.setStatus(back, statuses.left);
			const next = event === events.added ? undefined : [`${back}: ${statuses.left}`];
			expect(told(await workflow.poll())).toEqual(next);
			const newest = stage.add(statuses.waiting);
			expect(told(await workflow.poll())).toEqual([`${newest}: ${statuses.waiting}`]);
		},
	);
});
