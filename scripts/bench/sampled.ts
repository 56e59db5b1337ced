import type { Figures } from './types';

const EVERY_MS = 20;

/**
 * Runs it and tells how long it takes, and how far this process' resident memory grows above what it
 * is before, looked at every 20 ms.
 */
export async function sampled(run: () => Promise<unknown>): Promise<Figures> {
	const before = process.memoryUsage.rss();
	let peak = before;
	const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
	const watch = setInterval(look, EVERY_MS);
	const begun = performance.now();
	const failed = await run().then(
		() => undefined,
		(error: Error) => error.message,
	);
	const seconds = (performance.now() - begun) / 1_000;
	clearInterval(watch);
	look();
	const growthMiB = (peak - before) / 2 ** 20;
	return { seconds, growthMiB, ...(failed === undefined ? {} : { failed }) };
}
