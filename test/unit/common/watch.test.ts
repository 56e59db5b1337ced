import type { IDataObject } from 'n8n-workflow';

import type { Observation, Seen, Wanted } from '../../../nodes/common/poll/watch';
import { byId, MOST_WATCHED, observe, tooMany } from '../../../nodes/common/poll/watch';

const ALL: Wanted = { event: 'changed', statuses: [], idsGrow: true };
const RUNNING: Wanted = { event: 'changed', statuses: ['running'], idsGrow: true };
const NEW: Wanted = { event: 'new', statuses: [], idsGrow: true };

const list = (statuses: Record<string, string>): Seen[] =>
	Object.entries(statuses).map(([id, status]) => ({ id, status, json: { id } }));

/** A watcher whose memory can be put back to what n8n had stored. */
class Watcher {
	data: IDataObject = {};

	constructor(
		private readonly wanted: Wanted,
		private readonly scope = 'account',
	) {}

	see(statuses: Record<string, string>): Observation {
		return observe(this.data, this.scope, list(statuses), this.wanted, 'campaigns');
	}

	/** What it tells, as "id: before > now". */
	tell(statuses: Record<string, string>): string[] {
		return this.see(statuses).events.map(
			({ id, status, previousStatus }) => `${id}: ${previousStatus ?? '-'} > ${status}`,
		);
	}
}

it('takes note of what is there, then reports changes by id', () => {
	const watcher = new Watcher(ALL);
	expect(watcher.tell({ '9': 'pending', '10': 'pending', '100': 'draft' })).toEqual([]);
	const now = { '100': 'running', '10': 'paused', '9': 'running', '101': 'pending' };
	expect(watcher.tell(now)).toEqual([
		'9: pending > running',
		'10: pending > paused',
		'100: draft > running',
		'101: - > pending',
	]);
	expect(watcher.tell(now)).toEqual([]);
});

it('tells by id, in whatever order they are listed', () => {
	const data: IDataObject = {};
	observe(data, 'account', [], NEW, 'campaigns');
	const seen = ['100', 'b', '9', 'a', '10', 'c'].map((id) => ({ id, status: '', json: {} }));
	const { events } = observe(data, 'account', seen, NEW, 'campaigns');
	expect(events.map(({ id }) => id)).toEqual(['9', '10', '100', 'a', 'b', 'c']);
});

it('keeps what is not listed', () => {
	const watcher = new Watcher(ALL);
	watcher.see({ '1': 'running', '2': 'running' });
	expect(watcher.tell({ '1': 'running' })).toEqual([]);
	expect(watcher.tell({})).toEqual([]);
	expect(watcher.tell({ '1': 'running', '2': 'paused' })).toEqual(['2: running > paused']);
});

it('takes note of an empty account too: what comes next is new', () => {
	const watcher = new Watcher(NEW);
	expect(watcher.tell({})).toEqual([]);
	expect(watcher.tell({ '1': 'draft' })).toEqual(['1: - > draft']);
});

it('reports new things only, whatever becomes of them', () => {
	const watcher = new Watcher(NEW);
	watcher.see({ '1': 'draft' });
	const stored = watcher.data.watched;
	expect(watcher.tell({ '1': 'running' })).toEqual([]);
	expect(watcher.data.watched).toBe(stored);
	expect(watcher.tell({ '1': 'paused', '2': 'draft' })).toEqual(['2: - > draft']);
});

