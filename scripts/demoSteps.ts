import type { IDataObject, IRun } from 'n8n-workflow';

/** The result of one of the demo's nodes. */
export interface Step {
	act: string;
	node: string;
	result: string;
	id: string;
	seconds: number;
	ok: boolean;
	/** What a report says, a row for each campaign. */
	rows?: IDataObject[];
}

/** The ids in a node's output, in the order in which a reader looks for them. */
const IDS = [
	'campaignId',
	'matchedAudienceId',
	'creativeId',
	'ioId',
	'ad_id',
	'creative_set_id',
	'app_id',
	'campaign_id',
];

/** What a node's last run gave. */
export function rowsOf(run: IRun, node: string): IDataObject[] {
	const items = run.data.resultData.runData[node]?.at(-1)?.data?.main[0] ?? [];
	return items.map(({ json }) => json);
}

export function describe(run: IRun, node: string): Pick<Step, 'result' | 'id' | 'ok'> {
	const result = run.data.resultData.runData[node]?.at(-1);
	const error = result?.error ?? (result === undefined ? run.data.resultData.error : undefined);
	if (error) return { result: error.message, id: '', ok: false };
	const items = result?.data?.main[0] ?? [];
	const item = items[0];
	// The node that fetches a file passes on the fields of the node before it.
	const file = item?.binary?.data;
	const json = file === undefined ? (item?.json ?? {}) : {};
	const key = IDS.find((name) => json[name] !== undefined);
	const words = [
		items.length > 1 && `${items.length} items`,
		json.type,
		typeof json.status === 'boolean' ? (json.status ? 'active' : 'paused') : json.status,
		json.previousStatus && `was ${String(json.previousStatus)}`,
		json.budgetDay && `budget ${String(json.budgetDay)} a day`,
		json.template,
		json.message,
		file && `${file.fileName ?? 'file'}, ${file.fileSize}`,
		json.ioTotalBudget && `budget ${String(json.ioTotalBudget)}`,
		json.originalFileName,
		json.updated === true && changed(json),
		json.impressions !== undefined && `${String(json.impressions)} impressions`,
	].filter((word) => word !== undefined && word !== '' && word !== false);
	return {
		result: words.length > 0 ? words.join(', ') : 'done',
		id: key === undefined ? '' : `${key} ${String(json[key])}`,
		ok: true,
	};
}

/** What an update of countries or sources has changed. */
function changed({ countries, sources }: IDataObject): string {
	const rows = (countries ?? sources ?? []) as IDataObject[];
	return rows
		.map(({ country, bid, budget, status }) =>
			[
				country,
				bid && `bid ${String(bid)}`,
				budget && `budget ${String(budget)}`,
				status === false && 'source paused',
			]
				.filter(Boolean)
				.join(' '),
		)
		.join(', ');
}

function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Rows of cells below the names of their columns, as wide as their content. */
function aligned(rows: string[][]): string {
	const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
	const lines = rows.map((row) =>
		row
			.map((cell, column) => cell.padEnd(widths[column]))
			.join('  ')
			.trimEnd(),
	);
	return [lines[0], widths.map((width) => '-'.repeat(width)).join('  '), ...lines.slice(1)].join(
		'\n',
	);
}

export function table(steps: Step[]): string {
	return aligned([
		['node', 'result', 'id', 'seconds'],
		...steps.map(({ node, result, id, seconds }) => [
			node,
			shortened(result),
			shortened(id),
			seconds.toFixed(1),
		]),
	]);
}

/** A report for people. IQM names no currency: amounts are in the account's. */
export function reportTable(rows: IDataObject[]): string {
	return aligned([
		['campaign', 'id', 'impressions', 'clicks', 'CTR', "spend (account's currency)"],
		...rows.map(({ campaign, campaignId, impressions, clicks, ctrPercent, spent }) => [
			String(campaign),
			String(campaignId),
			Number(impressions).toLocaleString('en-US'),
			Number(clicks).toLocaleString('en-US'),
			`${Number(ctrPercent).toFixed(2)} %`,
			Number(spent).toFixed(2),
		]),
	]);
}
