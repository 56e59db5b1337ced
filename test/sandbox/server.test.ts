import { createHash } from 'node:crypto';
import { connect } from 'node:net';
import { startSandbox, type Fault, type Sandbox } from '../../sandbox';
import { dig, encodeForm, imageForm, SandboxClient } from '../../sandbox/client';

const IO = '/api/v3/cmp/io/add';
const ORDER = { ioName: 'IO', ioStartTime: 1690898148000, ioBudgetTypeId: 1 };
const CAMPAIGN = '/api/v2/cmp/campaign/1';

describe('sandbox: server', () => {
	let now: number;
	let sandbox: Sandbox;
	let client: SandboxClient;

	beforeEach(async () => {
		now = 1_750_000_000_000;
		sandbox = await startSandbox({ now: () => now, iqm: { requestsPerMinute: 0 } });
		client = new SandboxClient(sandbox);
		await client.login();
	});
	afterEach(() => sandbox.close());

	const last = () => sandbox.requests[sandbox.requests.length - 1];
	const orders = () => sandbox.iqm.insertionOrders.size;

	describe('recording', () => {
		test('keeps what was sent, byte for byte', async () => {
			await client.post(`${IO}?a=1&a=2`, ORDER);
			expect(last()).toMatchObject({
				method: 'POST',
				path: IO,
				url: `${IO}?a=1&a=2`,
				api: 'iqm',
				status: 200,
				at: now,
				json: ORDER,
				bodyLength: JSON.stringify(ORDER).length,
			});
			expect(last().query.getAll('a')).toEqual(['1', '2']);
			expect(last().body.toString()).toBe(JSON.stringify(ORDER));
			expect(last().rawHeaders).toContain('X-IAA-OW-ID');
			expect(last().parts).toBeUndefined();
		});

		test('does not normalise paths', async () => {
			await client.get('/api/v3/cmp/io/..%2Fadd%3Fx?y');
			expect(last().path).toBe('/api/v3/cmp/io/..%2Fadd%3Fx');
		});

		test('keeps parts with the content type they really had', async () => {
			const parts = imageForm();
			parts[0].contentType = 'text/plain';
			await client.form('/api/v2/crt/add/image/banner/creative', parts);
			const recorded = last().parts ?? [];
			expect(recorded.map((part) => part.name)).toEqual(parts.map((part) => part.name));
			expect(recorded.map((part) => part.contentType)).toEqual([
				'text/plain',
				undefined,
				undefined,
				'image/png',
			]);
			const content = Buffer.from(parts[3].value);
			expect(recorded[3].content.equals(content)).toBe(true);
			expect(recorded[3].size).toBe(content.length);
			expect(recorded[3].sha256).toBe(createHash('sha256').update(content).digest('hex'));
			expect(recorded[3].filename).toBe(parts[3].filename);
		});

		test('keeps the first 8 MiB of a long file and the length and hash of all', async () => {
			const value = Buffer.alloc(20 * 1024 * 1024, 'abcdefgh');
			const file = { filename: 'é x.png', contentType: 'image/png' };
			const parts = [{ name: 'creativeFiles', value, ...file }];
			await client.form('/api/v2/crt/add/image/banner/creative', parts);
			const [part] = last().parts ?? [];
			expect(part.filename).toBe('é x.png');
			expect([part.content.length, part.size]).toEqual([8 * 1024 * 1024, value.length]);
			expect(part.sha256).toBe(createHash('sha256').update(value).digest('hex'));
			expect(last().bodyLength).toBe(encodeForm(parts).length);
			expect(last().body.length).toBe(8 * 1024 * 1024);
		});

		test('refuses a multipart body that breaks off or has no boundary', async () => {
			const path = '/api/v2/crt/add/image/banner/creative';
			const whole = encodeForm(imageForm());
			const type = `multipart/form-data; boundary=${whole.toString().slice(2, 40).split('\r')[0]}`;
			const cut = await client.send('POST', path, whole.subarray(0, -60), {
				...client.headers,
				'Content-Type': type,
			});
			expect(cut.status).toBe(400);
			const without = await client.send('POST', path, whole, {
				...client.headers,
				'Content-Type': 'multipart/form-data',
			});
			expect(without.status).toBe(400);
			expect(dig(without.body, 'responseObject', 'errorMsg')).toMatch(/multipart/);
		});

		test('records an upload that the client gave up, without acting on it', async () => {
			const socket = connect(sandbox.port, '127.0.0.1');
			const head = [
				'POST /api/v2/audience/matched/add HTTP/1.1',
				'Host: x',
				'Content-Type: multipart/form-data; boundary=b',
				'Content-Length: 1000',
			];
			const part = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"';
			socket.write(`${head.join('\r\n')}\r\n\r\n${part}\r\n\r\nzip\r\n`);
			while (sandbox.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
			socket.destroy();
			await new Promise((resolve) => setTimeout(resolve, 20));
			expect(last().status).toBe(0);
			expect(sandbox.iqm.audiences.size).toBe(0);
			expect((await client.get('/api/v3/ua/profile')).status).toBe(200);
		});
	});

	describe('routing', () => {
		test('answers unknown paths with a page', async () => {
			for (const path of ['/api/v3/nothing', '/', '/samples/none.png', `${IO}/`]) {
				const answer = await client.get(path);
				expect(answer.status).toBe(404);
				expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
			}
		});

		test('refuses other methods and other content types', async () => {
			expect((await client.get(IO)).status).toBe(405);
			const text = await client.send('POST', IO, '{}', {
				...client.headers,
				'Content-Type': 'text/plain',
			});
			expect(text.status).toBe(415);
			const broken = await client.send('POST', IO, '{"ioName":', {
				...client.headers,
				'Content-Type': 'application/json',
			});
			expect(broken.status).toBe(400);
			expect((await client.post(IO, [1])).status).toBe(400);
		});
	});

	describe('rate limit', () => {
		beforeEach(() => {
			sandbox.reset();
			sandbox.options.iqm.requestsPerMinute = 20;
		});

		test('counts every request of a sliding minute, logins and failures too', async () => {
			await client.login();
			now += 30_000;
			for (let i = 0; i < 19; i++) {
				const path = i % 2 ? '/api/v3/nothing' : '/api/v3/ua/profile';
				expect((await client.get(path)).status).not.toBe(429);
			}
			const v3 = await client.get('/api/v3/ua/profile');
			expect(v3.status).toBe(429);
			expect(v3.headers.get('retry-after')).toBeNull();
			expect(v3.body).toEqual({ success: false, errorObjects: [{ error: 'Too many requests' }] });
			// The login leaves the window; the refused request has taken its place.
			now += 30_000;
			const v2 = await client.get(CAMPAIGN);
			expect(v2.body).toEqual({
				statusCode: 429,
				responseObject: { errorMsg: 'Too many requests', errorCode: 429 },
			});
			now += 30_000;
			expect((await client.get('/api/v3/ua/profile')).status).toBe(200);
		});

		test('says how long to wait when told to, and keeps its word', async () => {
			sandbox.options.iqm.retryAfter = true;
			await client.login();
			now += 10_500;
			for (let i = 0; i < 19; i++) await client.get('/api/v3/ua/profile');
			const refused = await client.get('/api/v3/ua/profile');
			expect(refused.status).toBe(429);
			const seconds = Number(refused.headers.get('retry-after'));
			expect(seconds).toBe(60);
			now += seconds * 1000;
			expect((await client.get('/api/v3/ua/profile')).status).toBe(200);
		});

		test('does not count samples, and 0 lifts it', async () => {
			await client.login();
			for (let i = 0; i < 30; i++) {
				expect((await client.get('/samples/creative.html')).status).toBe(200);
			}
			sandbox.options.iqm.requestsPerMinute = 0;
			for (let i = 0; i < 30; i++) {
				expect((await client.get('/api/v3/ua/profile')).status).toBe(200);
			}
		});

		test('keeps a fault for the request that gets through', async () => {
			sandbox.options.iqm.requestsPerMinute = 1;
			sandbox.addFault({ path: /profile/, kind: 'html404' });
			await client.login();
			expect((await client.get('/api/v3/ua/profile')).status).toBe(429);
			expect(sandbox.faults).toHaveLength(1);
		});
	});

	describe('faults', () => {
		const fault = (kind: Fault['kind'], extra: Partial<Fault> = {}) =>
			sandbox.addFault({ method: 'POST', path: /\/io\/add$/, kind, ...extra });

		test('apply to the first fitting request and are used up', async () => {
			fault('serverError', { times: 2 });
			expect((await client.get('/api/v3/ua/profile')).status).toBe(200);
			expect((await client.post(IO, ORDER)).status).toBe(500);
			expect(sandbox.faults).toHaveLength(1);
			expect((await client.post(IO, ORDER)).status).toBe(500);
			expect(sandbox.faults).toHaveLength(0);
			expect((await client.post(IO, ORDER)).status).toBe(200);
			expect(orders()).toBe(1);
		});

		test('keep to the envelope of the path', async () => {
			sandbox.addFault({ path: /./, kind: 'serverError', message: 'Boom' });
			expect((await client.get(CAMPAIGN)).body).toEqual({
				statusCode: 500,
				responseObject: { errorMsg: 'Boom', errorCode: 500 },
			});
			sandbox.addFault({ path: /./, kind: 'serverError' });
			expect((await client.post(IO, ORDER)).body).toEqual({
				success: false,
				errorObjects: [{ error: 'server encountered an error !' }],
			});
		});

		test('limit and forbid', async () => {
			fault('rateLimit');
			fault('rateLimitRetryAfter', { retryAfterSeconds: 7 });
			fault('forbidden');
			const first = await client.post(IO, ORDER);
			expect([first.status, first.headers.get('retry-after')]).toEqual([429, null]);
			expect((await client.post(IO, ORDER)).headers.get('retry-after')).toBe('7');
			expect((await client.post(IO, ORDER)).status).toBe(403);
			expect(orders()).toBe(0);
		});

		test('fail with HTTP 200', async () => {
			fault('successFalse');
			const v3 = await client.post(IO, ORDER);
			expect([v3.status, v3.body]).toEqual([
				200,
				{ success: false, errorObjects: [{ error: 'Error message.' }] },
			]);
			sandbox.addFault({ path: /campaign/, kind: 'successFalse', message: 'No.' });
			const v2 = await client.get(CAMPAIGN);
			expect([v2.status, v2.body]).toEqual([
				200,
				{ statusCode: 422, responseObject: { errorMsg: 'No.', errorCode: 422 } },
			]);
		});

		test('answer something other than JSON', async () => {
			for (const kind of ['html', 'html404', 'empty', 'notJson', 'redirect'] as const) fault(kind);
			const page = await client.post(IO, ORDER);
			expect([page.status, page.text]).toEqual([200, expect.stringContaining('<html>')]);
			expect((await client.post(IO, ORDER)).status).toBe(404);
			expect((await client.post(IO, ORDER)).text).toBe('');
			expect((await client.post(IO, ORDER)).text).toBe('OK, but this is no JSON');
			const redirect = await client.post(IO, ORDER);
			expect(redirect.status).toBe(302);
			expect(redirect.headers.get('location')).toBe(`http://localhost:${sandbox.port}/redirected`);
			expect(orders()).toBe(0);
		});

		test('happen before or after the request was acted on', async () => {
			fault('emptyAfter');
			fault('serverErrorAfter');
			expect((await client.post(IO, ORDER)).text).toBe('');
			expect((await client.post(IO, ORDER)).status).toBe(500);
			expect(orders()).toBe(2);
			fault('reset');
			await expect(client.post(IO, ORDER)).rejects.toThrow();
			expect(last().bodyLength).toBeGreaterThan(0);
			expect(last().status).toBe(0);
			expect(orders()).toBe(2);
			fault('resetAfter');
			await expect(client.post(IO, ORDER)).rejects.toThrow();
			expect(orders()).toBe(3);
		});

		test('answer late, having acted late or at once', async () => {
			fault('slow', { delayMs: 60 });
			const slow = client.post(IO, ORDER);
			await new Promise((resolve) => setTimeout(resolve, 30));
			expect(orders()).toBe(0);
			expect((await slow).status).toBe(200);
			fault('slowAfter', { delayMs: 60 });
			const slowAfter = client.post(IO, ORDER);
			await new Promise((resolve) => setTimeout(resolve, 30));
			expect(orders()).toBe(2);
			expect((await slowAfter).status).toBe(200);
		});

		test('slow does not act for a client that has gone', async () => {
			fault('slow', { delayMs: 50 });
			await expect(
				fetch(sandbox.url + IO, {
					method: 'POST',
					headers: { ...client.headers, 'Content-Type': 'application/json' },
					body: JSON.stringify(ORDER),
					signal: AbortSignal.timeout(15),
				}),
			).rejects.toThrow();
			await new Promise((resolve) => setTimeout(resolve, 70));
			expect(orders()).toBe(0);
		});

		test('end a token', async () => {
			fault('expiredToken');
			expect((await client.post(IO, ORDER)).status).toBe(401);
			expect((await client.get('/api/v3/ua/profile')).status).toBe(401);
			await client.login();
			expect((await client.get('/api/v3/ua/profile')).status).toBe(200);
		});

		test('work on samples and with global expressions', async () => {
			sandbox.addFault({ path: /\/samples\//g, kind: 'html404', times: 2 });
			expect((await client.get('/samples/vast.xml')).status).toBe(404);
			expect((await client.get('/samples/vast.xml')).status).toBe(404);
			expect((await client.get('/samples/vast.xml')).status).toBe(200);
		});
	});

	test('reset brings back the start, keeping the same objects', async () => {
		const { requests, faults, iqm } = sandbox;
		await client.makeOrder();
		sandbox.addFault({ path: /./, kind: 'empty' });
		sandbox.options.iqm.workspaceHost = 'x.example';
		sandbox.options.iqm.readyAfterMs = 1;
		sandbox.reset();
		expect([requests.length, faults.length, iqm.logins]).toEqual([0, 0, 0]);
		expect([iqm.insertionOrders.size, iqm.tokens.size]).toEqual([0, 0]);
		expect(sandbox.options.iqm).toMatchObject({ readyAfterMs: 2000, requestsPerMinute: 0 });
		expect(sandbox.options.iqm.workspaceHost).toBeUndefined();
		await client.login();
		expect(await client.makeOrder()).toBe(123456);
	});

	test('closes although an answer is still due', async () => {
		sandbox.addFault({ path: /./, kind: 'slow', delayMs: 60_000 });
		const pending = client.get('/samples/vast.xml');
		const failed = expect(pending).rejects.toThrow();
		while (last().path !== '/samples/vast.xml') await new Promise(setImmediate);
		await sandbox.close();
		await failed;
	});
});
