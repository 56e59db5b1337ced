import { clock } from '../../nodes/common/ground/clock';

/** Lets requests that are under way go on, which waits that take no time would otherwise starve. */
const breathe = async () => await new Promise((resolve) => setImmediate(resolve));

function forEachTest(set: () => void): void {
	const real = { ...clock };
	beforeEach(set);
	afterEach(() => void Object.assign(clock, real));
}

/**
 * For the tests of one file: real time goes on, but the package's waits take none of it and only put
 * the clock forward.
 *
 * @returns `ahead`, by how many milliseconds the clock is ahead of real time: 0 before each test; a
 *   test may move it too
 */
export function skippedWaits(): { ahead: number } {
	const time = { ahead: 0 };
	forEachTest(() => {
		time.ahead = 0;
		clock.now = () => Date.now() + time.ahead;
		clock.sleep = async (ms) => {
			time.ahead += ms;
			await breathe();
		};
	});
	return time;
}

/**
 * For the tests of one file: time passes only where the package waits.
 *
 * @returns `now` in milliseconds since 1970: real time before each test; a test may move it too
 */
export function stoppedClock(): { now: number } {
	const time = { now: 0 };
	forEachTest(() => {
		time.now = Date.now();
		clock.now = () => time.now;
		clock.sleep = async (ms) => {
			time.now += ms;
			await breathe();
		};
	});
	return time;
}
