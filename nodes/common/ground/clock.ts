import { sleep } from 'n8n-workflow';

/**
 * The only source of time for waiting and rate limiting. Tests replace both members with a virtual
 * clock; nothing else may. `now` is in milliseconds since the epoch, `sleep` takes milliseconds.
 */
export const clock = {
	now: (): number => Date.now(),
	sleep: async (ms: number): Promise<void> => await sleep(ms),
};
