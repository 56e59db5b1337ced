import type { IExecuteFunctions } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import { ApiFailure, InputError } from '../../../nodes/common/ground/errors';
import type { Look } from '../../../nodes/common/run/waitForStatus';
import { readWaitOptions, waitForStatus, waitProperties } from '../../../nodes/common/run/waitForStatus';
import { ExecutionStopped } from '../../../nodes/common/ground/wait';

const real = { ...clock };
let now = 0;
let onSleep = (): void => {};
beforeEach(() => {
	now = 1_000_000;
	onSleep = () => {};
	clock.now = () => now;
	clock.sleep = async (ms) => {
		now += ms;
		onSleep();
	};
});
afterAll(() => Object.assign(clock, real));

const run = (signal?: AbortSignal) =>
	({ helpers: {}, getExecutionCancelSignal: () => signal }) as unknown as IExecuteFunctions;

const WAIT = {
	context: run(),
	wanted: ['running'],
	failed: ['rejected'],
	longestMs: 600_000,
	intervalMs: 30_000,
	what: 'Campaign 7',
};

/** Answers the looks one after the other, the last one for ever. */
function looks(...statuses: Array<string | Look>) {
	const times: number[] = [];
	const read = async () => {
		times.push(now - 1_000_000);
		const look = statuses[Math.min(times.length, statuses.length) - 1];
		return typeof look === 'string' ? { status: look } : look;
	};
	return { times, read };
}

describe('waitForStatus', () => {
	it('looks at once, then every interval until the status is there', async () => {
		const { times, read } = looks('pending', 'pending', 'running');
		expect(await waitForStatus({ ...WAIT, read })).toEqual({ status: 'running' });
		expect(times).toEqual([0, 30_000, 60_000]);
	});

	it('ends at once on a final status, with its reason', async () => {
		const { times, read } = looks({ status: 'rejected', reason: 'Landing page differs.' });
		await expect(waitForStatus({ ...WAIT, read })).rejects.toThrow(
			new ApiFailure('Campaign 7 is rejected: Landing page differs.'),
		);
		expect(times).toEqual([0]);
	});

	it('takes a final status as success when it is the wanted one', async () => {
		const { read } = looks('rejected');
		expect(await waitForStatus({ ...WAIT, wanted: ['rejected'], read })).toEqual({
			status: 'rejected',
		});
	});

	it('gives up after the longest wait, looking once more at its very end', async () => {
		const { times, read } = looks('pending');
		await expect(waitForStatus({ ...WAIT, longestMs: 50_000, read })).rejects.toThrow(
			'Campaign 7 is still pending after 50 seconds, not running',
		);
		expect(times).toEqual([0, 30_000, 50_000]);
	});

	it('ends within 300 ms when the execution is cancelled', async () => {
		const abort = new AbortController();
		const { read } = looks('pending');
		onSleep = () => {
			if (now >= 1_010_000 && !abort.signal.aborted) abort.abort();
		};
		await expect(waitForStatus({ ...WAIT, read, context: run(abort.signal) })).rejects.toThrow(
			ExecutionStopped,
		);
		expect(now - 1_010_000).toBeLessThanOrEqual(300);
	});

	it('passes on what the look throws', async () => {
		const read = async (): Promise<Look> => {
			throw new ApiFailure('IQM returned HTTP status 500');
		};
		await expect(waitForStatus({ ...WAIT, read })).rejects.toThrow('HTTP status 500');
	});
});

const STATUSES = [
	{ name: 'Running', value: 'running' },
	{ name: 'Pending', value: 'pending' },
];

const context = (values: Record<string, unknown>) =>
	({
		getNodeParameter: (name: string, _item: number, preset: unknown) => values[name] ?? preset,
	}) as unknown as IExecuteFunctions;

const FORM = {
	waitForStatus: true,
	wantedStatus: 'running',
	longestWaitMinutes: 10,
	checkIntervalSeconds: 30,
};

describe('readWaitOptions', () => {
	it('is nothing while the switch is off', () => {
		expect(readWaitOptions(context({ waitForStatus: false }), 0, STATUSES)).toBeUndefined();
	});

	it('reads the form', () => {
		const form = context(FORM);
		expect(readWaitOptions(form, 0, STATUSES)).toEqual({
			context: form,
			wanted: ['running'],
			longestMs: 600_000,
			intervalMs: 30_000,
		});
	});

	it.each([
		[{ checkIntervalSeconds: 14.9 }, "'Check Every' must be at least 15, not '14.9'"],
		[{ longestWaitMinutes: 0 }, "'Maximum Wait' must be above 0, not '0'"],
		[{ wantedStatus: 'ready' }, "'Status to Wait For' must be one of running, pending, not 'ready'"],
	])('refuses %j', (changes, message) => {
		const read = () => readWaitOptions(context({ ...FORM, ...changes }), 0, STATUSES);
		expect(read).toThrow(InputError);
		expect(read).toThrow(message);
	});

	it('offers the statuses sorted by name, shown only while the switch is on', () => {
		const [, wanted, ...others] = waitProperties(STATUSES, 'running');
		expect(wanted.options?.map(({ name }) => name)).toEqual(['Pending', 'Running']);
		for (const property of [wanted, ...others]) {
			expect(property.displayOptions).toEqual({ show: { waitForStatus: [true] } });
		}
	});
});
