/**
 * Milliseconds of CPU time that this process has used: unlike the clock's, they do not pass while
 * other processes have the core.
 */
export function cpuTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1_000;
}
