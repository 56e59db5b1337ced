import type { Case } from './randomFaultsCase';
import { DRAWN, FAULTS, OPERATIONS } from './randomFaultsCase';
import type { Outcome } from './randomFaultsRules';
import { isUnsure, writesOf } from './randomFaultsRules';
import type { Told } from './randomFaultsWorld';

/** Where a fault has struck. */
type Place = 'login' | 'read' | 'write';

/** What happened in all runs: a generator without faults must not look like a proof. */
export class Tally {
	runs = 0;
	private readonly operations = new Map<string, Map<string, number>>();
	private readonly faults = new Map<string, Map<string, number>>();
	private readonly others = new Map<string, number>();

	add(what: Case, told: Told, outcomes: Outcome[]): void {
		this.runs += 1;
		const { title, partly } = told.operation;
		const row = this.row(this.operations, title);
		count(row, 'runs');
		for (const outcome of outcomes) {
			const { kind } = outcome;
			const isOpen = kind === 'error' && isUnsure(outcome, partly);
			count(row, kind === 'error' ? (isOpen ? 'unsure' : 'refused') : kind);
		}
		const writes = new Set(writesOf(told).map(({ request }) => request));
		for (const { request, fault } of told.sent) {
			// A request refused with 429 by the limit meets no fault.
			const isLimited = request.status === 429 && !fault?.startsWith('rateLimit');
			if (fault === undefined || isLimited) continue;
			const isLogin = /^\/(api\/v3\/ua|oauth)\//.test(request.path);
			const place: Place = isLogin ? 'login' : writes.has(request) ? 'write' : 'read';
			count(this.row(this.faults, fault), place);
		}
		this.note(what, told, outcomes);
	}

	private note(what: Case, { sent, executions }: Told, outcomes: Outcome[]): void {
		const faults = sent.filter(({ fault }) => fault !== undefined).length;
		const notes = {
			'no fault': faults === 0,
			'one fault': faults === 1,
			'several faults': faults > 1,
			'equal items': new Set(what.keys).size < what.keys.length,
			'Retry On Fail': what.tries > 1,
			'Retry execution': executions > 1,
			Preview: what.preview,
			alreadyExisted: outcomes.some(({ text }) => text.includes('alreadyExisted')),
			'429 of the limit': sent.some(({ fault, request }) => !fault && request.status === 429),
		};
		for (const [name, holds] of Object.entries(notes)) if (holds) count(this.others, name);
	}

	private row(table: Map<string, Map<string, number>>, name: string): Map<string, number> {
		const row = table.get(name) ?? new Map<string, number>();
		table.set(name, row);
		return row;
	}

	/** What happened too rarely for these runs to prove anything; empty is good. */
	lacking(): string[] {
		// Five standard deviations below the average: no sound generator ever produces fewer.
		const least = (share: number) => {
			const average = this.runs * share;
			return Math.max(average > 10 ? 1 : 0, Math.floor(average - 5 * Math.sqrt(average)));
		};
		const need = (name: string, number: number, wanted: number) =>
			number < wanted ? [`${name}: ${number} instead of ${wanted}`] : [];
		const perOperation = 1 / DRAWN.length;
		return [
			...[...OPERATIONS.values()].flatMap(({ title, partly }) => {
				const row = this.operations.get(title);
				const good = partly ? 'unsure' : 'results';
				return [
					...need(title, row?.get('runs') ?? 0, least(perOperation)),
					...need(`${title}, ${good}`, row?.get(good) ?? 0, least(perOperation / 2)),
				];
			}),
			...FAULTS.flatMap((fault) => {
				const row = this.faults.get(fault);
				return [
					...need(`${fault} of a write`, row?.get('write') ?? 0, least(0.035)),
					...need(`${fault} of a read`, row?.get('read') ?? 0, least(0.005)),
					...need(`${fault} of a login`, row?.get('login') ?? 0, least(0.008)),
				];
			}),
			...Object.entries(SHARES).flatMap(([name, share]) =>
				need(name, this.others.get(name) ?? 0, least(share)),
			),
		];
	}

	/** Two tables and a list, as text. */
	toString(): string {
		const table = (rows: Map<string, Map<string, number>>, columns: string[]) =>
			[...rows]
				.sort(([a], [b]) => a.localeCompare(b))
				.map(([name, row]) => [name, ...columns.map((column) => row.get(column) ?? 0)])
				.map(([name, ...numbers]) => line(String(name), numbers));
		const outcomes = ['runs', 'results', 'listed', 'untouched', 'refused', 'unsure'];
		const places = ['login', 'read', 'write'];
		return [
			line(`${this.runs} runs`, outcomes),
			...table(this.operations, outcomes),
			'',
			line('faults', places),
			...table(this.faults, places),
			'',
			...[...this.others].map(([name, number]) => line(name, [number])),
		].join('\n');
	}
}

/** The least expected share of runs with each property, on average. */
const SHARES = {
	'no fault': 0.15,
	'one fault': 0.25,
	'several faults': 0.25,
	'equal items': 0.4,
	'Retry On Fail': 0.55,
	'Retry execution': 0.1,
	Preview: 0.05,
	alreadyExisted: 0.004,
	'429 of the limit': 0.08,
};

function count(row: Map<string, number>, name: string): void {
	row.set(name, (row.get(name) ?? 0) + 1);
}

function line(name: string, cells: Array<number | string>): string {
	return name.padEnd(58) + cells.map((cell) => String(cell).padStart(10)).join('');
}
