import { AXON_VERBS } from '../../../../nodes/AppLovin/axonShared/verbs';
import { countFailedFiles } from '../../../../nodes/AppLovin/axonTransport/request';
import { text } from '../../../../nodes/common/form/kinds';
import { act } from '../../../../nodes/verbs/act';
import { runAxon } from '../../../support/axonVerb';
import { axonCredential, forgetProcessState } from '../../../support/harness';
import { skippedWaits } from '../../../support/testClock';
import type { Teller, ToldServer } from '../../../support/toldServer';
import { tellJson, told } from '../../../support/toldServer';
import { GADGETS } from '../../../support/verbNode';

/** "100 error answers in 5 minutes": AppLovin blocks the account for 24 hours. */
const time = skippedWaits();
beforeEach(forgetProcessState);

const rename = act(AXON_VERBS, {
	thing: GADGETS,
	endpoint: 'POST /manage/v1/gadget/update',
	document: 'None: made for the tests',
	words: { value: 'rename', name: 'Rename', action: 'Rename', description: 'Rename' },
	fields: { name: text('Name', 'New name') },
	sends: ([id], { name }) => ({ id, name: name ?? '' }),
	doing: () => ({ done: 'renamed', writes: 'name of the gadget' }),
});

const refuse =
	(code: string, status = 400): Teller =>
	(response) =>
		response.writeHead(status, { 'x-al-error-code': code, 'x-al-error-message': 'Refused' }).end();

/** Refuses the ids of that divisor. */
const refuseEach =
	(divisor: number): Teller =>
	(response, heard) =>
		Number(heard.body.id) % divisor === 0
			? refuse('100001')(response, heard)
			: tellJson(response, { id: heard.body.id });

/** The answers with an error that the server has given. */
const errorsAt = ({ heard }: ToldServer, divisor = 1) =>
	heard.filter(({ body }) => Number(body.id) % divisor === 0).length;

const items = (count: number, first = 1) =>
	Array.from({ length: count }, (_, index) => ({ json: { id: first + index } }));

// No two items share a request: their names differ.
const parameters = { gadgetIds: '={{ $json.id }}', name: '={{ "New " + $json.id }}' };

const run = async (
	server: ToldServer,
	count: number,
	{ first = 1, onError = 'continueRegularOutput', credentials = {} } = {},
) =>
	await runAxon(server, rename, parameters, {
		items: items(count, first),
		node: { onError } as never,
		credentials,
	});

const messagesIn = ({ items }: Awaited<ReturnType<typeof run>>) =>
	items.map(({ json }) => json.message as string | undefined);

const LEFT =
	'Left undone, nothing was sent: AppLovin has answered 5 requests of this run with an error';

describe('a run', () => {
	it.each([
		['in each item', 1],
		['in every second item', 2],
		['in every seventh item', 7],
	])('stops at its fifth error, %s, and says what is left undone', async (_, divisor) => {
		await told(refuseEach(divisor), async (server) => {
			const messages = messagesIn(await run(server, 200));
			expect(errorsAt(server, divisor)).toBe(5);
			expect(server.heard).toHaveLength(5 * divisor);
			expect(messages).toHaveLength(200);
			expect(messages.filter((message) => message === 'Refused (error code 100001)')).toHaveLength(
				5,
			);
			expect(messages.slice(5 * divisor).every((message) => message === LEFT)).toBe(true);
			expect(messages.filter((message) => message === undefined)).toHaveLength(5 * divisor - 5);
		});
	});

	it('tells of its first error unless it continues', async () => {
		await told(refuse('100001'), async (server) => {
			const { error } = await run(server, 200, { onError: 'stopWorkflow' });
			expect(error?.message).toBe('Refused (error code 100001)');
			expect(server.heard.length).toBeLessThanOrEqual(5);
		});
	});

	it('does not try in parts what was refused as a whole', async () => {
		const whole = act(AXON_VERBS, {
			thing: GADGETS,
			endpoint: 'POST /manage/v1/gadget/whole',
			document: 'None: made for the tests',
			words: { value: 'touch', name: 'Touch', action: 'Touch', description: 'Touch' },
			fields: {},
			sends: (ids) => ({ ids }),
			doing: () => ({ done: 'touched', writes: 'gadgets' }),
		});
		await told(refuse('100001'), async (server) => {
			const { items: out } = await runAxon(
				server,
				whole,
				{ gadgetIds: '={{ $json.id }}' },
				{
					items: items(100),
					node: { onError: 'continueRegularOutput' },
				},
			);
			expect([server.heard.length, out.length]).toEqual([1, 100]);
			expect(out[99].json.message).toBe('Refused (error code 100001)');
		});
	});

	it('is followed by one that may send again', async () => {
		await told(refuse('100001'), async (server) => {
			await run(server, 10);
			await run(server, 10);
			expect(server.heard).toHaveLength(10);
		});
	});
});

