import { subscribe } from 'node:diagnostics_channel';

/** The package's source of time: `nodes/common/ground/clock`, from the sources or as it is built. */
interface Clock {
	now: () => number;
	sleep: (ms: number) => Promise<void>;
}

export interface VirtualClock {
	/** In milliseconds since the epoch. */
	now: () => number;
	/** Lets time pass, in milliseconds, while nobody sleeps. */
	pass: (ms: number) => void;
	/** Gives the real time back. */
	stop: () => void;
}

/** Requests on their way: while there are any, no time passes. */
let underWay = 0;
subscribe('http.client.request.start', () => void underWay++);
subscribe('http.client.response.finish', () => void underWay--);

/**
 * Puts the package on a clock that jumps to the end of the next wait as soon as nothing else is going
 * on, so that only waits take time.
 */
export function startVirtualClock(clock: Clock): VirtualClock {
	const real = { ...clock };
	let time = Date.now();
	const sleepers: Array<{ until: number; wake: () => void }> = [];
	let isTicking = false;

	const tick = async (): Promise<void> => {
		isTicking = true;
		while (sleepers.length > 0) {
			for (let quiet = 0; quiet < 8; quiet++) {
				await new Promise((resolve) => setImmediate(resolve));
				if (underWay > 0) quiet = 0;
			}
			const [first] = sleepers.sort((one, other) => one.until - other.until);
			time = Math.max(time, first.until);
			sleepers.splice(sleepers.indexOf(first), 1);
			first.wake();
		}
		isTicking = false;
	};
	clock.now = () => time;
	clock.sleep = async (ms) => {
		const woken = new Promise<void>((wake) => sleepers.push({ until: time + ms, wake }));
		if (!isTicking) void tick();
		await woken;
	};
	return {
		now: clock.now,
		pass: (ms) => (time += ms),
		stop: () => void Object.assign(clock, real),
	};
}
