import { clock } from '../../common/ground/clock';
import { duration } from '../../common/ground/durations';
import { ApiFailure } from '../../common/ground/errors';
import { stopIfCancelled } from '../../common/ground/wait';
import type { ApiRequest } from '../../common/send/door';
import type { Gate } from '../../common/send/exchange';
import type { Answer } from '../../common/send/retry';
import { isAnswer } from '../../common/send/retry';
import { failsInHeaders, headerText } from '../transport/refusal';

/**
 * "100 error answers in 5 minutes": the account is blocked for 24 hours, for everything that uses it
 * (Axon Campaign Management API). Other processes and the dashboard may use the account too, so this
 * one stops at half of it.
 */
const MOST_OF_ACCOUNT = 50;
const WINDOW_MS = 5 * 60_000;
const BLOCK_MS = 24 * 3_600_000;
const BLOCKED_CODE = '100007';

/** The error answers after which a run of a node sends nothing more: something is wrong with its input. */
export const MOST_OF_RUN = 5;

/** So many uploads are remembered at most; the oldest go first. */
const MOST_UPLOADS = 1_000;

/** Error answers that have come or may still come, and how many there may be. */
class ErrorCount {
	/** When they came, in milliseconds since the epoch. */
	private at: number[] = [];

	/** Requests without an answer yet. */
	private underWay = 0;

	/** Files that AppLovin works on, each of which may still fail. */
	private files = 0;

	/** Files that it has taken. */
	private taken = 0;

	/** Whoever waits for one of those to be answered. */
	private waiting: Array<() => void> = [];

	constructor(
		private readonly most: number,
		private readonly windowMs = Infinity,
	) {}

	/** Whether as many have come as there may be. */
	get isSpent(): boolean {
		this.at = this.at.filter((at) => at > clock.now() - this.windowMs);
		return this.at.length >= this.most;
	}

	/** Whether one more request could be one too many, if all that are under way failed. */
	get isFull(): boolean {
		return this.isSpent || this.at.length + this.underWay >= this.most;
	}

	/** In ms, until another one may come. */
	get leftMs(): number {
		return Math.max(0, this.at[this.at.length - this.most] + this.windowMs - clock.now());
	}

	/** How many more files may go out, if all that is under way failed; each that was taken allows one more. */
	get filesLeft(): number {
		const requests = this.windowMs === Infinity ? 0 : this.underWay;
		const taken = this.windowMs === Infinity ? this.taken : 0;
		return this.isSpent ? 0 : this.most + taken - this.at.length - requests - this.files;
	}

	beginFiles(files: number): void {
		this.files += files;
	}

	endFiles(files: number, taken: number): void {
		this.files -= files;
		this.taken += taken;
		this.wake();
	}

	begin(): void {
		this.underWay += 1;
	}

	end(): void {
		this.underWay -= 1;
		this.wake();
	}

	private wake(): void {
		const woken = this.waiting;
		this.waiting = [];
		for (const wake of woken) wake();
	}

