import type { JsonObject } from '../json';

/** How something that takes time ends, once the sandbox's `readyAfterMs` have passed. */
export type Outcome = 'ready' | 'failed';

export interface Insight {
	id: number;
	/** The audience it is of. */
	sourceId: number;
	sourceName: string;
	name: string;
	/** Epoch milliseconds; regenerating starts anew. */
	madeAt: number;
	/** For tests, at any time: what it becomes. */
	outcome: Outcome;
}

export interface VoterReport {
	vldId: number;
	vldName: string;
	campaignId: number;
	/** Epoch milliseconds. */
	vldStartDate: number;
	/** Epoch milliseconds. */
	vldEndDate: number;
	/** Epoch milliseconds; generating it again starts anew. */
	madeAt: number;
	/** For tests, at any time: what it becomes. Without funds it fails at once, and costs nothing. */
	outcome: Outcome | 'insufficientFunds';
}

/** Money spent: one generation of a report of voter level data. */
export interface Generation {
	vldId: number;
	campaignId: number;
	/** US dollars. */
	cost: number;
	/** Epoch milliseconds. */
	at: number;
}

export interface SentEmail {
	kind: 'insight' | 'voterReport';
	/** Of the insight or report. */
	id: number;
	fileType: 'csv' | 'pdf' | 'xlsx';
	recipients: string[];
	/** SHA-256 of the logo, if there was one. */
	logo?: string;
	/** Epoch milliseconds. */
	at: number;
}

export interface Pulse {
	/** Epoch milliseconds. */
	lastRun: number;
	/** From when on the results are there, in epoch milliseconds; before that, those of `before` are. */
	shownFrom: number;
	/** As the API answers them: `{checkId, checkLabel, severity, category, …}`. */
	diagnosisResults: JsonObject[];
	before?: Pulse;
}

/** The check of the documents' samples. */
const LOW_CTR: JsonObject = {
	...{ checkId: 1, checkLabel: 'Low CTR' },
	checkDescription: 'CTR is below the expected threshold for this campaign type.',
	recommendedActions: 'Refresh creatives and validate audience targeting.',
	...{ severity: 'Critical', category: 'PERFORMANCE' },
	...{ agentName: 'campaign-pulse-agent', order: 1 },
};

/** What tests may set of insights and reports of voter level data, with the values it starts with. */
const SETTINGS = {
	/** What insights and voter reports that are made from now on become. */
	nextOutcome: 'ready' as Outcome,
	/** Whether Regenerate says, with HTTP 200 and success, that it failed, even for a failed insight. */
	regenerationFails: false,
	/** US dollars that a voter report costs, as computed. */
	vldCost: 1000,
	/** US dollars that generating it takes, if that is another price than the computed one. */
	vldCostWhenGenerated: undefined as number | undefined,
	/** Whether the account has the funds; without, generating makes a report that fails and is free. */
	fundsAvailable: true,
	/** Whether voter reports may be made; if not, both answers say so in the flag and nowhere else. */
	vldCreatable: true,
	/** The flag's name: the samples have this one, the schema has `vldReportCreatable`. */
	vldFlag: 'vldReportCreated' as 'vldReportCreatable' | 'vldReportCreated',
	/** The unit of times in voter reports: the samples have seconds, the schema says milliseconds. */
	vldTimes: 's' as 'ms' | 's',
	/** How long after its making a voter report appears in the list, in milliseconds. */
	vldListedAfterMs: 0,
	/** Whether the list has `vldStatusId` and `campaignVldTimezoneId` as the older documents do. */
	vldOldNames: false,
	/** Whether Download and Send by Email take `vldId` and no `reportId`, as in the older documents. */
	vldOldBodies: false,
	/** HTTP status for a report that isn't ready; the older document's 200 has `success:false` inside. */
	vldNotReadyStatus: 422 as 200 | 422,
};

/** Insights, reports of voter level data and pulses: what exists, what it cost, and what tests set. */
export class InsightState {
	readonly insights = new Map<number, Insight>();
	readonly voterReports = new Map<number, VoterReport>();
	/** By campaign. */
	readonly pulses = new Map<number, Pulse>();
	/** What generating voter reports has cost, for tests to see whether it was paid twice. */
	readonly generations: Generation[] = [];
	readonly emails: SentEmail[] = [];
	/** The campaign of each run of a pulse, in order. */
	readonly pulseRuns: number[] = [];
	/** For tests: uniques of audiences, by id; by default a share of their records. */
	readonly uniques = new Map<number, number>();
	/** For tests: campaigns that no voter report may be made of. */
	readonly vldIneligible = new Set<number>();
	/** For tests: `data` of the bidding insight by campaign; by default the sample's. */
	readonly bidding = new Map<number, JsonObject>();
	/** For tests: what the pulse of a campaign finds when it runs; by default the sample's check. */
	readonly findings = new Map<number, JsonObject[]>();
	settings = { ...SETTINGS };

	/** What a pulse finds in this campaign. */
	findingsIn(campaignId: number): JsonObject[] {
		return this.findings.get(campaignId) ?? [LOW_CTR];
	}

	reset(): void {
		for (const kept of [this.insights, this.voterReports, this.pulses, this.uniques]) kept.clear();
		for (const kept of [this.vldIneligible, this.bidding, this.findings]) kept.clear();
		for (const kept of [this.generations, this.emails, this.pulseRuns]) kept.length = 0;
		this.settings = { ...SETTINGS };
	}
}

/** The first free id; the first of all is that of a sample. */
export function nextId(taken: Map<number, unknown>, first: number): number {
	return Math.max(first - 1, ...taken.keys()) + 1;
}
