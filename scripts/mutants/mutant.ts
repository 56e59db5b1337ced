/** One small breakage of one file. */
export interface Mutant {
	/** Relative to the project's root, with slashes. */
	file: string;
	/** What is replaced, as offsets into the file's text. */
	start: number;
	end: number;
	replacement: string;
	/** What kind of breakage it is, in a few words. */
	kind: string;
}

/** The text of the file with the breakage in it. */
export function mutated(text: string, { start, end, replacement }: Mutant): string {
	return text.slice(0, start) + replacement + text.slice(end);
}

/** Where it is: `file:line`. */
export function placeOf(text: string, { file, start }: Mutant): string {
	return `${file}:${text.slice(0, start).split('\n').length}`;
}

/** The lines that differ, as a diff shows them. */
export function diffOf(text: string, mutant: Mutant): string {
	const before = text.split('\n');
	const after = mutated(text, mutant).split('\n');
	let first = 0;
	while (before[first] === after[first] && first < before.length) first++;
	let last = 0;
	while (
		last < Math.min(before.length, after.length) - first &&
		before[before.length - 1 - last] === after[after.length - 1 - last]
	)
		last++;
	const lines = (sign: string, all: string[]) =>
		all
			.slice(first, all.length - last)
			.filter((line) => line.trim() !== '')
			.map((line) => `    ${sign} ${line.trim()}`);
	return [...lines('-', before), ...lines('+', after)].join('\n');
}

/** The room under which it is counted: `nodes/common/send`, `nodes/Iqm/IqmCampaign`, `credentials`. */
export function roomOf(file: string): string {
	return file.split('/').slice(0, -1).slice(0, 3).join('/');
}
