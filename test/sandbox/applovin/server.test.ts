import { APPLOVIN_DEFAULTS, startSandbox, type Fault, type Sandbox } from '../../../sandbox';
import { AppLovinClient } from '../../../sandbox/applovin/client';
import { SandboxClient } from '../../../sandbox/client';

const BODY = {
	name: 'x',
	platform: 'android',
	package_name: 'com.example.app',
	bid_type: 'CPI',
	tracking_method: 'adjust',
};

describe('sandbox: AppLovin on the server', () => {
	let now: number;
	let sandbox: Sandbox;
	let client: AppLovinClient;

	beforeEach(async () => {
		now = 1_750_000_000_000;
		sandbox = await startSandbox({ now: () => now, applovin: { requestsPerHour: 5 } });
		client = new AppLovinClient(sandbox);
		await client.login();
	});
	afterEach(() => sandbox.close());

	const create = () => client.post('/campaign/', BODY);
	const count = () => sandbox.applovin.campaigns.size;

	test('limits the requests of any hour, tokens included, without Retry-After', async () => {
		now += 1_800_000;
		for (let i = 0; i < 4; i++) expect((await client.get('/campaigns')).status).toBe(200);
		const refused = await client.get('/campaigns');
		expect([refused.status, refused.body]).toEqual([
			429,
			{ error: { message: 'Too many requests' } },
		]);
		expect(refused.headers.get('retry-after')).toBeNull();
		expect((await client.login()).status).toBe(429);
		expect((await new SandboxClient(sandbox).login()).status).toBe(200);
		now += 3_600_000;
		expect((await client.login()).status).toBe(200);
	});

	describe('faults', () => {
		beforeEach(() => {
			sandbox.options.applovin.requestsPerHour = 0;
		});
		const fault = (kind: Fault['kind'], extra: Partial<Fault> = {}) =>
			sandbox.addFault({ method: 'POST', path: /\/campaign\/$/, kind, ...extra });

		test('limit, forbid and fail', async () => {
			for (const kind of ['rateLimit', 'forbidden', 'serverError'] as const) fault(kind);
			fault('serverErrorAfter', { message: 'Boom' });
			expect((await create()).status).toBe(429);
			expect((await create()).body).toEqual({ error: { message: 'Forbidden!' } });
			const broken = await create();
			expect([broken.status, broken.text, count()]).toEqual([500, '', 0]);
			const after = await create();
			expect([after.status, after.body, count()]).toEqual([500, { error: { message: 'Boom' } }, 1]);
		});

		test('refuse with an undocumented body, JSON and text in turn', async () => {
			fault('successFalse', { times: 3, message: 'No.' });
			expect(await create()).toMatchObject({ status: 400, body: { error: { message: 'No.' } } });
			expect(await create()).toMatchObject({ status: 400, text: 'No.' });
			expect(await create()).toMatchObject({ status: 400, body: { error: { message: 'No.' } } });
			expect(count()).toBe(0);
		});

		test('answer something other than JSON, or nothing', async () => {
			for (const kind of ['html', 'notJson', 'empty', 'emptyAfter'] as const) fault(kind);
			expect((await create()).text).toContain('<html>');
			expect((await create()).value).toBeUndefined();
			expect(await create()).toMatchObject({ status: 200, text: '' });
			expect(count()).toBe(0);
			expect(await create()).toMatchObject({ status: 200, text: '' });
			expect(count()).toBe(1);
		});

		test('cut the connection before or after', async () => {
			fault('reset');
			await expect(create()).rejects.toThrow();
			expect(count()).toBe(0);
			fault('resetAfter');
			await expect(create()).rejects.toThrow();
			expect(count()).toBe(1);
		});

		test('end a token', async () => {
			fault('expiredToken');
			expect((await create()).status).toBe(401);
			expect((await client.get('/campaigns')).status).toBe(401);
			await client.login();
			expect((await create()).status).toBe(200);
		});

		test('work on the token endpoint', async () => {
			sandbox.addFault({ path: /^\/oauth\//, kind: 'serverError' });
			expect((await client.login()).status).toBe(500);
			expect((await client.login()).status).toBe(200);
		});
	});

	test('reset brings back the start, keeping the same objects', async () => {
		const { applovin } = sandbox;
		const live = sandbox.options.applovin;
		live.requestsPerHour = 0;
		await client.makeCreativeSet(await client.makeCampaign());
		live.videoType = 'VID_LONG_L';
		live.scopes.length = 0;
		live.appKind = 'thirdParty';
		sandbox.reset();
		expect([applovin.campaigns.size, applovin.creativeSets.size, applovin.tokens.size]).toEqual([
			0, 0, 0,
		]);
		expect([applovin.targets.size, applovin.sources.size, applovin.sourceBids.size]).toEqual([
			0, 0, 0,
		]);
		expect(applovin.grants.client_credentials).toBe(0);
		expect(live).toEqual({ ...APPLOVIN_DEFAULTS, requestsPerHour: 5 });
		expect(APPLOVIN_DEFAULTS.scopes).toHaveLength(6);
		await client.login();
		expect(await client.makeCampaign()).toBe('29d66efc22ae53a201e1532265b83f12');
	});
});
