/** The speed of a slow connection to IQM, in MB/s. */
export const SLOW = 25;

/** The result of one measurement. */
export interface Figures {
	seconds: number;
	/** Peak growth of resident memory over the initial state, in MiB. */
	growthMiB?: number;
	/** Peak resident memory of a separate program, in MiB. */
	programMiB?: number;
	/** Why there is no figure. */
	failed?: string;
}

export const LABELS = {
	node: 'IQM Matched Audience: Upload',
	hashed: 'IQM Matched Audience: Upload, with Hash Before Upload',
	plainToHash: 'the same file without it',
	httpRequest: 'n8n’s HTTP Request node, multipart',
	curl: '`curl -F`',
	nodeSlow: 'IQM Matched Audience: Upload',
	curlSlow: '`curl -F`',
	video: 'AppLovin Creative Set: Upload Asset, a video',
	download: 'IQM Report: Download',
	curlDown: '`curl -o`',
	inspect: 'inspection of this package',
	inspectToHash: 'the same for Hash Before Upload',
	hash: 'hashing of this package, not sent',
	wc: '`wc -l`',
	csvParse: 'csv-parse’s stream',
	xlsx: 'inspection of this package',
	sha256: 'SHA-256 of the same values, Node.js’ own',
} as const;
export type Way = keyof typeof LABELS;

/** A measurement: the median of its runs. */
export interface Row extends Figures {
	way: Way;
	/** Size of the file in MB, each 1,000,000 bytes. */
	megabytes: number;
	runs: number;
	/** What kind of file, if not the usual one. */
	kind?: string;
}

/** The requests under a limit, on a virtual clock. */
export interface LimitFigures {
	requests: number;
	perMinute: number;
	waitedSeconds: number;
	leastSeconds: number;
	refused: number;
}

/** Medians of one small request, in ms. */
export interface SmallFigures {
	count: number;
	nodeMs: number;
	httpRequestMs: number;
}

/** Requests, and seconds of waiting. */
interface JobCost {
	requests: number;
	seconds: number;
}

/** What one job takes. */
export interface JobRow {
	name: string;
	least: JobCost;
	/** Why the least is what it is. */
	because: string;
	node: JobCost;
	/** Answers 429 that the node got. */
	refused: number;
	http: JobCost;
	/** Whether the HTTP Request node's requests are computed, not counted. */
	isComputed: boolean;
}

export interface Results {
	rows: Row[];
	limit: LimitFigures;
	small: SmallFigures;
	jobs: JobRow[];
}

/** What a child process is to measure. */
export type Job =
	| { do: 'upload'; way: 'plain' | 'hashed' | 'httpRequest' | 'video'; file: string; sink: string }
	| { do: 'read'; way: 'inspect' | 'inspectToHash' | 'hash' | 'csvParse' | 'xlsx'; file: string }
	| { do: 'download'; megabytes: number; sink: string }
	| { do: 'sha256'; records: number }
	| { do: 'limit' }
	| { do: 'jobs' }
	| { do: 'small'; way: 'node' | 'httpRequest'; count: number; sink: string };