	/** Until a request that is under way has been answered. */
	async answered(): Promise<void> {
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	add(errors: number): void {
		for (let count = 0; count < errors; count++) this.at.push(clock.now());
	}
}

/** What this process knows of an account's errors. */
interface AccountErrors {
	count: ErrorCount;
	/** In milliseconds since the epoch. */
	blockedUntil: number;
	/** By upload: how many of its files have been counted as errors. */
	uploads: Map<string, number>;
}

const accounts = new Map<string, AccountErrors>();

/** By run: what n8n hands to a node for one. */
const runs = new WeakMap<object, ErrorCount>();

function accountErrors(key: string): AccountErrors {
	const known = accounts.get(key) ?? {
		count: new ErrorCount(MOST_OF_ACCOUNT, WINDOW_MS),
		blockedUntil: 0,
		uploads: new Map<string, number>(),
	};
	accounts.set(key, known);
	return known;
}

function runErrors(run: object): ErrorCount {
	const known = runs.get(run) ?? new ErrorCount(MOST_OF_RUN);
	runs.set(run, known);
	return known;
}

/** Whether an answer says that the account is blocked for a day. */
export function saysBlocked({ status, headers }: Pick<Answer, 'headers' | 'status'>): boolean {
	return status >= 400 && headerText(headers, 'x-al-error-code') === BLOCKED_CODE;
}

const WHY =
	'AppLovin blocks an account for 24 hours, for everyone, after 100 error answers in 5 minutes.';

function checkBlock({ blockedUntil }: AccountErrors): void {
	if (blockedUntil <= clock.now()) return;
	const until = new Date(blockedUntil).toISOString().replace(/:\d\d\.\d+Z$/, ' UTC');
	throw new ApiFailure(
		`AppLovin has blocked this account for 24 hours, until about ${until.replace('T', ' ')}: nothing was sent`,
		{
			httpCode: '429',
			description: `There were too many error answers (error code ${BLOCKED_CODE}). ${WHY} Until then, n8n sends nothing with this credential; should AppLovin's support lift the block earlier, restart n8n.`,
		},
	);
}

function checkErrors({ count }: AccountErrors): void {
	if (!count.isSpent) return;
	throw new ApiFailure(
		`AppLovin has answered this account with ${MOST_OF_ACCOUNT} errors within 5 minutes: nothing more is sent`,
		{
			httpCode: '429',
			description: `${WHY} Nothing was sent for this. Correct what failed, and run again in ${duration(count.leftMs)}.`,
		},
	);
}

function checkRun(count: ErrorCount | undefined): void {
	if (count?.isSpent !== true) return;
	throw new ApiFailure(
		`Left undone, nothing was sent: AppLovin has answered ${MOST_OF_RUN} requests of this run with an error`,
		{
			description: `${WHY} So a run stops at its error number ${MOST_OF_RUN}. Correct what failed, then run again with what is left undone.`,
		},
	);
}

/** Where a request comes from. */
interface Sender {
	/** What n8n hands to the node's run; undefined for a poll and an open form. */
	run: object | undefined;
	signal: AbortSignal | undefined;
}

/**
 * Keeps an account from being blocked: counts the error answers to its requests in this process, and
 * those of each run, and lets no request out that could be one too many even if all that are under way
 * failed.
 *
 * @param key {@link axonKey}
 */
export function errorGate(key: string, { run, signal }: Sender): Gate {
	const account = accountErrors(key);
	const ofRun = run === undefined ? undefined : runErrors(run);
	const counts = ofRun === undefined ? [account.count] : [account.count, ofRun];
	const check = ({ isUrgent = false }: ApiRequest): void => {
		checkBlock(account);
		// It stops spending that nobody wants, and so goes out although errors are used up.
		if (isUrgent) return;
		checkErrors(account);
		checkRun(ofRun);
	};
	return {
		check,
		async pass(request, send) {
			for (;;) {
				if (request.isUrgent !== true) stopIfCancelled(signal);
				check(request);
				const full = request.isUrgent === true ? undefined : counts.find(({ isFull }) => isFull);
				if (full === undefined) break;
				await full.answered();
			}
			for (const count of counts) count.begin();
			try {
				const outcome = await send();
				if (isAnswer(outcome)) {
					const isError = outcome.status >= 400 || failsInHeaders(outcome.headers);
					if (isError) for (const count of counts) count.add(1);
					if (saysBlocked(outcome)) account.blockedUntil = clock.now() + BLOCK_MS;
				}
				return outcome;
			} finally {
				for (const count of counts) count.end();
			}
		},
	};
}

/** Files that may go out by one request. */
export interface FileRoom {
	files: number;
	/** Once AppLovin has worked on them, or nobody waits for that any longer. */
	leave: (taken: number) => void;
}

/**
 * Waits until files may go out: each that fails is an error, and shows as one only later. Of a run, no more
 * go out than it may meet errors, and one more for each that was taken.
 *
 * @param key {@link axonKey}
 * @throws ApiFailure if there were too many errors already
 */
export async function roomForFiles(key: string, { run, signal }: Sender, wanted: number): Promise<FileRoom> {
	const account = accountErrors(key);
	const ofRun = run === undefined ? undefined : runErrors(run);
	const counts = ofRun === undefined ? [account.count] : [account.count, ofRun];
	for (;;) {
		stopIfCancelled(signal);
		checkBlock(account);
		checkErrors(account);
		checkRun(ofRun);
		const full = counts.find(({ filesLeft }) => filesLeft < 1);
		if (full === undefined) break;
		await full.answered();
	}
	const files = Math.min(wanted, ...counts.map(({ filesLeft }) => filesLeft));
	for (const count of counts) count.beginFiles(files);
	let isOver = false;
	const leave = (taken: number): void => {
		if (isOver) return;
		isOver = true;
		for (const count of counts) count.endFiles(files, taken);
	};
	return { files, leave };
}

/**
 * Counts errors that come in good answers: each file of an upload that ends as FAILURE is one, once.
 *
 * @param key {@link axonKey}
 * @param upload its ID
 * @param errors of the upload in all
 */
export function countErrors(key: string, run: object | undefined, upload: string, errors: number): void {
	const account = accountErrors(key);
	const fresh = errors - (account.uploads.get(upload) ?? 0);
	if (fresh <= 0) return;
	account.uploads.delete(upload);
	account.uploads.set(upload, errors);
	if (account.uploads.size > MOST_UPLOADS) account.uploads.delete([...account.uploads.keys()][0]);
	account.count.add(fresh);
	if (run !== undefined) runErrors(run).add(fresh);
}

/** Forgets all errors. Only tests need it: they outlive the test that made them. */
export function resetErrorBudgets(): void {
	accounts.clear();
}
