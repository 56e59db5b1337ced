import { clock } from '../../nodes/common/ground/clock';

/** Lets requests under way proceed, which instant waits would otherwise starve. */
const breathe = async () => await new Promise((resolve) => setImmediate(resolve));

function forEachTest(set: () => void): void {
	const real = { ...clock };
	beforeEach(set);
	afterEach(() => void Object.assign(clock, real));
}

/**
 * For one test file: real time goes on, but the package's waits take none of it and only advance the
 * clock.
 *
 * @returns `ahead`, by how many milliseconds the clock is ahead of real time: 0 before each test; a
 *   test may change it too
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
 * For one test file: time only passes when the package waits.
 *
 * @returns `now` in milliseconds since 1970: real time before each test; a test may change it too
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
