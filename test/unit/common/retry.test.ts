import { clock } from '../../../nodes/common/ground/clock';
import type { Outcome } from '../../../nodes/common/send/retry';
import { sendPatiently } from '../../../nodes/common/send/retry';

/** Which outcomes are worth another try. */

const real = { ...clock };
let time = 0;
beforeEach(() => {
	clock.now = () => time;
	clock.sleep = async (ms) => void (time += ms);
});
afterEach(() => {
	Object.assign(clock, real);
	jest.restoreAllMocks();
});

/** How many times a request with this outcome is sent. */
async function triesOf(outcome: Outcome, repeatable: boolean): Promise<number> {
	let tries = 0;
	const send = async () => {
		tries++;
		return outcome;
	};
	expect(await sendPatiently(send, { repeatable, rateLimitWaitMs: 0 })).toBe(outcome);
	return tries;
}

const answer = (status: number): Outcome => ({ status, headers: {}, body: {} });

it.each([408, 500, 502, 503, 504, 599])('a read that met a %i is tried four times', async (status) => {
	expect(await triesOf(answer(status), true)).toBe(4);
	expect(await triesOf(answer(status), false)).toBe(1);
});

// 499 is nginx's word for a client that left: it says nothing about the server.
it.each([200, 204, 400, 403, 404, 407, 409, 422, 429, 499])('a %i is final', async (status) => {
	expect(await triesOf(answer(status), true)).toBe(1);
});

it('only what never left is sent again as a write', async () => {
	const fault = (unsent: boolean): Outcome => ({ code: 'E', message: 'cut', unsent });
	expect(await triesOf(fault(true), false)).toBe(4);
	expect(await triesOf(fault(false), false)).toBe(1);
	expect(await triesOf(fault(false), true)).toBe(4);
	expect(await triesOf({ code: 'E', message: 'no', unsent: true, final: true }, true)).toBe(1);
});

it.each([429, 500, 503])('a success that counts as a %i is one only for a read', async (status) => {
	// Pauses are a little random: the first one must fit into the longest wait, and the second must not.
	jest.spyOn(Math, 'random').mockReturnValue(0.5);
	const triesAs = async (repeatable: boolean): Promise<number> => {
		let tries = 0;
		const send = async () => {
			tries++;
			return answer(200);
		};
		await sendPatiently(send, { repeatable, statusOf: () => status, rateLimitWaitMs: 6_000 });
		return tries;
	};
	expect(await triesAs(true)).toBe(status === 429 ? 2 : 4);
	expect(await triesAs(false)).toBe(1);
});
