import { clock } from '../../common/ground/clock';
import { ExecutionStopped } from '../../common/ground/wait';
import type { Item } from '../../common/run/item';
import { pauseInRun } from '../../common/run/meeting';
import { oncePerRun } from '../../common/run/oncePerRun';
import { countWait, tallyOf } from '../../common/send/tally';
import type { UploadState } from './uploadResult';
import { readUpload } from './uploadResult';

/** A public client looks every second; each look is a request, so the pauses grow. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

const FINISHED = 'FINISHED';

/** How far an upload came while somebody waited, or why nobody knows. */
export type Followed = { state: UploadState; waitedMs: number } | { error: unknown };

/** Whether AppLovin has worked on all its files. */
export const isEnded = (followed: Followed): boolean =>
	'state' in followed && followed.state.status === FINISHED;

/** Whether all its files have been taken. */
export const isGood = (followed: Followed): boolean =>
	'state' in followed &&
	followed.state.status === FINISHED &&
	followed.state.files.every(({ fileStatus }) => fileStatus === 'SUCCESS');

async function follow(item: Item, id: string, longestMs: number): Promise<Followed> {
	const { context } = item;
	const started = clock.now();
	let ms = FIRST_PAUSE_MS;
	for (;;) {
		const state = await readUpload(item, id);
		const waitedMs = clock.now() - started;
		const isOver = state.status === FINISHED || waitedMs >= longestMs;
		if (isOver) {
			return { state, waitedMs };
		}
		const next = Math.min(ms, longestMs - waitedMs);
		await countWait(tallyOf(context), 'status', async () => await pauseInRun(context, next));
		ms = Math.min(ms * 2, LONGEST_PAUSE_MS);
	}
}

/** How many of its files have been taken. */
export const takenOf = (followed: Followed): number =>
	'state' in followed ? followed.state.files.filter(({ fileStatus }) => fileStatus === 'SUCCESS').length : 0;

/**
 * Looks at an upload until it is finished, once for all files of a run that it holds. Each failed file is an
 * error that AppLovin counts.
 *
 * @param longestMs of the wait
 * @throws ExecutionStopped only: every other failure is each file's own
 */
export async function followUpload(item: Item, id: string, longestMs: number): Promise<Followed> {
	return await oncePerRun(item.context, `upload ${id}`, async () => {
		return await follow(item, id, longestMs).catch(async (error: unknown) => {
			return error instanceof ExecutionStopped ? await Promise.reject(error) : { error };
		});
	});
}
