import { clock } from '../../../nodes/common/ground/clock';
import { pause } from '../../../nodes/common/ground/wait';
import { SlidingWindow, takeTurn } from '../../../nodes/common/send/rateLimit';
import { sendPatiently } from '../../../nodes/common/send/retry';
import { Tally } from '../../../nodes/common/send/tally';
import { RateWindow } from '../../../sandbox/iqm/rate-limit';

/**
 * Several processes, each with a window of its own that is as wide as the whole limit, against one
 * server, on a virtual clock. Pauses after 429 are random in the package; here they repeat.
 */
const LIMIT = 20;
const MINUTE = 60_000;
const START = Date.UTC(2030, 0, 1);

const real = { ...clock, random: Math.random };
let time = START;
let sleepers: Array<{ until: number; wake: () => void }> = [];

beforeEach(() => {
	time = START;
	sleepers = [];
	clock.now = () => time;
	clock.sleep = async (ms) => {
		await new Promise<void>((wake) => sleepers.push({ until: time + ms, wake }));
	};
	let state = 1;
	Math.random = () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
});
afterEach(() => {
	Object.assign(clock, { now: real.now, sleep: real.sleep });
	Math.random = real.random;
});

/** Lets time jump from one sleeper to the next until the work is done. */
async function play<T>(work: Promise<T>): Promise<T> {
	let isDone = false;
	const done = work.finally(() => (isDone = true));
	while (!isDone) {
		await new Promise((resolve) => setImmediate(resolve));
		if (sleepers.length === 0) continue;
		const first = sleepers.reduce((one, other) => (other.until < one.until ? other : one));
		sleepers = sleepers.filter((sleeper) => sleeper !== first);
		time = Math.max(time, first.until);
		first.wake();
	}
	return await done;
}

/** Counts a request; a number means that it is refused. */
interface Limiter {
	hit(now: number, limit: number): number | undefined;
}

/** A server that counts the answered requests of each minute of the clock. */
class CalendarMinute implements Limiter {
	private minute = NaN;

	private answered = 0;

	hit(now: number, limit: number): number | undefined {
		const minute = Math.floor(now / MINUTE);
		if (minute !== this.minute) this.answered = 0;
		this.minute = minute;
		return ++this.answered > limit ? 1 : undefined;
	}
}

/**
 * Sends one request after the other from each process until the time is up.
 *
 * @param starts when each process begins, in ms
 * @returns requests answered for each process, and refused for all
 */
async function busy(starts: number[], server: Limiter, minutes = 10) {
	const stop = {
		get aborted() {
			return time >= START + minutes * MINUTE;
		},
	} as AbortSignal;
	let refused = 0;
	const processes = starts.map(async (start) => {
		const window = new SlidingWindow(LIMIT);
		let answered = 0;
		let leftAt = 0;
		const send = async () => {
			await takeTurn(window, stop);
			leftAt = time;
			await pause(125, stop);
			const isRefused = server.hit(time, LIMIT) !== undefined;
			await pause(125, stop);
			if (isRefused) refused += 1;
			else answered += 1;
			return { status: isRefused ? 429 : 200, headers: {}, body: {} };
		};
		const patience = { repeatable: false, rateLimitWaitMs: Infinity, window, signal: stop };
		await pause(start).then(async () => {
			for (;;) await sendPatiently(send, { ...patience, leftAt: () => leftAt });
		}).catch(() => undefined);
		return { answered, width: window.width };
	});
	const results = await play(Promise.all(processes));
	const answered = results.map((result) => result.answered);
	const widths = results.map(({ width }) => width);
	return { answered, widths, refused, total: answered.reduce((sum, one) => sum + one) };
}

