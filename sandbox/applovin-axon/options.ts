/** How the stand-in for AppLovin's Axon Campaign Management API behaves. */
export interface AppLovinAxonOptions {
	apiKey: string;
	/** The number behind the account's name; in the query of every call. */
	accountId: string;
	/** "1,000 requests in 60 s per account"; 0 lifts the limit. */
	requestsPerMinute: number;
	/** "100 error answers in 5 minutes" block the account for 24 hours; 0 lifts that. */
	errorsUntilBlocked: number;
	/** Where the words of an error are: documented in headers, met in the body too. */
	errorWords: 'headers' | 'body';
	/** Money and goals in answers: documented as text, printed as numbers on one of the pages. */
	amounts: 'text' | 'numbers';
	/** IDs in answers: documented as text. */
	ids: 'text' | 'numbers';
	/** Whether a budget or goal in one form clears the other form; no document says. */
	budgetUpdate: 'replaces' | 'keeps';
	/** Whether a new creative set needs `"version":"V2"`: one client had it refused without. */
	needsSetVersion: boolean;
	/** Whether the status of a new creative set is heeded. */
	setStatus: 'heeded' | 'ignored';
	/** What clients have met: any assets, or only those that one of them names. */
	assetCombinations: 'any' | 'withImage';
	/** The status of a cloned set where none is sent. */
	cloneStatus: 'LIVE' | 'PAUSED';
	/** How long an asset is in review. */
	reviewMs: number;
	/** At which look an upload is finished. */
	uploadLooks: number;
	/** Answers of calls that associate things: "body to be ignored, may be empty". */
	associationReply: 'empty' | 'object';
	/** Whether the list of sets by campaign doubles and drops rows, as one client has met. */
	messyByCampaign: boolean;
}

/** Made up, and meant to look it. */
export const APPLOVIN_AXON_DEFAULTS: AppLovinAxonOptions = {
	apiKey: 'sandbox-applovin-axon-key',
	accountId: '12345',
	requestsPerMinute: 1_000,
	errorsUntilBlocked: 100,
	errorWords: 'headers',
	amounts: 'text',
	ids: 'text',
	budgetUpdate: 'replaces',
	needsSetVersion: false,
	setStatus: 'heeded',
	assetCombinations: 'any',
	cloneStatus: 'LIVE',
	reviewMs: 2_000,
	uploadLooks: 3,
	associationReply: 'empty',
	messyByCampaign: true,
};
