import { clock } from '../../../nodes/common/ground/clock';
import type { Session } from '../../../nodes/common/send/sessions';
import { Sessions } from '../../../nodes/common/send/sessions';

/** What one process knows of an account that others may use too. */

const KEY = 'account';
const START = Date.UTC(2030, 0, 1);
const NONE: Session = { token: '', obtainedAt: 0 };

const real = { ...clock };
let time = START;
beforeEach(() => {
	time = START;
	clock.now = () => time;
});
afterEach(() => void Object.assign(clock, real));

/** A process that logs in once a minute, with tokens `own 1`, `own 2` … */
async function loggedIn(times: number) {
	const sessions = new Sessions<Session>();
	for (let nth = 1; nth <= times; nth++, time += 61_000) {
		await sessions.open(KEY, NONE, async () => ({ token: `own ${nth}`, obtainedAt: time }));
	}
	return sessions;
}

describe('an account is shared with other processes', () => {
	it.each([1, 2, 3])('if one of them logged in after the first of %i logins here', async (times) => {
		const sessions = await loggedIn(times);
		expect(sessions.isShared(KEY, { token: 'foreign', obtainedAt: START + 1_000 })).toBe(true);
		// Known once, it stays known, whatever is stored next.
		expect(sessions.isShared(KEY, { token: 'own 1', obtainedAt: START })).toBe(true);
		expect(sessions.isShared('another account', { token: 'foreign', obtainedAt: time })).toBe(false);
	});

	it.each<[string, Session]>([
		['nothing is stored', NONE],
		['its own newest token is', { token: 'own 2', obtainedAt: START + 61_000 }],
		['its own older token is', { token: 'own 1', obtainedAt: START }],
		['a token from before its first login is', { token: 'old', obtainedAt: START - 1 }],
	])('but not if %s', async (_, held) => {
		const sessions = await loggedIn(2);
		expect(sessions.isShared(KEY, held)).toBe(false);
	});

	it('nor if this process never logged in', async () => {
		const sessions = new Sessions<Session>();
		expect(sessions.isShared(KEY, { token: 'stored', obtainedAt: time })).toBe(false);
	});
});
