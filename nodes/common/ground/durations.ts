/** A number of things in words: "1 request", "1,200 requests". */
export function counted(count: number, thing: string): string {
	return `${count.toLocaleString('en')} ${thing}${count === 1 ? '' : 's'}`;
}

/** A time in words, from `ms` milliseconds: "81 seconds", "2.5 minutes". */
export function duration(ms: number): string {
	const seconds = Math.round(ms / 1_000);
	return seconds < 120 ? counted(seconds, 'second') : counted(Math.round(seconds / 6) / 10, 'minute');
}
