import { startSandbox } from '../../sandbox';
import { startVirtualClock } from '../../test/support/virtualClock';
import { AUDIENCE, built, HTTP_REQUEST, runNode, startEngine } from './engine';
import type { Job, LimitFigures } from './types';

const LIMIT = 20;
const REQUESTS = 60;
const MINUTE = 60_000;
const WARM_UP = 20;

/**
 * Sends 60 requests in one execution, after a login and a pause, to the stand-in, which counts all
 * requests of any 60 seconds and refuses those above 20.
 */
export async function measureLimit(): Promise<LimitFigures> {
	const { clock } = built<typeof import('../../nodes/common/ground/clock')>('nodes/common/ground/clock');
	const { now, pass } = startVirtualClock(clock);
	const sandbox = await startSandbox({ now, iqm: { requestsPerMinute: LIMIT } });
	const { clientId, clientSecret, email, password } = sandbox.options.iqm;
	const login = { clientId, clientSecret, email, password, requestsPerMinute: LIMIT };
	const engine = await startEngine(sandbox.url, login);
	const columns = { operation: 'getColumns', options: {} };
	await runNode(engine, AUDIENCE, columns);
	pass(10 * MINUTE);
	sandbox.requests.length = 0;
	const begun = now();
	const items = Array.from({ length: REQUESTS }, () => ({ json: {} }));
	await runNode(engine, AUDIENCE, columns, items);
	const waitedSeconds = (now() - begun) / 1_000;
	const { requests } = sandbox;
	await sandbox.close();
	if (requests.length !== REQUESTS) throw new Error(`${requests.length} requests were sent`);
	return {
		requests: requests.length,
		perMinute: LIMIT,
		waitedSeconds,
		leastSeconds: (Math.floor((requests.length - 1) / LIMIT) * MINUTE) / 1_000,
		refused: requests.filter(({ status }) => status === 429).length,
	};
}

/**
 * Requests the same small answer from the sink again and again; returns the median in ms per
 * execution.
 */
export async function measureSmall({
	way,
	count,
	sink,
}: Extract<Job, { do: 'small' }>): Promise<{ ms: number }> {
	const engine = await startEngine(sink);
	const [type, parameters] =
		way === 'node'
			? [AUDIENCE, { operation: 'get', matchedAudienceId: '1', options: { apiVersion: 'v2' } }]
			: [HTTP_REQUEST, { method: 'GET', url: `${sink}/api/v2/audience/matched/1`, options: {} }];
	const times: number[] = [];
	for (let nth = 0; nth < WARM_UP + count; nth++) {
		const begun = performance.now();
		await runNode(engine, type, parameters);
		if (nth >= WARM_UP) times.push(performance.now() - begun);
	}
	times.sort((one, other) => one - other);
	return { ms: times[Math.floor(times.length / 2)] };
}
