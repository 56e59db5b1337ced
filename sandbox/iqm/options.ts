/** How the stand-in for IQM behaves. */
export interface IqmOptions {
	clientId: string;
	clientSecret: string;
	email: string;
	password: string;
	owId: number;
	/** If set, a login with another X-IAA-HOST is refused with 403. */
	workspaceHost?: string;
	/** Sliding window of 60 s over all requests, including refused ones; 0 lifts the limit. */
	requestsPerMinute: number;
	/** Whether a 429 says in Retry-After how long to wait; no document promises that. */
	retryAfter: boolean;
	tokenLifetimeMs: number;
	/** Whether a login ends the account's older tokens. */
	singleToken: boolean;
	/** How long creatives, audiences and campaigns wait for their approval. */
	readyAfterMs: number;
	/**
	 * Whether the user may approve and reject by a status update. The quickstarts' samples answer
	 * `isApprovalAccess: false` to an advertiser.
	 */
	approvalAccess: boolean;
	/** Whether /ua/oauth/token answers flat and without owId. */
	oauthFlat: boolean;
	columnListShape: 'v2' | 'v3';
	creativeTypesShape: 'array' | 'data' | 'creativeTypeList' | 'seedSample';
	loginStatus: 'active' | 'onHold';
	/** Paths of lists of master data that are empty, as for an organization that may use none of it. */
	emptyLists: readonly string[];
}

/** Made up, and meant to look it. */
export const IQM_DEFAULTS: IqmOptions = {
	clientId: 'sandbox-client',
	clientSecret: 'sandbox-client-secret',
	email: 'buyer@sandbox.example',
	password: 'Sandbox-password-1!',
	owId: 200001,
	requestsPerMinute: 20,
	retryAfter: false,
	tokenLifetimeMs: 35_999_000,
	singleToken: true,
	readyAfterMs: 2_000,
	approvalAccess: false,
	oauthFlat: false,
	columnListShape: 'v2',
	creativeTypesShape: 'data',
	loginStatus: 'active',
	emptyLists: [],
};
