/**
 * Figures as AppLovin might hold them: dimensions as text, and what can be added up as numbers. Ratios are
 * computed when they are asked for.
 */
export interface ReportRow {
	/** `YYYY-MM-DD`, UTC. */
	day: string;
	/** In which of both views it counts: by the day of the event, or of the install; both, if unset. */
	basis?: 'realTime' | 'cohort';
	dimensions: Record<string, string | null>;
	/** Such as impressions, clicks, conversions, cost, ad_rev_7d, iap_rev_7d; total_rev_x is their sum. */
	metrics: Record<string, number>;
}

/** What the reports are made of, for tests to fill. */
export class AppLovinReportState {
	rows: ReportRow[] = [];
	assetRows: ReportRow[] = [];
	playableRows: ReportRow[] = [];
	accountId = '12345';
	/** Number of reports answered, which determines the open order. */
	answered = 0;

	reset(): void {
		this.rows = [];
		this.assetRows = [];
		this.playableRows = [];
		this.accountId = '12345';
		this.answered = 0;
	}
}
