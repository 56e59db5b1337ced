/** The scopes in the document's token table, spelled as in the rest of it and by working clients. */
export const SCOPES = [
	'campaigns:read',
	'campaigns:write',
	'creatives:read',
	'creatives:write',
	'source_bids:read',
	'source_bids:write',
];

/** How the stand-in for AppLovin's Campaign Management API behaves. */
export interface AppLovinOptions {
	clientId: string;
	clientSecret: string;
	/** Which of the two kinds of OAuth apps the client is: each has its own grants. */
	appKind: 'firstParty' | 'thirdParty';
	/** The scopes defined in the app; a token's scopes must be a subset. */
	scopes: string[];
	/** The redirect addresses defined in the app, compared as text. */
	redirectUris: string[] | 'any';
	/** `accessToken.refresh_token`, `refresh_token`, or `refreshToken.refresh_token`. */
	refreshTokenPlace: 'nested' | 'top' | 'object';
	/** Whether a new token ends the app's older ones. */
	singleToken: boolean;
	accessTokenLifetimeMs: number;
	refreshTokenLifetimeMs: number;
	/** Sliding window of an hour over all requests, refused ones included; 0 lifts the limit. */
	requestsPerHour: number;
	/** Whether a create without the slash after `campaign` or `creative_set` is a 404. */
	createSlash: 'required' | 'optional';
	/** The only accepted form of bodies that the document does not show: `[…]` or `{"sources":[…]}`. */
	bodyFormat: 'bare' | 'wrapped';
	/** The answer to writes whose reply the document does not show. */
	writeReply: 'empty' | 'object' | 'rows';
	/** `[…]` or `{"assets":[…]}`. */
	assetsReply: 'array' | 'object';
	/** How long an asset is `processing`. */
	assetReadyAfterMs: number;
	/** The value of `asset` for a file until its processing ends: "Asset URL, hash, or text string". */
	processingAsset: 'address' | 'hash';
	/** The order of lists, which no document states: as made, or a different one at each request. */
	listOrder: 'made' | 'turning';
	/** The type of every uploaded video; if unset, hints in the file name decide. */
	videoType?: 'VID_LONG_L' | 'VID_LONG_P' | 'VID_SHORT_L' | 'VID_SHORT_P';
	/** How many sources, and source bids, a new campaign has. */
	sourceCount: number;
	/** A higher `limit` is silently cut to this; it is also the default. */
	maxPageRows: number;
}

/** Made up, and meant to look it. */
export const APPLOVIN_DEFAULTS: AppLovinOptions = {
	clientId: 'sandbox-applovin-client',
	clientSecret: 'sandbox-applovin-client-secret',
	appKind: 'firstParty',
	scopes: SCOPES,
	redirectUris: [
		'http://localhost:5678/rest/oauth2-credential/callback',
		'https://mydomain.com/oauth_code',
	],
	refreshTokenPlace: 'nested',
	singleToken: true,
	accessTokenLifetimeMs: 3_600_000,
	refreshTokenLifetimeMs: 30 * 86_400_000,
	requestsPerHour: 2_000,
	createSlash: 'required',
	bodyFormat: 'bare',
	writeReply: 'empty',
	assetsReply: 'array',
	assetReadyAfterMs: 2_000,
	processingAsset: 'address',
	listOrder: 'made',
	sourceCount: 25,
	maxPageRows: 5_000,
};