describe('with chosen statuses', () => {
	it('reports what enters them, including what was made in the meantime', () => {
		const watcher = new Watcher(RUNNING);
		watcher.see({ '1': 'pending', '2': 'running' });
		const now = { '1': 'running', '2': 'paused', '3': 'running', '4': 'draft' };
		expect(watcher.tell(now)).toEqual(['1: pending > running', '3: - > running']);
		expect(watcher.tell({ ...now, '2': 'running', '4': 'running' })).toEqual([
			'2: paused > running',
			'4: draft > running',
		]);
	});

	it('asks to be stored when something leaves them and nothing is reported', () => {
		const watcher = new Watcher(RUNNING);
		watcher.see({ '1': 'running', '2': 'pending' });
		expect(watcher.see({ '1': 'running', '2': 'draft', '3': 'draft' }).mustSave).toBe(false);
		expect(watcher.see({ '1': 'paused' })).toEqual({ events: [], mustSave: true });
		expect(watcher.see({ '1': 'paused' }).mustSave).toBe(false);
		expect(watcher.see({ '1': 'rejected' }).mustSave).toBe(false);
		watcher.see({ '1': 'running' });
		const both = watcher.see({ '1': 'paused', '2': 'running' });
		expect([both.events.length, both.mustSave]).toEqual([1, false]);
	});

	it('passes over what enters them after certain others, and asks to be stored when those matter', () => {
		const watcher = new Watcher({ ...RUNNING, notAfter: ['paused'] });
		watcher.see({ '1': 'pending', '2': 'paused', '3': 'pending' });
		const now = { '1': 'running', '2': 'running', '3': 'pending', '4': 'running' };
		expect(watcher.tell(now)).toEqual(['1: pending > running', '4: - > running']);
		for (const [status, mustSave] of [
			['paused', true],
			['running', true],
			['pending', true],
			['draft', false],
			['paused', true],
			['paused', false],
			['draft', true],
		] as const) {
			const seen = watcher.see({ ...now, '1': status });
			expect([status, seen]).toEqual([status, { events: [], mustSave }]);
		}
		// What nobody saw before is paused: a resumption would be taken for an approval.
		expect(watcher.see({ '5': 'paused' })).toEqual({ events: [], mustSave: true });
		expect(watcher.tell({ '5': 'running' })).toEqual([]);
	});

	it('never asks for it with all statuses, nor for new things', () => {
		for (const wanted of [ALL, NEW]) {
			const watcher = new Watcher(wanted);
			watcher.see({ '1': 'running' });
			for (const status of ['paused', 'running', 'deleted']) {
				expect(watcher.see({ '1': status }).mustSave).toBe(false);
			}
		}
	});
});

it('starts afresh when something else is watched, and after a memory that makes no sense', () => {
	const first = new Watcher(ALL, 'filters a');
	first.see({ '1': 'pending' });
	const second = new Watcher(ALL, 'filters b');
	second.data = first.data;
	expect(second.tell({ '1': 'running', '2': 'running' })).toEqual([]);
	expect(second.tell({ '1': 'paused' })).toEqual(['1: running > paused']);
	for (const nonsense of ['', '{', '[]', '{"scope":"x"}', 7, null]) {
		second.data.watched = nonsense;
		expect(second.tell({ '1': 'running' })).toEqual([]);
		expect(second.tell({ '1': 'paused' })).toEqual(['1: running > paused']);
	}
});

it('remembers neither content nor the scope in words', () => {
	const watcher = new Watcher(ALL, 'someone@example.com');
	watcher.see({ '1': 'running' });
	expect(Object.keys(watcher.data)).toEqual(['watched']);
	expect(JSON.parse(String(watcher.data.watched))).toEqual({
		scope: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
		dropped: '',
		ids: { running: ['1'] },
	});
});

it('writes nothing when nothing has changed: n8n would store it', () => {
	const watcher = new Watcher(ALL);
	watcher.see({ '1': 'running', '2': 'paused' });
	const guarded = new Proxy(watcher.data, {
		set: () => {
			throw new Error('written');
		},
	});
	expect(() => observe(guarded, 'account', list({ '2': 'paused' }), ALL, 'x')).not.toThrow();
	expect(() => observe(guarded, 'account', list({ '2': 'draft' }), ALL, 'x')).toThrow('written');
});

