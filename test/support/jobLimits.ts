/** IQM's documented limit; AppLovin has none, and a working client has met about 2,000 an hour. */
export const PER_MINUTE = 20;
export const PER_HOUR = 2_000;
