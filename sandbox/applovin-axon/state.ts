import { createHash } from 'node:crypto';
import type { JsonObject } from '../json';

export type AxonStatus = 'LIVE' | 'PAUSED';

/** A campaign as it was created and changed; the fields of the list's rows, but for `id`. */
export interface AxonCampaign {
	id: number;
	hashedId: string;
	createdAt: number;
	status: AxonStatus | 'COMPLETED' | 'DELETED';
	/** Archived ones are missing from lists. */
	archived: boolean;
	/** What was sent, without `id` and `status`. */
	fields: JsonObject;
}

export interface AxonCreativeSet {
	id: number;
	hashedId: string;
	createdAt: number;
	status: AxonStatus;
	version: 'V1' | 'V2';
	campaignIds: number[];
	assetIds: number[];
	/** type, name, languages, countries, product_page, creative_set_url. */
	fields: JsonObject;
}

export type AxonAssetStatus = 'IN_REVIEW' | 'ACTIVE' | 'REJECTED' | 'PAUSED';

export interface AxonAsset {
	id: number;
	name: string;
	resourceType: 'IMAGE' | 'VIDEO' | 'HTML';
	assetType: string;
	uploadedAt: number;
	/** SHA-1 of the file. */
	hash: string;
	size: number;
	/** If a test decides it; otherwise the clock does. */
	status?: AxonAssetStatus;
	reasons?: string[];
}

export interface AxonUploadFile {
	name: string;
	assetId?: number;
	error?: string;
}

export interface AxonUpload {
	id: string;
	looks: number;
	files: AxonUploadFile[];
}

export interface AxonLogRow {
	operationId: number;
	at: number;
	type: 'CREATE_CAMPAIGN' | 'UPDATE_CAMPAIGN' | 'UPDATE_CAMPAIGN_STATUS' | 'ARCHIVE_CAMPAIGN';
	campaignId: number;
	detail: JsonObject;
}

/** The IDs of the samples: the first campaign and the first set get them. */
const FIRST = { campaign: 12_345, set: 39_823, asset: 70_000_001, upload: 1, operation: 900_001 };

const ERROR_WINDOW_MS = 5 * 60_000;
const BLOCK_MS = 24 * 3_600_000;
const MINUTE_MS = 60_000;
const COOL_DOWN_MS = 10 * MINUTE_MS;

/** Everything that clients have made, for tests to count whether something exists twice. */
export class AppLovinAxonState {
	readonly campaigns = new Map<number, AxonCampaign>();
	readonly creativeSets = new Map<number, AxonCreativeSet>();
	readonly assets = new Map<number, AxonAsset>();
	readonly uploads = new Map<string, AxonUpload>();
	readonly log: AxonLogRow[] = [];
	catalogs: JsonObject[] = [];
	/** Error answers, and files that failed, since the last reset. */
	errorCount = 0;
	private errors: number[] = [];
	private arrivals: number[] = [];
	private blockedUntil = 0;
	private coolsUntil = 0;
	private next = { ...FIRST };

	nextId(kind: keyof typeof FIRST): number {
		return this.next[kind]++;
	}

	/** 32 hexadecimal digits, the same in every run. */
	hashedId(kind: string, id: number): string {
		return createHash('md5').update(`axon ${kind} ${id}`).digest('hex');
	}

	/** Counts an error answer or a failed file, "100 error answers in 5 minutes: … for 24 hours". */
	countError(now: number, most: number): void {
		this.errorCount += 1;
		this.errors = [...this.errors.filter((at) => at > now - ERROR_WINDOW_MS), now];
		if (most > 0 && this.errors.length >= most) this.blockedUntil = now + BLOCK_MS;
	}

	/** Whether the account is blocked for the day. */
	isBlocked(now: number): boolean {
		return now < this.blockedUntil;
	}

	/** Whether there are too many requests: "1,000 requests in 60 s, above it 429 for 10 minutes". */
	isTooMany(now: number, most: number): boolean {
		this.arrivals = [...this.arrivals.filter((at) => at > now - MINUTE_MS), now];
		if (most > 0 && this.arrivals.length > most) this.coolsUntil = now + COOL_DOWN_MS;
		return now < this.coolsUntil;
	}

	reset(): void {
		for (const map of [this.campaigns, this.creativeSets, this.assets, this.uploads]) map.clear();
		this.log.length = 0;
		this.catalogs = [];
		this.errorCount = 0;
		this.errors = [];
		this.arrivals = [];
		this.blockedUntil = 0;
		this.coolsUntil = 0;
		this.next = { ...FIRST };
	}
}
