import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import type { ApiContext, Door } from '../../../nodes/common/send/door';
import { sendLoggedIn } from '../../../nodes/common/send/login';
import { SlidingWindow } from '../../../nodes/common/send/rateLimit';
import type { Session } from '../../../nodes/common/send/sessions';
import { Sessions } from '../../../nodes/common/send/sessions';

/** Each request with a stored token waits for a turn of its own; a login takes the turns for both. */

const START = Date.UTC(2030, 0, 1);
/** Between two requests where one is allowed a minute. */
const APART = 60_500;

const real = { ...clock };
let time = START;

beforeEach(() => {
	time = START;
	clock.now = () => time;
	clock.sleep = async (ms) => void (time += ms);
});
afterEach(() => void Object.assign(clock, real));

/** A request that left: how long after the start, with which token, and whether n8n logs in first. */
interface Left {
	at: number;
	token: string;
	logsIn: boolean;
}

/**
 * Sends once through a stand-in for n8n, with one request a minute of which the first is used up.
 *
 * @param stored the token on record each time that the credential is read; the last one stays
 * @param good the tokens that the API takes
 */
async function send(stored: string[], good: string[], changes: Partial<Door> = {}) {
	const left: Left[] = [];
	const tokens = [...stored];
	const context = {
		getInputData: () => [],
		getExecutionCancelSignal: () => undefined,
		getCredentials: async () => ({
			sessionToken: tokens.length > 1 ? tokens.shift() : tokens[0],
			sessionObtainedAt: String(START),
		}),
		helpers: {
			httpRequestWithAuthentication: async (
				_credential: string,
				_options: IHttpRequestOptions,
				additional?: { credentialsDecrypted?: { data?: IDataObject } },
			) => {
				const logsIn = additional?.credentialsDecrypted?.data?.sessionToken === '';
				const token = logsIn ? 'of a login' : lastRead;
				left.push({ at: time - START, token, logsIn });
				return { statusCode: good.includes(token) ? 200 : 401, headers: {}, body: '{}' };
			},
		},
	};
	let lastRead = '';
	const { getCredentials } = context;
	context.getCredentials = async () => {
		const read = await getCredentials();
		lastRead = String(read.sessionToken);
		return read;
	};
	const window = new SlidingWindow(1);
	window.book();
	const door: Door = {
		api: 'IQM',
		addressField: 'Base URL',
		credential: 'iqmApi',
		window,
		signal: undefined,
		loginFailureKind: () => undefined,
		...changes,
	};
	const options: IHttpRequestOptions = { method: 'GET', url: 'http://127.0.0.1:1' };
	const login = { sessions: new Sessions<Session>(), key: 'account' };
	const outcome = await sendLoggedIn(context as unknown as ApiContext, door, options, login);
	return { left, outcome, next: window.next() - START };
}

it('a stored token waits for its turn', async () => {
	const { left, outcome, next } = await send(['stored'], ['stored']);
	expect(outcome).toMatchObject({ status: 200 });
	expect(left).toEqual([{ at: APART, token: 'stored', logsIn: false }]);
	expect(next).toBe(2 * APART);
});

it('without a token nothing is waited for: the login takes the turns', async () => {
	const { left, next } = await send([''], ['of a login']);
	expect(left).toEqual([{ at: 0, token: 'of a login', logsIn: true }]);
	expect(next).toBe(APART);
});

it('after a 401 a token that somebody else has stored waits for a turn of its own', async () => {
	const { left, outcome } = await send(['expired', 'of another'], ['of another']);
	expect(outcome).toMatchObject({ status: 200 });
	expect(left).toEqual([
		{ at: APART, token: 'expired', logsIn: false },
		{ at: 2 * APART, token: 'of another', logsIn: false },
	]);
});

it('after a 401 the token that met it is not sent again: a login follows, without a turn', async () => {
	const { left, next } = await send(['expired'], ['of a login']);
	expect(left.map(({ token, at }) => [token, at])).toEqual([
		['expired', APART],
		['of a login', APART],
	]);
	expect(next).toBe(2 * APART);
});

it('a poll that must be over before its turn sends nothing', async () => {
	const sent = send(['stored'], ['stored'], { until: START + APART });
	await expect(sent).rejects.toThrow('the next request can only be sent in 61 seconds');
	expect(time).toBe(START);
	const { left } = await send(['stored'], ['stored'], { until: START + APART + 1 });
	expect(left).toHaveLength(1);
});
