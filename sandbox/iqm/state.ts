import type { JsonObject } from '../json';

export interface Token {
	accessToken: string;
	refreshToken: string;
	expiresAt: number;
}

export interface StoredFile {
	filename: string;
	contentType?: string;
	size: number;
	sha256: string;
	/** The first 8 MiB. */
	content: Buffer;
}

export interface InsertionOrder {
	ioId: number;
	/** The body as it was sent. */
	request: JsonObject;
	/** The details as the API answers them. */
	details: JsonObject;
	madeAt: number;
}

export interface Campaign {
	id: number;
	request: JsonObject;
	madeAt: number;
}

export interface Creative {
	creativeId: number;
	creativeName: string;
	creativeTypeId: number;
	clickUrl: string | null;
	width: number | null;
	height: number | null;
	duration: number | null;
	sourceType: string;
	/** Markup or an address; empty for files. */
	source: string;
	/** The metadata of this creative as it was sent. */
	metadata: JsonObject;
	file?: StoredFile;
	madeAt: number;
}

export interface Audience {
	id: number;
	audienceName: string;
	/** The text parts of the form as they were sent. */
	fields: Record<string, string>;
	file: StoredFile;
	madeAt: number;
}

/** The first ids are those of the documents' samples, so that a demo looks like them. */
const FIRST_IDS = { io: 123456, campaign: 25859, creative: 148971, audience: 15332 };

/** Everything that clients have made; what a test counts to see whether something exists twice. */
export class IqmState {
	readonly insertionOrders = new Map<number, InsertionOrder>();
	readonly campaigns = new Map<number, Campaign>();
	readonly creatives = new Map<number, Creative>();
	readonly audiences = new Map<number, Audience>();
	/** By access token. */
	readonly tokens = new Map<string, Token>();
	/** Successful logins of both kinds; refreshed tokens do not count. */
	logins = 0;
	private next = { ...FIRST_IDS };

	nextId(kind: keyof typeof FIRST_IDS): number {
		return this.next[kind]++;
	}

	reset(): void {
		for (const map of [this.insertionOrders, this.campaigns, this.creatives, this.audiences]) {
			map.clear();
		}
		this.tokens.clear();
		this.logins = 0;
		this.next = { ...FIRST_IDS };
	}
}