describe('bounded', () => {
	const many = (from: number, count: number, status = 'running') =>
		Object.fromEntries(Array.from({ length: count }, (_, index) => [`${from + index}`, status]));
	const sizeOf = ({ data }: Watcher): number => {
		const { ids } = JSON.parse(String(data.watched)) as { ids: Record<string, string[]> };
		return Object.values(ids).flat().length;
	};

	it('refuses more than it can watch, and changes nothing', () => {
		const watcher = new Watcher(ALL);
		watcher.see(many(1, MOST_WATCHED));
		const before = watcher.data.watched;
		const act = () => watcher.see(many(1, MOST_WATCHED + 1, 'paused'));
		expect(act).toThrow(tooMany('campaigns').message);
		expect(act).toThrow('There are more than 10,000 campaigns');
		expect(watcher.data.watched).toBe(before);
		expect(String(before).length).toBeLessThan(100_000);
	});

	it('drops the oldest that are gone, and does not take them for new when they come back', () => {
		const watcher = new Watcher(NEW);
		watcher.see(many(1, MOST_WATCHED));
		const later = many(101, MOST_WATCHED);
		expect(watcher.see(later).events).toHaveLength(100);
		expect(sizeOf(watcher)).toBe(MOST_WATCHED);
		// 1 to 100 were dropped; 50 comes back while another goes.
		const back = { ...many(102, MOST_WATCHED - 1), '50': 'running' };
		expect(watcher.see(back).events).toEqual([]);
		const newer: Record<string, string> = { ...back, '20000': 'draft' };
		delete newer['50'];
		expect(watcher.see(newer).events.map(({ id }) => id)).toEqual(['20000']);
		expect(sizeOf(watcher)).toBe(MOST_WATCHED);
	});

	it('reports changes of what came back only from then on', () => {
		const watcher = new Watcher(ALL);
		watcher.see(many(1, MOST_WATCHED));
		watcher.see(many(2, MOST_WATCHED));
		const back: Record<string, string> = { ...many(3, MOST_WATCHED - 1), '1': 'paused' };
		expect(watcher.tell(back)).toEqual([]);
		expect(watcher.tell({ ...back, '1': 'running' })).toEqual(['1: paused > running']);
	});

	it('reports everything new where ids do not grow, however many were dropped', () => {
		const watcher = new Watcher({ ...NEW, idsGrow: false });
		watcher.see(many(5_001, MOST_WATCHED));
		// All are replaced, and what comes has lower ids than what was dropped.
		expect(watcher.see(many(20_001, MOST_WATCHED)).events).toHaveLength(MOST_WATCHED);
		expect(watcher.see(many(1, 5_000)).events).toHaveLength(5_000);
		expect(sizeOf(watcher)).toBe(MOST_WATCHED);
	});

	it('loses nothing to what was dropped but not stored', () => {
		const watcher = new Watcher(RUNNING);
		watcher.see(many(1, MOST_WATCHED, 'draft'));
		const stored = structuredClone(watcher.data);
		watcher.see(many(2, MOST_WATCHED, 'draft'));
		watcher.data = stored;
		expect(watcher.tell({ ...many(3, 2, 'draft'), '10001': 'running' })).toEqual([
			'10001: - > running',
		]);
	});
});

it('orders ids by size, and others after them', () => {
	expect(['b', '100', '9', 'a1', '10', '9'].sort(byId)).toEqual(['9', '9', '10', '100', 'a1', 'b']);
	expect([byId('b', 'a'), byId('a', 'b'), byId('a', 'a')]).toEqual([1, -1, 0]);
});

it('notes what is noted only, without telling it', () => {
	const watcher = new Watcher(RUNNING);
	watcher.see({ '1': 'pending' });
	const noted = { id: '1', status: 'running', json: {}, isNotedOnly: true };
	const seeNoted = () => observe(watcher.data, 'account', [noted], RUNNING, 'campaigns').events;
	expect(seeNoted()).toEqual([]);
	expect(watcher.tell({ '1': 'running' })).toEqual([]);
	expect(watcher.tell({ '1': 'paused' })).toEqual([]);
	expect(watcher.tell({ '1': 'running' })).toEqual(['1: paused > running']);
});
