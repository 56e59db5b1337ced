/**
 * A sliding window that limits the number of answered requests, for IQM those of a minute: "The
 * message rate limit is 20 requests per minute. Exceeding the limit will cause a 429" (Rate limits, in
 * the quickstarts). They name neither the kind of window nor what counts. Strictest reading: any 60
 * seconds, and refused requests count as well, so that hammering never gets through. AppLovin's
 * document has no limit at all; a working client has met one of about 2000 an hour.
 */
export class RateWindow {
	private hits: number[] = [];

	constructor(private readonly windowMs = 60_000) {}

	/** Counts a request; undefined lets it pass, a number is the seconds to wait. */
	hit(now: number, limit: number): number | undefined {
		this.hits = this.hits.filter((at) => at > now - this.windowMs);
		this.hits.push(now);
		if (limit <= 0 || this.hits.length <= limit) return undefined;
		// The window has room for one more once all but `limit - 1` of these have left it.
		const freeAt = this.hits[this.hits.length - limit] + this.windowMs;
		return Math.max(1, Math.ceil((freeAt - now) / 1000));
	}

	reset(): void {
		this.hits = [];
	}
}
