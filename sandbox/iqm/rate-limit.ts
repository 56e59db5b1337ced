const WINDOW_MS = 60_000;

/**
 * "The message rate limit is 20 requests per minute. Exceeding the limit will cause a 429" (Rate
 * limits, in the quickstarts). They name neither the kind of window nor what counts. The hardest:
 * any 60 seconds, and refused requests count as well, so that hammering never gets through.
 */
export class RateWindow {
	private hits: number[] = [];

	/** Counts a request; undefined lets it pass, a number is how many seconds to wait. */
	hit(now: number, limit: number): number | undefined {
		this.hits = this.hits.filter((at) => at > now - WINDOW_MS);
		this.hits.push(now);
		if (limit <= 0 || this.hits.length <= limit) return undefined;
		// The window has room for one more once all but `limit - 1` of these have left it.
		const freeAt = this.hits[this.hits.length - limit] + WINDOW_MS;
		return Math.max(1, Math.ceil((freeAt - now) / 1000));
	}

	reset(): void {
		this.hits = [];
	}
}
