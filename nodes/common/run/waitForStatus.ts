import type { IExecuteFunctions, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { clock } from '../ground/clock';
import { duration } from '../ground/durations';
import { ApiFailure, InputError } from '../ground/errors';
import { withUnit } from '../ground/units';
import { quote, toBoolean, toNumber } from '../ground/values';
import { countWait, tallyOf } from '../send/tally';
import { combines, keyOf } from './combine';
import type { Item } from './item';
import type { Waiting } from './meeting';
import { Abandoned, meetingOf, pauseInRun } from './meeting';
import type { JointRead } from './readTogether';
import { readAll } from './readTogether';

/** The shortest pause between checks: checking more often would use up what an API allows. */
const LEAST_INTERVAL_SECONDS = 15;

const INTERVAL_LABEL = 'Check Every';
const LONGEST_LABEL = 'Maximum Wait';

/** What one look at the API showed. */
export interface Look {
	status: string;
	/** Why it was refused, if the API says so. */
	reason?: string;
}

/** What the form says about waiting. */
export interface WaitOptions {
	context: IExecuteFunctions;
	wanted: string[];
	longestMs: number;
	intervalMs: number;
}

export interface Wait<T extends Look> extends WaitOptions {
	read: () => Promise<T>;
	/** Statuses that end the wait with an error, because no other follows them. */
	failed: string[];
	/** The thing waited for, as a message begins: "Campaign 7". */
	what: string;
}

/**
 * The fields of the wait for a status, the same for everything that takes a server time: approval
 * takes IQM minutes to days, an asset takes AppLovin minutes, and neither says when it is done.
 *
 * @param statuses the statuses to wait for; a single one leaves nothing to choose
 * @param preset the status to wait for unless the user chooses another
 */
export function waitProperties(
	statuses: INodePropertyOptions[],
	preset: string,
): INodeProperties[] {
	const displayOptions = { show: { waitForStatus: [true] } };
	const wanted = statuses.find(({ value }) => value === preset)?.name ?? preset;
	const choice: INodeProperties = {
		displayName: 'Status to Wait For',
		name: 'wantedStatus',
		type: 'options',
		options: [...statuses].sort((a, b) => a.name.localeCompare(b.name)),
		default: preset,
		displayOptions,
		description: `Status at which to stop waiting, for example ${wanted}`,
	};
	const hasChoice = statuses.length > 1;
	return [
		{
			displayName: 'Wait for Status',
			name: 'waitForStatus',
			type: 'boolean',
			default: false,
			description: `Whether to keep checking until ${hasChoice ? 'the status below' : `the status ${wanted}`} is reached. The execution stays open in the meantime; for waits of several hours, use a Schedule Trigger instead.`,
		},
		...(hasChoice ? [choice] : []),
		{
			displayName: withUnit(LONGEST_LABEL, 'Minutes'),
			name: 'longestWaitMinutes',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 10,
			displayOptions,
			description:
				'Total time to wait, for example 10. After that the item fails, and its error names the last status.',
		},
		{
			displayName: withUnit(INTERVAL_LABEL, 'Seconds'),
			name: 'checkIntervalSeconds',
			type: 'number',
			typeOptions: { minValue: LEAST_INTERVAL_SECONDS },
			default: 30,
			displayOptions,
			description: `Seconds between checks, at least ${LEAST_INTERVAL_SECONDS}, for example 30. Each check counts toward the API's rate limit.`,
		},
	];
}

/**
 * What the fields of {@link waitProperties} hold, or undefined while "Wait for Status" is off.
 *
 * @param statuses the ones given to {@link waitProperties}
 */
export function readWaitOptions(
	context: IExecuteFunctions,
	itemIndex: number,
	statuses: INodePropertyOptions[],
): WaitOptions | undefined {
	const read = (name: string, preset?: unknown): unknown =>
		context.getNodeParameter(name, itemIndex, preset);
	if (!toBoolean(read('waitForStatus', false), 'Wait for Status')) return undefined;

	const known = statuses.map(({ value }) => String(value));
	const only = known.length === 1 ? known[0] : '';
	const chosen = String(only || read('wantedStatus', ''))
		.trim()
		.toLowerCase();
	const wanted = known.find((status) => status.toLowerCase() === chosen);
	if (wanted === undefined) {
		throw new InputError(
			`'Status to Wait For' must be one of ${known.join(', ')}, not ${quote(read('wantedStatus', ''))}`,
		);
	}
	const minutes = toNumber(read('longestWaitMinutes', 10), LONGEST_LABEL);
	if (minutes <= 0) {
		throw new InputError(`'${LONGEST_LABEL}' must be above 0, not ${quote(minutes)}`);
	}
	const seconds = toNumber(read('checkIntervalSeconds', 30), INTERVAL_LABEL);
	if (seconds < LEAST_INTERVAL_SECONDS) {
		throw new InputError(
			`'${INTERVAL_LABEL}' must be at least ${LEAST_INTERVAL_SECONDS}, not ${quote(seconds)}`,
			"Checking more often would use up the API's rate limit.",
		);
	}
	return { context, wanted: [wanted], longestMs: minutes * 60_000, intervalMs: seconds * 1_000 };
}

/**
 * Looks until a wanted status is reached, and returns that look.
 *
 * @throws ApiFailure at once for a status that no other follows, with the API's reason, and on a
 *   timeout, with the last status
 * @throws ExecutionStopped within 300 ms if the execution is cancelled
 */
export async function waitForStatus<T extends Look>(wait: Wait<T>): Promise<T> {
	const { context, read } = wait;
	const started = clock.now();
	for (;;) {
		const look = await read();
		if (isReached(wait, look, started)) return look;
		await pauseCounted(context, pauseLeft(wait, started));
	}
}

/** Everything about a wait but how to look. */
type Waited = Omit<Wait<Look>, 'read'>;

/**
 * Whether a wait is over.
 *
 * @param started in milliseconds since the epoch
 * @throws ApiFailure if it is over without the wanted status
 */
function isReached(
	{ wanted, failed, longestMs, what }: Waited,
	look: Look,
	started: number,
): boolean {
	if (wanted.includes(look.status)) return true;
	if (failed.includes(look.status)) {
		const reason = look.reason === undefined ? '' : `: ${look.reason}`;
		throw new ApiFailure(`${what} is ${look.status}${reason}`, {
			description: `It can't become ${wanted.join(' or ')} unless it is changed.`,
		});
	}
	const waited = clock.now() - started;
	if (waited < longestMs) return false;
	throw new ApiFailure(
		`${what} is still ${look.status} after ${duration(waited)}, not ${wanted.join(' or ')}`,
		{ description: `Run again later, or raise '${LONGEST_LABEL}'.` },
	);
}

/** Milliseconds until the next look. */
function pauseLeft({ intervalMs, longestMs }: Waited, started: number): number {
	return Math.min(intervalMs, longestMs - (clock.now() - started));
}

async function pauseCounted(context: IExecuteFunctions, ms: number): Promise<void> {
	await countWait(tallyOf(context), 'status', async () => await pauseInRun(context, ms));
}

/** A wait of one item, in which one look serves all items of the run. */
interface JointWait<A, T extends Look> extends JointRead<A, T> {
	wait: Waited;
	/** In milliseconds since the epoch. */
	started: number;
}

/**
 * {@link waitForStatus} for an item, with one look for all items of the run that wait for the same kind of
 * thing. Each item ends when its own wait is over; the looks are as frequent as the most impatient item
 * wants them.
 *
 * @param isAlone whether later items must not begin before the wait is over
 */
export async function waitTogether<A, T extends Look>(
	item: Item,
	wait: Waited,
	joint: JointRead<A, T>,
	isAlone = false,
): Promise<T> {
	if (isAlone || !combines(item)) {
		const read = async (): Promise<T> => joint.pick(await joint.ask(joint.ids), joint.ids);
		return await waitForStatus({ ...wait, read });
	}
	return await meetingOf(item).wait<JointWait<A, T>, T>(item.index, {
		key: await keyOf(item, joint.api, ['wait', joint.about]),
		value: { ...joint, wait, started: clock.now() },
		isWrite: false,
		serve: async (waiting) => await lookForAll(item.context, waiting),
	});
}

type Part<A, T extends Look> = Waiting<JointWait<A, T>, T>;

async function lookForAll<A, T extends Look>(
	context: IExecuteFunctions,
	waiting: Array<Part<A, T>>,
): Promise<void> {
	let open = waiting;
	for (;;) {
		const looks = await readAll<A, T, Part<A, T>>(open);
		open = [];
		let hasFailed = false;
		for (const [part, look] of looks) {
			const { wait, started } = part.value;
			try {
				if ('error' in look) throw look.error;
				if (isReached(wait, look.value, started)) part.resolve(look.value);
				else open.push(part);
			} catch (error) {
				part.reject(error);
				hasFailed = true;
			}
		}
		if (hasFailed && !context.continueOnFail()) {
			// That error ends the node.
			for (const part of open) part.reject(new Abandoned());
			return;
		}
		if (open.length === 0) return;
		const ms = open.map(({ value: { wait, started } }) => pauseLeft(wait, started));
		await pauseCounted(context, Math.min(...ms));
	}
}
