import { clock } from '../ground/clock';

/** How long the answer of a list that a user can change is reused, in ms: one open form asks once. */
const KEEP_MS = 30_000;

/** The same for lists that no user changes: time zones, countries, kinds of creatives. */
export const MASTER_MS = 24 * 3_600_000;

/** How long an answer is reused. */
export interface Keeping {
	/** In ms; {@link MASTER_MS} also outlasts writes. */
	keepMs?: number;
	/** Whether an answer is worth keeping; without it, every one is. */
	isKept?(data: unknown): boolean;
}

/** A list request, and what its answer depends on. */
export interface KeptList extends Keeping {
	/** Tells the login and the request from all others. */
	key: string;
	/** The account: a write under the same forgets the list. */
	account: string;
}

const kept = new Map<string, { account: string; until: number; data: unknown }>();

/** Requests under way: all rows of a form that opens ask for the same list at once. */
const underWay = new Map<string, { account: string; asked: Promise<unknown> }>();

/** What belongs to no account outlasts writes. */
function forgottenWith({ account, keepMs }: KeptList): string {
	return keepMs === MASTER_MS ? '' : account;
}

/**
 * The content of a list request, asked for at most {@link KEEP_MS} ago or, if told so, longer. Everybody
 * gets a copy: what becomes of it in a workflow must not change what others get.
 */
export async function keptData(list: KeptList, load: () => Promise<unknown>): Promise<unknown> {
	return structuredClone(await sharedData(list, load));
}

async function sharedData(list: KeptList, load: () => Promise<unknown>): Promise<unknown> {
	const known = kept.get(list.key);
	if (known && known.until > clock.now()) return known.data;
	const running = underWay.get(list.key);
	if (running !== undefined) return await running.asked;
	const mine = { account: forgottenWith(list), asked: load() };
	underWay.set(list.key, mine);
	// Gone or replaced: a write has come in between, and the answer may be older than it.
	const isCurrent = () => underWay.get(list.key) === mine;
	try {
		const data = await mine.asked;
		for (const [old, { until }] of kept) if (until <= clock.now()) kept.delete(old);
		const { keepMs = KEEP_MS } = list;
		if (isCurrent() && list.isKept?.(data) !== false) {
			kept.set(list.key, { account: mine.account, until: clock.now() + keepMs, data });
		}
		return data;
	} finally {
		if (isCurrent()) underWay.delete(list.key);
	}
}

/**
 * Forgets an account's lists, master data aside, so that what was made or changed a moment ago stands in
 * the next list. What is being asked for right now is not kept either: the answer may be older.
 */
export function forgetLists(account: string): void {
	for (const lists of [kept, underWay]) {
		for (const [key, list] of lists) if (list.account === account) lists.delete(key);
	}
}

/** Forgets all kept lists. Only tests need it. */
export function resetLists(): void {
	kept.clear();
	underWay.clear();
}
