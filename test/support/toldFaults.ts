/** The faults that a message tells, one or several, in its order and without their advice. */
export function faultsOf(message: unknown): string[] {
	const [head, ...entries] = String(message).split('\n• ');
	if (entries.length === 0) return [head];
	expect(head).toBe(`${entries.length} problems found:`);
	return entries.map((entry) => entry.split(' – ')[0]);
}
