import { clock } from '../../../nodes/common/ground/clock';
import { ExecutionStopped } from '../../../nodes/common/ground/wait';
import {
	resetRateLimits,
	SlidingWindow,
	takeTurn,
	windowFor,
} from '../../../nodes/common/send/rateLimit';

/** Turns of the rate limit on a clock that stands still unless somebody sleeps. */

const START = Date.UTC(2030, 0, 1);
const MINUTE = 60_000;
/** Between a turn and the one that it holds back: a minute, and what a request may be on its way. */
const APART = MINUTE + 500;

const real = { ...clock };
let time = START;

beforeEach(() => {
	time = START;
	clock.now = () => time;
	clock.sleep = async (ms) => void (time += ms);
});
afterEach(() => {
	Object.assign(clock, real);
	resetRateLimits();
});

/** Books so many turns and tells how long after the start each of them is. */
const book = (window: SlidingWindow, count: number): number[] =>
	Array.from({ length: count }, () => window.book().at - START);

it.each([1, 2, 20, 999, 1_000, 1_001, 1_500, 5_000])(
	'%i turns are free at once, the next one a minute later, and so on',
	(limit) => {
		const window = new SlidingWindow(limit);
		const turns = book(window, 2 * limit + 1);
		expect(new Set(turns.slice(0, limit))).toEqual(new Set([0]));
		expect(new Set(turns.slice(limit, 2 * limit))).toEqual(new Set([APART]));
		expect(turns[2 * limit]).toBe(2 * APART);
	},
);

it('frees turns one after the other, as they were taken', () => {
	const window = new SlidingWindow(2);
	expect(book(window, 1)).toEqual([0]);
	time += 10_000;
	expect(book(window, 3)).toEqual([10_000, APART, 10_000 + APART]);
});

it('counts windows of another length', () => {
	expect(book(new SlidingWindow(1, 1_000), 2)).toEqual([0, 1_500]);
});

it('0 is no limit, and remembers nothing for a limit that is set later', () => {
	const window = new SlidingWindow(0);
	expect(new Set(book(window, 100))).toEqual(new Set([0]));
	window.limit = 1;
	expect(book(window, 2)).toEqual([0, APART]);
});

it('a limit that is raised later counts what has left under the lower one', () => {
	const window = new SlidingWindow(1);
	expect(book(window, 2)).toEqual([0, APART]);
	window.limit = 3;
	expect(window.next() - START).toBe(APART);
	expect(book(window, 2)).toEqual([APART, APART]);
});

it('nothing leaves before the time that the server named, and a shorter one takes nothing back', () => {
	const window = new SlidingWindow(20);
	window.blockUntil(START + 5_000);
	window.blockUntil(START + 3_000);
	expect(book(window, 2)).toEqual([5_000, 5_000]);
	window.limit = 0;
	expect(book(window, 1)).toEqual([5_000]);
});

describe('a turn that is given back', () => {
	it('is the next one’s', () => {
		const window = new SlidingWindow(1);
		window.book();
		const second = window.book();
		expect(second.at - START).toBe(APART);
		window.release(second);
		expect(window.book().at).toBe(second.at);
	});

	it('from the middle leaves the others where they are', () => {
		const window = new SlidingWindow(1);
		const [, second, third] = [window.book(), window.book(), window.book()];
		window.release(second);
		expect(window.next()).toBe(third.at + APART);
	});

	it('that was never booked takes none from others', () => {
		const window = new SlidingWindow(1);
		window.book();
		window.release({ at: START });
		expect(window.next() - START).toBe(APART);
	});
});

describe('waiting for a turn', () => {
	it('goes on at its time, and keeps it', async () => {
		const window = new SlidingWindow(1);
		await takeTurn(window);
		expect(time - START).toBe(0);
		await takeTurn(window);
		expect(time - START).toBe(APART);
		expect(window.next() - START).toBe(2 * APART);
	});

	it('that is cancelled gives the turn back, and only that', async () => {
		const window = new SlidingWindow(1);
		await takeTurn(window);
		const waits = takeTurn(window, {
			get aborted() {
				return time - START >= 1_000;
			},
		});
		await expect(waits).rejects.toThrow(ExecutionStopped);
		expect(time - START).toBeLessThan(1_300);
		expect(window.next() - START).toBe(APART);
	});

	it('that was cancelled beforehand takes none', async () => {
		const window = new SlidingWindow(1);
		await expect(takeTurn(window, { aborted: true })).rejects.toThrow(ExecutionStopped);
		expect(window.next()).toBe(START);
	});
});

it('one account has one window, and the newest limit holds', () => {
	const first = windowFor('account', 1);
	first.book();
	const second = windowFor('account', 2);
	expect(second).toBe(first);
	expect(second.next()).toBe(START);
	expect(windowFor('other account', 1)).not.toBe(first);
	resetRateLimits();
	expect(windowFor('account', 1).next()).toBe(START);
});
