import type { IncomingHttpHeaders } from 'node:http';
import type { AppLovinOptions } from './applovin/options';
import type { AppLovinState } from './applovin/state';
import type { AppLovinReportOptions } from './applovin-report/options';
import type { AppLovinReportState } from './applovin-report/state';
import type { AppLovinAxonOptions } from './applovin-axon/options';
import type { AppLovinAxonState } from './applovin-axon/state';
import type { IqmOptions } from './iqm/options';
import type { IqmState } from './iqm/state';

export interface SandboxOptions {
	/** 0, the default, takes any free port. */
	port?: number;
	/** The clock in milliseconds, which tests move so that none has to wait a minute. */
	now?: () => number;
	iqm?: Partial<IqmOptions>;
	applovin?: Partial<AppLovinOptions>;
	applovinAxon?: Partial<AppLovinAxonOptions>;
	applovinReport?: Partial<AppLovinReportOptions>;
}

export interface RecordedPart {
	name: string;
	filename?: string;
	/** As sent; undefined if the part had no Content-Type of its own. */
	contentType?: string;
	/** The first 8 MiB. */
	content: Buffer;
	size: number;
	sha256: string;
}

export interface RecordedRequest {
	method: string;
	/** The path as sent, without its query: neither decoded nor normalised. */
	path: string;
	query: URLSearchParams;
	url: string;
	headers: IncomingHttpHeaders;
	rawHeaders: string[];
	/** The first 8 MiB. */
	body: Buffer;
	bodyLength: number;
	json?: unknown;
	parts?: RecordedPart[];
	/** 0 until it is answered, and for good if the connection was cut instead. */
	status: number;
	at: number;
	api: 'iqm' | 'applovin' | 'applovinAxon' | 'applovinReport' | 'samples' | 'other';
}

export type FaultKind =
	| 'rateLimit'
	| 'rateLimitRetryAfter'
	| 'serverError'
	| 'serverErrorAfter'
	| 'reset'
	| 'resetAfter'
	| 'slow'
	| 'slowAfter'
	| 'html'
	| 'html404'
	| 'successFalse'
	| 'expiredToken'
	| 'empty'
	| 'emptyAfter'
	| 'notJson'
	| 'redirect'
	| 'forbidden';

/** One thing that is to go wrong. A kind that ends in "After" happens once the request was acted on. */
export interface Fault {
	method?: string;
	/** Tested against the path without its query. */
	path: RegExp;
	kind: FaultKind;
	/** How often; once by default. */
	times?: number;
	delayMs?: number;
	retryAfterSeconds?: number;
	message?: string;
}

export interface Sandbox {
	url: string;
	port: number;
	/** Live: changes here apply from the next request on. */
	options: {
		iqm: IqmOptions;
		applovin: AppLovinOptions;
		applovinAxon: AppLovinAxonOptions;
		applovinReport: AppLovinReportOptions;
	};
	requests: RecordedRequest[];
	/** The queue of faults: a request uses up the first one that fits it. */
	faults: Fault[];
	addFault(fault: Fault): void;
	iqm: IqmState;
	applovin: AppLovinState;
	applovinAxon: AppLovinAxonState;
	applovinReport: AppLovinReportState;
	/** Makes every access token expire now; refresh tokens stay valid. */
	expireTokens(): void;
	/** Restores the state right after the start, options included. */
	reset(): void;
	close(): Promise<void>;
}
