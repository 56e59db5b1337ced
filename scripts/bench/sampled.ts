import type { Figures } from './types';

const EVERY_MS = 20;

/**
 * Runs a function and measures its duration and, every 20 ms, how far this process' resident memory
 * grows beyond its initial size.
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