describe('an account', () => {
	const SPENT =
		'AppLovin has answered this account with 50 errors within 5 minutes: nothing more is sent';

	it('gets at most 50 errors from 20 runs at once', async () => {
		// The answers come late, so that many requests are under way together.
		const slow: Teller = (response, heard) =>
			setTimeout(() => refuse('100001')(response, heard), 5);
		await told(slow, async (server) => {
			const runs = await Promise.all(
				Array.from({ length: 20 }, async () => await run(server, 200)),
			);
			expect(server.heard).toHaveLength(50);
			const all = runs.flatMap(messagesIn);
			expect(all).toHaveLength(4_000);
			expect(new Set(all)).toEqual(new Set(['Refused (error code 100001)', SPENT]));
		});
	});

	it('may send again once five minutes have passed, and not before', async () => {
		await told(refuse('100001'), async (server) => {
			for (let at = 0; at < 10; at++) await run(server, 5);
			expect(server.heard).toHaveLength(50);
			const { error } = await run(server, 1, { onError: 'stopWorkflow' });
			expect([server.heard.length, error?.message]).toEqual([50, SPENT]);
			expect(error?.description).toContain('run again in 5 minutes');
			time.ahead += 299_000;
			await run(server, 1);
			expect(server.heard).toHaveLength(50);
			time.ahead += 2_000;
			await run(server, 1);
			expect(server.heard).toHaveLength(51);
		});
	});

	it('is counted by address and number, not by its key', async () => {
		await told(refuse('100001'), async (server) => {
			for (let at = 0; at < 10; at++) await run(server, 5);
			await run(server, 5, { credentials: { apiKey: 'another-key-of-the-account' } });
			expect(server.heard).toHaveLength(50);
			await run(server, 5, { credentials: { accountId: '999' } });
			expect(server.heard).toHaveLength(55);
		});
	});

	it('has files that fail counted as errors', async () => {
		await told(refuse('100001'), async (server) => {
			const getCredentials = async () =>
				await Promise.resolve(axonCredential({ url: server.baseUrl }));
			await countFailedFiles({ getCredentials } as never, 'c7a3', 48);
			await run(server, 5);
			expect(server.heard).toHaveLength(2);
		});
	});

	it('that is blocked is left alone for 24 hours, from the first answer that says so', async () => {
		await told(refuse('100007', 429), async (server) => {
			const messages = messagesIn(await run(server, 20));
			expect(server.heard).toHaveLength(1);
			expect(messages[0]).toBe('Refused (error code 100007)');
			expect(messages[1]).toMatch(
				/^AppLovin has blocked this account for 24 hours, until about .* UTC: nothing was sent$/,
			);
			time.ahead += 24 * 3_600_000 - 60_000;
			await run(server, 1);
			expect(server.heard).toHaveLength(1);
			time.ahead += 120_000;
			await run(server, 1);
			expect(server.heard).toHaveLength(2);
		});
	});
});
