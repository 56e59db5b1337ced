import type { Columns } from './columns';
import type { AppLovinReportOptions } from './options';
import type { ReportRow } from './state';

/** A row of an answer: figures are numbers here, and sent as text. */
export type Figures = Record<string, string | number | null>;

const sum = (rows: ReportRow[], name: string): number =>
	rows.reduce((total, { metrics }) => total + (metrics[name] ?? 0), 0);

/** Undefined where nothing is known of it, so that an answer has null. */
const ratio = (a: number, b: number): number | null => (b === 0 ? null : a / b);

/** Whether no row holds what this metric is made of, such as the revenue of days that are not over yet. */
function isUnknown(rows: ReportRow[], name: string): boolean {
	const made = name.startsWith('total_rev_') ? ['ad_rev_', 'iap_rev_'].map((part) => name.replace('total_rev_', part)) : [name];
	const isComputed = /^(ctr|conversion_rate|average_|cpp_|cost_per_|ret_)|roas_/.test(name);
	return !isComputed && rows.every(({ metrics }) => made.every((part) => !(part in metrics)));
}

/** The figure of a metric for these rows: added up, or computed from what is. */
function figure(rows: ReportRow[], name: string, { roasUnit, unknown }: AppLovinReportOptions): Figures[string] {
	if (unknown !== 'zero' && isUnknown(rows, name)) return unknown === 'null' ? null : '';
	const window = /_(\d+d|1y)$/.exec(name)?.[1];
	const cost = sum(rows, 'cost');
	const total = (at: string): number => sum(rows, `ad_rev_${at}`) + sum(rows, `iap_rev_${at}`);
	const roas = (revenue: number): number | null => {
		const found = ratio(revenue, cost);
		return found === null ? null : found * (roasUnit === 'percent' ? 100 : 1);
	};
	switch (window === undefined ? name : name.slice(0, -window.length - 1)) {
		case 'ctr':
			return ratio(sum(rows, 'clicks'), sum(rows, 'impressions'));
		case 'conversion_rate':
			return ratio(sum(rows, 'conversions'), sum(rows, 'impressions'));
		case 'average_cpc':
			return ratio(cost, sum(rows, 'clicks'));
		case 'average_cpa':
			return ratio(cost, sum(rows, 'conversions'));
		case 'total_rev':
			return total(window as string);
		case 'roas':
			return window === undefined ? null : roas(total(window) + sum(rows, `chka_usd_${window}`));
		case 'ad_roas':
			return roas(sum(rows, `ad_rev_${window}`));
		case 'iap_roas':
			return roas(sum(rows, `iap_rev_${window}`));
		case 'cpp':
			return ratio(cost, sum(rows, `unique_purchasers_${window}`));
		case 'cost_per_target_event':
			return ratio(cost, sum(rows, `target_event_count_${window}`));
		case 'cost_per_chka':
			return ratio(cost, sum(rows, `chka_${window}`));
		case 'ret':
			return ratio(
				rows.reduce((all, { metrics }) => all + (metrics[name] ?? 0) * (metrics.conversions ?? 0), 0),
				sum(rows, 'conversions'),
			);
		default:
			return sum(rows, name);
	}
}

/** Rows of the same dimensions, added up. A figure is computed when it is asked for: few of a long report are. */
export class Group {
	readonly rows: ReportRow[] = [];
	private readonly known = new Map<string, Figures[string]>();

	constructor(
		private readonly dimensions: Figures,
		private readonly options: AppLovinReportOptions,
	) {}

	/** A dimension, or the figure of a metric. */
	value(name: string): Figures[string] {
		if (name in this.dimensions) return this.dimensions[name];
		if (!this.known.has(name)) this.known.set(name, figure(this.rows, name, this.options));
		return this.known.get(name) ?? null;
	}

	/** The row of an answer. */
	row({ dimensions, metrics }: Columns): Figures {
		return Object.fromEntries([...dimensions, ...metrics].map((name) => [name, this.value(name)]));
	}
}

/** The groups of rows in the order of their first ones. */
export function grouped(rows: ReportRow[], { dimensions }: Columns, options: AppLovinReportOptions): Group[] {
	const valueOf = (row: ReportRow, name: string): string | null =>
		name === 'day' ? row.day : (row.dimensions[name] ?? (name in row.dimensions ? null : ''));
	const groups = new Map<string, Group>();
	for (const row of rows) {
		const values = dimensions.map((name) => valueOf(row, name));
		const key = JSON.stringify(values);
		const group =
			groups.get(key) ??
			new Group(Object.fromEntries(dimensions.map((name, at) => [name, values[at]])), options);
		group.rows.push(row);
		groups.set(key, group);
	}
	return [...groups.values()];
}

/** "Values mostly strings ("12.50"); null and "" occur." */
export function asSent(row: Figures): Record<string, string | null> {
	return Object.fromEntries(
		Object.entries(row).map(([name, value]) => {
			if (typeof value !== 'number') return [name, value];
			const isMoney = /^(cost|spend)$|_rev_|average_|_usd_/.test(name);
			const rounded = Math.round(value * 1e6) / 1e6;
			return [name, isMoney && rounded * 100 === Math.round(rounded * 100) ? rounded.toFixed(2) : String(rounded)];
		}),
	);
}
