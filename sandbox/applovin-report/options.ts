/** How the stand-in for AppLovin's Reporting API behaves. */
export interface AppLovinReportOptions {
	reportKey: string;
	/** What the account advertises: apps, or shops on the web; each has columns of its own. */
	account: 'app' | 'web';
	/** A higher `limit` is silently cut to this; it is also the default. */
	maxRows: number;
	/** How many rows of a page were on the page before, as one client has met. */
	overlap: number;
	/** The order of rows that the asked sorting leaves open: no document states it. */
	openOrder: 'made' | 'turning';
	/** The unit of `roas_x`, which the documents leave open. */
	roasUnit: 'percent' | 'multiplier';
	/** What an answer has where nothing is known of a metric: "null and "" occur". */
	unknown: 'null' | 'empty' | 'zero';
	/** What clients have met besides proper answers, all with status 200; or a bare array of rows. */
	answers: 'proper' | 'innerCode' | 'empty' | 'html' | 'bareArray';
	/** The body of errors is not published: an object with one of these keys, or text. */
	errorBody: 'message' | 'error' | 'detail' | 'text';
	/** Whether errors repeat the address of the request, with the key in it. */
	echoesAddress: boolean;
}

/** Made up, and meant to look it. */
export const APPLOVIN_REPORT_DEFAULTS: AppLovinReportOptions = {
	reportKey: 'sandbox-applovin-report-key',
	account: 'app',
	maxRows: 10_000,
	overlap: 0,
	openOrder: 'turning',
	roasUnit: 'percent',
	unknown: 'null',
	answers: 'proper',
	errorBody: 'message',
	echoesAddress: true,
};
