import type {
	IAdditionalCredentialOptions,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestMethods,
	ILoadOptionsFunctions,
	IPollFunctions,
} from 'n8n-workflow';

import type { KnownAmount } from '../guard/spend';
import type { Need } from '../guard/twoKeys';
import type { SlidingWindow } from './rateLimit';
import type { Tally } from './tally';

/** Where requests come from: a run, an open form, or a polling trigger. */
export type ApiContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions;

/** One request, without authentication, envelopes or retries. */
export interface ApiRequest {
	method: IHttpRequestMethods;
	/** Path relative to the base URL; the caller encodes ids in it ({@link pathId}). */
	path: string;
	query?: IDataObject;
	/** A JSON body; the platform's FormData goes out as multipart. */
	body?: IDataObject | IDataObject[] | FormData;
	/**
	 * What the request creates or changes, in the user's words ("campaign"). Without it the request is
	 * a read and may be repeated.
	 */
	writes?: string;
	/**
	 * Whether an HTTP 200 answer with `status: false` is handed to the caller: a request for several
	 * things may have changed some of them, and only the caller knows how to tell which.
	 */
	mayFailPartly?: boolean;
	/**
	 * Keys of an answer that report failures and are read by the caller, such as `failedData`. Any
	 * other such key makes the answer to a write a failure.
	 */
	ownFailures?: string[];
	/**
	 * Whether the documented answer is a sentence of which nothing else is read: an answer without
	 * content does not say that the request was carried out.
	 */
	hasSentence?: boolean;
	/** What an answer says was made or changed, a label each, in case it also reports failures. */
	made?: (content: unknown) => string[];
	/** Bytes of the files in the body; the timeout grows with them. */
	uploadBytes?: number;
	/**
	 * Whether its answer is heard even if the execution is cancelled once it has left: what it makes needs
	 * another request, which is urgent.
	 */
	isHeard?: boolean;
	/**
	 * Whether it stops spending that nobody wants, such as pausing what was just created: it waits for no
	 * turn, and goes out although the execution was cancelled meanwhile.
	 */
	isUrgent?: boolean;
	/** Values in the request that must appear nowhere else: in no preview and no error. */
	secrets?: string[];
	/** What a preview says of the request beyond the form, by labels: `{ Total: '50 → 60' }`. */
	lines?: IDataObject;
	/** The type of the requested file, which comes as a stream: `application/pdf`. */
	fileType?: string;
	/** Money that the request sets without holding it, for the credential's spend limits. */
	spends?: KnownAmount[];
	/** What the credential must allow, if only this request of an operation needs it. */
	needs?: Need;
	/**
	 * When a poll must be over, in milliseconds since the epoch: no wait goes beyond it. Every request
	 * of a polling trigger has one.
	 */
	until?: number;
}

export interface ApiReply {
	/** The content without its envelope. */
	data: unknown;
	/** The answer as it came. */
	raw: unknown;
	/** Removes secrets from text of the answer that goes into an error. */
	clean: (text: string) => string;
}

/** How to tell a failed login from other errors: n8n passes on a credential's errors as text. */
export type LoginFailureKind = 'unreachable' | 'rateLimited' | 'refused';

/** The way through n8n to one API. */
export interface Door {
	/** The API's name in messages. */
	api: string;
	/** The credential's field for the API's address. */
	addressField: string;
	/** The credential that n8n authenticates with. */
	credential: string;
	window: SlidingWindow;
	signal: AbortSignal | undefined;
	loginFailureKind: (message: string) => LoginFailureKind | undefined;
	additional?: IAdditionalCredentialOptions;
	/** The request's own: {@link ApiRequest.until}. */
	until?: number;
	/** What counts requests and waits, in a run of a node. */
	tally?: Tally;
	/** Whether a user is watching: {@link isForm}. */
	isForm?: boolean;
	/** Whether it goes on although the execution is cancelled: {@link ApiRequest.isHeard}, or urgent. */
	isHeard?: boolean;
	/** Told when the request is handed to n8n, and when it has been answered or has failed. */
	onWay?: (isUnderWay: boolean) => void;
}

/** Encodes an id for a path: `../`, `?` and `#` change nothing but that id. */
export function pathId(id: string): string {
	return encodeURIComponent(id);
}

/** The cancel signal of an execution; forms that load lists have none. */
export function cancelSignal(context: ApiContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
}

/** Whether the request comes from an open form, whose user is watching: neither a run nor a poll. */
export function isForm(context: ApiContext): boolean {
	return !('getInputData' in context) && !('getActivationMode' in context);
}
