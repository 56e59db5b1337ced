import type { Choice } from './choose';
import { byRoom } from './choose';
import { diffOf, placeOf, roomOf } from './mutant';
import type { Verdict } from './trial';

/** One line for a mutant that has been tried. */
export function lineOf({ mutant, noticed, timedOut, file, seconds }: Verdict, text: string): string {
	const how = `noticed by ${file}${timedOut ? ', which took too long' : ''}`;
	const word = noticed ? how : 'SURVIVED';
	return `${placeOf(text, mutant)}  ${mutant.kind}: ${word} (${seconds} s)`;
}

/** A table by room, and each survivor with its place and its lines as a diff. */
export function reportOf(
	verdicts: Verdict[],
	{ mutants, invalid }: Choice,
	textOf: (file: string) => string,
): string {
	const rooms = [...new Set([...byRoom(mutants).keys(), ...invalid.keys()])].sort((a, b) =>
		a.localeCompare(b),
	);
	const row = (name: string, tried: Verdict[], notCompiled: number): string => {
		const noticed = tried.filter((verdict) => verdict.noticed).length;
		return `| ${name} | ${tried.length} | ${noticed} | ${tried.length - noticed} | ${notCompiled} |`;
	};
	const all = [...invalid.values()].reduce((sum, one) => sum + one, 0);
	const table = [
		'| room | valid | noticed | survived | did not compile |',
		'|---|---|---|---|---|',
		...rooms.map((room) =>
			row(
				room,
				verdicts.filter(({ mutant }) => roomOf(mutant.file) === room),
				invalid.get(room) ?? 0,
			),
		),
		row('all', verdicts, all),
	];
	const survivors = verdicts
		.filter(({ noticed }) => !noticed)
		.map(({ mutant, tests }) => {
			const text = textOf(mutant.file);
			return `${placeOf(text, mutant)}  ${mutant.kind}, ${tests} test files\n${diffOf(text, mutant)}`;
		})
		.sort();
	const left = mutants.length - verdicts.length;
	return [
		table.join('\n'),
		...(left > 0 ? [`Not tried, because it was interrupted: ${left}`] : []),
		...(survivors.length > 0 ? [`Survivors:\n\n${survivors.join('\n')}`] : []),
	].join('\n\n');
}
