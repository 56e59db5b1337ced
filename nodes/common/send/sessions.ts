import type { UserError } from 'n8n-workflow';

import { clock } from '../ground/clock';
import type { Stop } from '../ground/wait';

/** The result of a login. */
export interface Session {
	token: string;
	/** Milliseconds since the epoch. */
	obtainedAt: number;
}

/** A session is reused this long (ms) without a token on record, until n8n has stored it. */
const REUSE_UNSTORED_MS = 60_000;

/**
 * Tokens remembered per account: an answer may contain refused tokens beside their successors, and one
 * request can see up to five.
 */
const TOKENS_KEPT = 12;

/** How often a token that was refused right after its login is taken for ended by others, in ms. */
const DOUBT_EVERY_MS = 60_000;

/** A refused login is not repeated for this long (ms): many items would lock the account. */
const REFUSED_MS = 10_000;

/**
 * The sessions of one kind of account in this process. n8n has no lock around a credential's
 * `preAuthentication`: parallel calls share one login here, and an older token is replaced by the
 * newest session instead of a new login.
 *
 * Every method takes the account's key, (a hash of) everything that the API sees at login: two
 * accounts that differ in anything share nothing.
 */
export class Sessions<S extends Session> {
	private readonly newest = new Map<string, S>();

	private readonly tokens = new Map<string, string[]>();

	/** When this process first logged in, in milliseconds since the epoch. */
	private readonly firstLogin = new Map<string, number>();

	/** Accounts whose credential holds tokens that other processes have stored. */
	private readonly shared = new Set<string>();

	/** When a refused new token was last put down to others. */
	private readonly doubted = new Map<string, number>();

	private readonly underWay = new Map<string, Promise<S>>();

	private readonly refused = new Map<string, { until: number; error: UserError }>();

	/** Who may be waiting for a login. */
	private readonly waiting = new Map<string, Set<{ signal: Stop | undefined }>>();

	/**
	 * The session to go on with if the credential holds none or its token met a 401.
	 *
	 * @param held the token on record ('' for none) and when it was obtained
	 */
	async open(key: string, held: Session, logIn: () => Promise<S>): Promise<S> {
		const current = this.underWay.get(key);
		if (current) return await current;

		const known = this.newest.get(key);
		if (known && known.token !== held.token) {
			const since = held.token === '' ? clock.now() - REUSE_UNSTORED_MS : held.obtainedAt;
			if (known.obtainedAt > since) return known;
		}

		const refusal = this.refused.get(key);
		if (refusal && refusal.until > clock.now()) throw refusal.error;
		this.refused.delete(key);

		const login = logIn();
		this.underWay.set(key, login);
		try {
			const session = await login;
			this.newest.set(key, session);
			if (!this.firstLogin.has(key)) this.firstLogin.set(key, session.obtainedAt);
			this.tokens.set(key, [session.token, ...this.lastTokens(key)].slice(0, TOKENS_KEPT));
			return session;
		} finally {
			this.underWay.delete(key);
		}
	}

	/** Notes that a token met a 401, so that nobody gets it again. */
	discard(key: string, token: string): void {
		if (this.newest.get(key)?.token === token) this.newest.delete(key);
	}

	/** Notes that the API refused the login for good, so that it is not tried again for every item. */
	refuse(key: string, error: UserError): void {
		this.refused.set(key, { until: clock.now() + REFUSED_MS, error });
	}

	/**
	 * Runs a request that may log in first. n8n tells a login nothing about the execution that needs
	 * it, so that is noted here: see {@link unwanted}.
	 */
	async wanting<T>(key: string, signal: Stop | undefined, work: () => Promise<T>): Promise<T> {
		const others = this.waiting.get(key) ?? new Set();
		const own = { signal };
		this.waiting.set(key, others.add(own));
		try {
			return await work();
		} finally {
			others.delete(own);
		}
	}

	/** Signals a stop once everybody who waits for a login was cancelled. */
	unwanted(key: string): Stop {
		const all = () => [...(this.waiting.get(key) ?? [])];
		return {
			get aborted() {
				const waiting = all();
				return waiting.length > 0 && waiting.every(({ signal }) => signal?.aborted === true);
			},
		};
	}

	/** The last tokens that this process got, newest first, to keep them out of messages. */
	lastTokens(key: string): string[] {
		return this.tokens.get(key) ?? [];
	}

	/**
	 * Whether other processes log in with this account too: a stored token that was obtained after
	 * this process's first login, but not by it, belongs to another.
	 *
	 * @param held the token on record ('' for none) and when it was obtained
	 */
	isShared(key: string, { token, obtainedAt }: Session): boolean {
		const first = this.firstLogin.get(key) ?? Infinity;
		const isOwn = this.lastTokens(key).includes(token);
		if (token !== '' && !isOwn && obtainedAt > first) this.shared.add(key);
		return this.shared.has(key);
	}

	/**
	 * Whether the refusal of a new token may be put down to a process that logged in at the same moment
	 * and whose token was not seen: when workers start together, the one that stores its token last may
	 * be the one that got it first. Only now and then, since for a login that the API does not accept
	 * each try costs two requests.
	 */
	mayDoubt(key: string): boolean {
		const last = this.doubted.get(key) ?? -Infinity;
		if (clock.now() - last < DOUBT_EVERY_MS) return false;
		this.doubted.set(key, clock.now());
		return true;
	}

	/** For tests only. */
	reset(): void {
		this.doubted.clear();
		this.firstLogin.clear();
		this.shared.clear();
		this.newest.clear();
		this.tokens.clear();
		this.underWay.clear();
		this.refused.clear();
		this.waiting.clear();
	}
}
