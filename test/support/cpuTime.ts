/**
 * Milliseconds of computing that this process has done: unlike the clock's, they do not pass while
 * other processes have the core.
 */
export function cpuTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1_000;
}
