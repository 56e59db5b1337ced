import type { IDataObject, INodeType } from 'n8n-workflow';

import { HTML, ID, RETRY, SET } from './appLovinForms';
import type { AppLovinServer, Replied } from './appLovinServer';

export interface Write {
	name: string;
	node: new () => INodeType;
	parameters: IDataObject;
	/** An answer that repeats what was sent, in other spellings. */
	good: unknown;
	/** Answers that repeat it with another meaning, and words of the resulting error. */
	bad: Array<[unknown, string]>;
	/** An answer about something else. */
	other: unknown;
	/** Whether an answer without content means "done". */
	mayBeEmpty: boolean;
	/** What the error says was touched. */
	touched?: string;
	/** The answer with the least content. */
	least?: unknown;
}

/** Refusals in an answer with HTTP status 200. */
const REFUSALS: IDataObject[] = [
	{ error: 'no budget' },
	{ error: { code: 17, message: 'no budget' } },
	{ error: true },
	{ errors: ['no budget'] },
	{ errors: [{ field: 'name', message: 'no budget' }] },
	{ errors: { name: ['no budget'] } },
	{ errors: 'no budget' },
	{ code: 400, message: 'no budget' },
	{ code: '404' },
	{ statusCode: 500 },
	{ status_code: '403' },
	{ status: 'error' },
	{ status: 'FAILED', message: 'no budget' },
	{ status: 'failure' },
	{ success: false },
	{ success: 'false', message: 'no budget' },
	{ failed: ['a1'] },
	{ failed_rows: [{ app_id: 'a1' }] },
	{ failedCount: 2 },
	{ invalid: ['a1'] },
	{ invalid_app_ids: ['a1'] },
	{ rejected: [{ app_id: 'a1' }] },
	{ rejected_countries: 'gb' },
];

/** Answers that look like refusals but are not. */
const NO_REFUSALS: IDataObject[] = [
	{ error: false },
	{ error: null },
	{ error: '' },
	{ error: [] },
	{ error: {} },
	{ error: 0 },
	{ error: 'none' },
	{ errors: [] },
	{ errors: null, error: false, code: 200, success: true },
	{ failed: [], invalid_rows: {}, rejected: 0, status_code: '200' },
];

/**
 * Answers to AppLovin's writes that no document shows and none rules out: an answer is compared with
 * the request, no refusal is taken for a success, and nothing is sent twice.
 */
export function testReplies(server: AppLovinServer, writes: Write[]): void {
	describe.each(writes.map((write) => [write.name, write] as const))('%s', (_title, write) => {
		const { node, parameters } = write;
		const send = async (reply: Replied) => {
			server.answer = () => reply;
			server.targeting = { bid_type: 'CPI', countries: [{ country: 'gb' }, { country: 'fr' }] };
			const result = await server.run(new node(), parameters, RETRY);
			expect(server.writes).toHaveLength(1);
			return result;
		};
		const expectUnsure = ({ error, items }: Awaited<ReturnType<typeof send>>) => {
			expect(items).toEqual([]);
			expect(error?.message).toBeDefined();
			expect(error?.description).toMatch(/may or may not|before running again|probably created/);
		};

		it('takes an answer that repeats what was sent in another spelling', async () => {
			const { error, items } = await send({ body: write.good });
			expect(error).toBeUndefined();
			expect(items).toHaveLength(1);
		});

		for (const [body, words] of write.bad) {
			it(`refuses the answer ${JSON.stringify(body)}`, async () => await expectRefused(body, words));
		}

		const expectRefused = async (body: unknown, words: string) => {
			const result = await send({ body });
			expectUnsure(result);
			expect(result.error?.message).toContain(words);
			if (write.touched !== undefined && !words.startsWith("AppLovin's")) {
				expect(result.error?.context?.details).toEqual({ created: [write.touched] });
			}
		};

		if (write.name !== 'Asset: Remove') {
			it('refuses an answer about something else', async () => {
				expectUnsure(await send({ body: write.other }));
			});
		}

		it.each(REFUSALS)('takes %j for a refusal that may have acted', async (refusal) => {
			const good = Array.isArray(write.good) ? { assets: write.good } : (write.good as IDataObject);
			const result = await send({ body: { ...good, ...refusal } });
			expectUnsure(result);
			if (JSON.stringify(refusal).includes('no budget')) {
				expect(result.error?.message).toContain('no budget');
			}
		});

		it.each(NO_REFUSALS)('takes %j for none', async (nothing) => {
			const name = write.name.startsWith('Source Bid') ? 'source_bids' : 'assets';
			const good = Array.isArray(write.good) ? { [name]: write.good } : (write.good as IDataObject);
			const { error, items } = await send({ body: { ...good, ...nothing } });
			expect(error).toBeUndefined();
			expect(items).toHaveLength(1);
		});

		it.each([
			['an empty body', { body: '' }],
			['null', { body: null }],
			['{}', { body: {} }],
			['204', { status: 204, body: '' }],
			['202 without content', { status: 202, body: '' }],
		])('%s', async (_, reply: Replied) => {
			const result = await send(reply);
			if (!write.mayBeEmpty) {
				expectUnsure(result);
				return;
			}
			expect(result.error).toBeUndefined();
			expect(result.items.map(({ json }) => json)).toEqual([
				expect.objectContaining({ updated: true }),
			]);
		});

		it.each<[string, Replied]>([
			['a web page', { headers: { 'content-type': 'text/html' }, body: HTML }],
			['a text', { headers: { 'content-type': 'text/plain' }, body: 'OK' }],
			['half of JSON', { body: '{"campaign_id": "' }],
			['a number', { body: '5' }],
			['true', { body: 'true' }],
		])('refuses %s', async (_, reply) => {
			expectUnsure(await send(reply));
		});

		it('shows the words of the headers', async () => {
			const headers = {
				'x-al-error-code': '100007',
				'x-al-error-message': 'Too many errors',
				'X-TRACE-ID': 'trace-5',
			};
			for (const reply of [
				{ status: 200, headers, body: '' },
				{ status: 200, headers, body: { campaign_id: ID, id: SET, status: false } },
				{ status: 400, headers, body: '' },
				{ status: 500, headers: { ...headers, 'content-type': 'text/html' }, body: HTML },
				{ status: 302, headers: { ...headers, location: '/' }, body: '' },
			]) {
				server.asked = [];
				server.answer = () => reply;
				const { error } = await server.run(new node(), parameters);
				expect(error?.message).toContain('Too many errors (error code 100007)');
				expect(error?.description).toContain('trace ID trace-5');
			}
		});
	});
}