describe('processes that are busy at the same time', () => {
	it('two share the minute, with few answers of 429: at most 200 requests can be answered', async () => {
		const { answered, widths, refused, total } = await busy([0, 0], new RateWindow());
		expect(total).toBeGreaterThanOrEqual(180);
		expect(refused).toBeLessThanOrEqual(10);
		for (const one of answered) expect(one).toBeGreaterThan(80);
		for (const width of widths) expect(width).toBeGreaterThanOrEqual(7);
		for (const width of widths) expect(width).toBeLessThanOrEqual(13);
	});

	it.each<[string, number[], Limiter, number, number]>([
		['three', [0, 0, 0], new RateWindow(), 170, 22],
		['two, half a minute apart', [0, 31_000], new RateWindow(), 170, 14],
		['two, minutes apart', [0, 150_000], new RateWindow(), 170, 12],
		['two, at a server that counts each minute of the clock', [0, 0], new CalendarMinute(), 180, 10],
		['three, at such a server', [0, 0, 0], new CalendarMinute(), 180, 22],
	])('%s', async (_, starts, server, least, most) => {
		const { answered, refused, total } = await busy(starts, server);
		expect(total).toBeGreaterThanOrEqual(least);
		expect(refused).toBeLessThanOrEqual(most);
		for (const one of answered) expect(one).toBeGreaterThan(25);
	});

	it('two share it with few answers of 429 whenever the second one starts', async () => {
		const met: number[] = [];
		for (let apart = 0; apart <= 60_000; apart += 3_000) {
			time = START;
			sleepers = [];
			const { refused, total } = await busy([0, apart], new RateWindow());
			expect(total).toBeGreaterThanOrEqual(165);
			met.push(refused);
		}
		expect(Math.max(...met)).toBeLessThanOrEqual(13);
		expect(met.reduce((sum, one) => sum + one) / met.length).toBeLessThan(11);
	}, 60_000);

	it('one alone is never refused', async () => {
		const { answered, widths, refused } = await busy([0], new RateWindow());
		expect({ answered, widths, refused }).toEqual({ answered: [200], widths: [20], refused: 0 });
	});
});

/** A window of which so many turns have just been used. */
function usedWindow(limit: number, used = limit): SlidingWindow {
	const window = new SlidingWindow(limit);
	for (let nth = 0; nth < used; nth++) window.book();
	return window;
}

describe('a window that met a 429', () => {
	it('is as wide as before nine minutes later', () => {
		const window = usedWindow(LIMIT);
		window.narrow(time);
		const widths = Array.from({ length: 10 }, (_, minute) => {
			time = START + minute * MINUTE;
			return window.width;
		});
		expect(widths).toEqual([13, 14, 15, 15, 16, 17, 18, 19, 19, 20]);
		time += 24 * 60 * MINUTE;
		expect(window.width).toBe(20);
	});

	it('is made narrower once by all that was under way, and again by what left after that', () => {
		const window = usedWindow(LIMIT);
		time += 2_000;
		window.narrow(START);
		time += 3_000;
		window.narrow(START + 1_000);
		window.narrow(START + 2_000);
		expect(window.width).toBe(13);
		window.narrow(START + 2_001);
		expect(window.width).toBe(8);
	});

	it('is never narrower than one request, and wide again in time', () => {
		const window = usedWindow(LIMIT);
		for (let nth = 0; nth < 100; nth++) {
			time += 1;
			window.narrow(time);
		}
		expect(window.width).toBe(1);
		expect(window.next()).toBeGreaterThan(time);
		time += 26 * MINUTE;
		expect(window.width).toBe(20);
	});

	it('stays as wide as it is if little was sent, which is not what fills the minute', () => {
		const window = usedWindow(LIMIT, 4);
		window.narrow(time);
		expect(window.width).toBe(20);
		window.book();
		window.narrow(time);
		expect(window.width).toBe(13);
	});

	it('follows the credential’s limit, which is its upper bound', () => {
		const window = usedWindow(LIMIT);
		window.narrow(time);
		window.limit = 10;
		expect(window.width).toBe(7);
		time += 60 * MINUTE;
		expect(window.width).toBe(10);
	});

	it('stays off if it is off', () => {
		const window = new SlidingWindow(0);
		window.narrow(time);
		expect([window.width, window.next(), window.inWords()]).toEqual([0, time, undefined]);
	});

	it('moves those that wait already, in their order', async () => {
		const window = new SlidingWindow(LIMIT);
		const left: number[] = [];
		const all = Array.from({ length: 40 }, async () => {
			await takeTurn(window);
			left.push(time - START);
		});
		const refusal = pause(1_000).then(() => {
			window.narrow(START);
			window.blockUntil(time + 70_000);
		});
		await play(Promise.all([...all, refusal]));
		expect(left.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 0));
		expect(left.slice(20, 33)).toEqual(Array.from({ length: 13 }, () => 71_000));
		expect(left.slice(33)).toEqual(Array.from({ length: 7 }, () => 131_500));
	});

	it('says that others use the limit too, as long as it is narrower', async () => {
		const window = usedWindow(LIMIT);
		const tally = Object.assign(new Tally(), { api: 'IQM' });
		await play(takeTurn(window, undefined, tally));
		expect(tally.inWords()).toContain('for its limit of 20 requests a minute.');
		for (let nth = 1; nth < LIMIT; nth++) window.book();
		window.narrow(time);
		await play(takeTurn(window, undefined, tally));
		expect(tally.inWords()).toContain('for its limit of 20 requests a minute (shared with others).');
		time += 9 * MINUTE;
		expect(window.inWords()).toBe('20 requests a minute');
	});
});
