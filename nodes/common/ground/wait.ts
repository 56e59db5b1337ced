import { OperationalError } from 'n8n-workflow';

import { clock } from './clock';

/** The longest time in milliseconds that a wait may overlook a cancelled execution. */
const SLICE_MS = 250;

/** Thrown when the user stops the execution; it ends the node even with "Continue On Fail". */
export class ExecutionStopped extends OperationalError {
	/**
	 * @param underWay what a write that was already sent may have created or changed: "campaign"
	 * @param made labels of what the same write had surely made before
	 */
	constructor(
		readonly underWay?: string,
		readonly made: string[] = [],
	) {
		super('The execution was cancelled');
	}
}

/** Where to ask whether to go on: n8n's cancel signal, or something that stands for several. */
export type Stop = Pick<AbortSignal, 'aborted'>;

/** Throws {@link ExecutionStopped} once the execution was cancelled. */
export function stopIfCancelled(signal: Stop | undefined): void {
	if (signal?.aborted) throw new ExecutionStopped();
}

/**
 * Waits `ms` milliseconds in slices, so that a cancelled execution ends within 300 ms.
 * n8n forbids timers in nodes; its own `sleep` can't be cancelled, hence the slices.
 */
export async function pause(ms: number, signal?: Stop): Promise<void> {
	const until = clock.now() + ms;
	for (;;) {
		stopIfCancelled(signal);
		const left = until - clock.now();
		if (left <= 0) return;
		await clock.sleep(Math.min(SLICE_MS, left));
	}
}

/** For the `catch` of what may fail without harm: only a cancelled execution is thrown on. */
export function unlessStopped(error: unknown): undefined {
	if (error instanceof ExecutionStopped) throw error;
	return undefined;
}

/**
 * The result of `work`, or {@link ExecutionStopped} as soon as the execution is cancelled. `work` then
 * goes on unheard: a login that waits for its turn can't be interrupted in any other way.
 */
export async function unlessCancelled<T>(
	work: Promise<T>,
	signal: AbortSignal | undefined,
): Promise<T> {
	if (signal === undefined) return await work;
	let stop = (): void => {};
	const cancelled = new Promise<never>((_, reject) => {
		stop = () => reject(new ExecutionStopped());
	});
	signal.addEventListener('abort', stop, { once: true });
	if (signal.aborted) stop();
	try {
		return await Promise.race([work, cancelled]);
	} finally {
		signal.removeEventListener('abort', stop);
	}
}
