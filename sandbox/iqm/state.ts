import type { JsonObject } from '../json';
import { InsightState } from './insight-state';

/** A file behind a signed link. */
export interface LinkedFile {
	type: string;
	name: string;
	content: Buffer;
	/** In epoch milliseconds. */
	until: number;
}

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

export type CreativeStatus = 'pending' | 'running' | 'paused' | 'deleted' | 'rejected';

export type CampaignStatus = CreativeStatus | 'draft' | 'expired';

export type AudienceStatus = 'Pending' | 'Processing' | 'Ready' | 'Rejected' | 'Failed' | 'Deleted';

/** From `at` on this status applies, until a later decision; without one, approval follows the clock. */
export interface Decision<Status> {
	at: number;
	status: Status;
	reason?: string;
	/**
	 * The status that a pause has interrupted: if it was not approved yet, it must wait when resumed.
	 */
	before?: Status;
}

/** What campaigns, creatives and audiences have in common. */
interface Made<Status> {
	madeAt: number;
	modifiedAt?: number;
	/** The organization it belongs to, if that is not the one logged in. */
	owId?: number;
	/** In chronological order. */
	decisions?: Array<Decision<Status>>;
}

export interface InsertionOrder {
	ioId: number;
	/** The body as it was sent. */
	request: JsonObject;
	/** The details as the API answers them. */
	details: JsonObject;
	madeAt: number;
}

export interface Campaign extends Made<CampaignStatus> {
	id: number;
	/** The body as it was sent, including the changes of later updates. */
	request: JsonObject;
}

export interface Creative extends Made<CreativeStatus> {
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
	/** The creative's metadata as sent. */
	metadata: JsonObject;
	/** What updates have set besides name and click address. */
	edits?: JsonObject;
	file?: StoredFile;
}

export interface Audience extends Made<AudienceStatus> {
	id: number;
	audienceName: string;
	/** The text parts of the form as they were sent. */
	fields: Record<string, string>;
	/** The newer upload's request. */
	request?: JsonObject;
	file: StoredFile;
}

interface Statuses {
	campaign: CampaignStatus;
	creative: CreativeStatus;
	audience: AudienceStatus;
}

/** Inserts a decision in order: the later one wins, and of two at the same moment the newer one. */
export function addDecision<Status>(made: Made<Status>, decision: Decision<Status>): void {
	const others = made.decisions ?? [];
	made.decisions = [...others, decision].sort((a, b) => a.at - b.at);
}

/** The first ids are those of the documents' samples, so that a demo looks like them. */
const FIRST_IDS = { io: 123456, campaign: 25859, creative: 148971, audience: 15332 };

/** For tests: what reports and the dashboard's tables answer. */
export interface Figures {
	/** Rows of every report, before filters, in IQM's order; equal ones are legal. */
	reportRows?: JsonObject[];
	/** What reports give as `totalRecords`, however many rows there are; null leaves it out. */
	reportTotal?: number | null;
	/** Called before each page of a report: rows shift between pages while data comes in. */
	beforeReportPage?: (pageNo: number) => void;
	/** Rows of the dashboard's tables, by what they are grouped by, before filters. */
	performanceRows: Partial<Record<'campaign' | 'customer' | 'io', JsonObject[]>>;
	/** What the dashboard's tables give as both counts; null leaves them out. */
	performanceTotal?: number | null;
}

/** Everything that clients have made, for tests to count whether something exists twice. */
export class IqmState {
	readonly insertionOrders = new Map<number, InsertionOrder>();
	readonly campaigns = new Map<number, Campaign>();
	readonly creatives = new Map<number, Creative>();
	readonly audiences = new Map<number, Audience>();
	/** Insights, reports of voter level data and campaign pulses. */
	readonly insight = new InsightState();
	/** Files behind signed links, by signature. */
	readonly links = new Map<string, LinkedFile>();
	/** For tests, which may set what they need. */
	figures: Figures = { performanceRows: {} };
	/** By access token. */
	readonly tokens = new Map<string, Token>();
	/** Successful logins of both kinds; refreshed tokens do not count. */
	logins = 0;
	private next = { ...FIRST_IDS };
	/** Things without a map of their own, by kind and id. */
	private readonly kinds = new Map<string, Map<number, JsonObject>>();

	nextId(kind: keyof typeof FIRST_IDS): number {
		return this.next[kind]++;
	}

	/** Things of a kind without a map of its own; `first` is what exists initially. */
	rows(kind: string, first: () => Array<[number, JsonObject]> = () => []): Map<number, JsonObject> {
		const found = this.kinds.get(kind) ?? new Map(first());
		this.kinds.set(kind, found);
		return found;
	}

	/**
	 * For tests: gives something a status from a moment of the sandbox's clock on, such as a campaign
	 * that is rejected while running.
	 */
	decide<Kind extends keyof Statuses>(
		kind: Kind,
		id: number,
		status: Statuses[Kind],
		at = Date.now(),
		reason?: string,
	): void {
		const maps: {
			[K in keyof Statuses]: Map<number, Made<Statuses[K]>>;
		} = { campaign: this.campaigns, creative: this.creatives, audience: this.audiences };
		const made = maps[kind].get(id);
		if (!made) throw new Error(`The sandbox has no ${kind} ${id}`);
		addDecision<Statuses[Kind]>(made, { at, status, ...(reason === undefined ? {} : { reason }) });
	}

	reset(): void {
		for (const map of [this.insertionOrders, this.campaigns, this.creatives, this.audiences]) {
			map.clear();
		}
		this.insight.reset();
		this.tokens.clear();
		this.links.clear();
		this.kinds.clear();
		this.figures = { performanceRows: {} };
		this.logins = 0;
		this.next = { ...FIRST_IDS };
	}
}
