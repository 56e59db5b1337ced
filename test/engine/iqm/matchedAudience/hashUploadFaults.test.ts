import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';

import type { IDataObject } from 'n8n-workflow';
import { LoggerProxy } from 'n8n-workflow';

import { clock } from '../../../../nodes/common/ground/clock';
import { IqmMatchedAudience } from '../../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { FaultKind } from '../../../../sandbox';
import type { Generation } from '../../../support/audienceUploads';
import {
	cancelledUpload,
	csvItem,
	hashing,
	hex,
	mapped,
	partNamed,
	reading,
	streams,
	uploadAudience,
	uploadsTo,
} from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRun, NodeRunOptions } from '../../../support/harness';
import { sandboxCredential } from '../../../support/harness';
import { storingFiles } from '../../../support/storingFiles';
import { skippedWaits } from '../../../support/testClock';

/** Hashed uploads that fail, are sent again, are cancelled, or are large. Nothing plain comes out. */
const VERSIONS: Generation[] = ['v2', 'v3'];
const PLANTED = ['Planted.Ada@secret-x.example', 'planted.eve@SECRET-y.example', '3456789012'];
const [ADA, EVE, PHONE] = PLANTED;
const FILE = `email,city,phone\n${ADA},Ely,${PHONE}\n${EVE},Bath,(567) 890-1234\n"${ADA}",Ely,\n`;
const HASHED = `email,city,phone\n${hex('sha256', ADA.toLowerCase())},Ely,${hex('sha256', PHONE)}\n${hex('sha256', EVE.toLowerCase())},Bath,${hex('sha256', '5678901234')}\n"${hex('sha256', ADA.toLowerCase())}",Ely,\n`;
const FORM = { ...mapped({ email: 'Email', phone: 'Phone' }), ...hashing(), matchBy: 'Email' };

const time = skippedWaits();
const sandbox = freshSandbox();
let logged: unknown[];
beforeEach(() => {
	logged = [];
	const note = (...words: unknown[]) => void logged.push(words);
	for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
		jest.spyOn(console, level).mockImplementation(note);
	}
	const log = { error: note, warn: note, info: note, debug: note, scoped: () => log };
	LoggerProxy.init(log as never);
});
afterEach(() => jest.restoreAllMocks());

const upload = async (
	version: Generation,
	run: NodeRunOptions & { Node?: typeof IqmMatchedAudience } = {},
	parameters: IDataObject = {},
) => await uploadAudience(sandbox, version, { ...FORM, ...parameters }, csvItem(FILE), run);

const ALL = { depth: 20, showHidden: true, maxArrayLength: null, maxStringLength: null };

/** Searches what came out, what arrived at the API, and what was logged, for anything planted. */
function expectClean({ run: { data }, items, error }: NodeRun): void {
	const out = [data.resultData, data.executionData?.contextData, items, error, logged];
	const arrived = sandbox.requests.flatMap(({ body, url, rawHeaders, parts = [] }) => [
		...[body.toString(), url, ...rawHeaders],
		...parts.map(({ content }) => content.toString()),
	]);
	const text = [inspect(out, ALL), JSON.stringify(data.resultData), ...arrived].join('\n');
	expect(text.length).toBeGreaterThan(500);
	for (const plain of [...PLANTED, '(567) 890-1234', '5678901234']) {
		for (const form of [plain, encodeURIComponent(plain), Buffer.from(plain).toString('base64')]) {
			expect(text.toLowerCase()).not.toContain(form.toLowerCase());
		}
	}
}

const KINDS: FaultKind[] = [
	...(['rateLimit', 'serverError', 'serverErrorAfter', 'reset', 'resetAfter', 'html'] as const),
	...(['successFalse', 'expiredToken', 'emptyAfter', 'notJson', 'redirect', 'forbidden'] as const),
];

describe.each(VERSIONS)('with the API %s', (version) => {
	it('lets nothing plain out when all goes well, or in a preview', async () => {
		const done = await upload(version);
		expect(done.error).toBeUndefined();
		expect(partNamed(uploadsTo(sandbox, version)[0], 'file').content.toString()).toBe(HASHED);
		expectClean(done);
		for (const options of [{ rawResponse: true }, { preview: true }]) {
			const { items, ...other } = await upload(
				version,
				{},
				{ options: { apiVersion: version, ...options } },
			);
			expect(items).toHaveLength(1);
			expectClean({ items, ...other });
		}
	});

	it.each(KINDS)(
		'lets nothing plain out after %s, or when IQM repeats all it got',
		async (kind) => {
			const first = await upload(version);
			const echo = uploadsTo(sandbox, version)[0].body.toString();
			for (const onError of ['stopWorkflow', 'continueErrorOutput'] as const) {
				const message = kind === 'notJson' ? '<html>' + echo : echo;
				sandbox.addFault({ path: /audience\/matched(\/add)?$/, kind, message, times: 20 });
				const out = await upload(version, { engine: first.engine, node: { onError } });
				sandbox.faults.length = 0;
				expect(out.error !== undefined || JSON.stringify(out.outputs).includes('error')).toBe(true);
				expectClean(out);
			}
		},
	);

	it('never repeats what may have happened', async () => {
		sandbox.addFault({ path: /audience\/matched(\/add)?$/, kind: 'serverErrorAfter' });
		const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
		const { error } = await upload(version, { node });
		expect(error?.description).toContain('matched audience may or may not have been created');
		expect([uploadsTo(sandbox, version).length, sandbox.iqm.audiences.size]).toEqual([1, 1]);
	});

	it.each([
		['in the item', 'memory', IqmMatchedAudience],
		['in the file system', 'filesystem', storingFiles(IqmMatchedAudience)],
	] as const)(
		'sends the same bytes again after the token expired: file %s',
		async (_, binaryMode, Node) => {
			const { engine, error } = await upload(version, { binaryMode, Node });
			expect(error).toBeUndefined();
			sandbox.expireTokens();
			const second = await upload(version, { engine, Node });
			expect(second.error).toBeUndefined();
			const sends = uploadsTo(sandbox, version);
			expect(sends.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 401]));
			expect(sends.at(-1)?.status).toBe(200);
			for (const request of sends) {
				expect(partNamed(request, 'file').content.toString()).toBe(HASHED);
				expect(request.bodyLength).toBe(Number(request.headers['content-length']));
			}
			expect(sandbox.iqm.audiences.size).toBe(2);
		},
	);

	it.each([1, 2])('says so when the file cannot be read to its end in pass %d', async (pass) => {
		const Node = reading(FILE.length, function* (nth) {
			yield Buffer.from(FILE.slice(0, 60));
			if (nth === pass) throw new Error('EIO: i/o error, read');
			yield Buffer.from(FILE.slice(60));
		});
		const out = await upload(version, { Node });
		expect(out.error).toBeDefined();
		expect(sandbox.iqm.audiences.size).toBe(0);
		expect(uploadsTo(sandbox, version).filter(({ status }) => status === 200)).toEqual([]);
		expectClean(out);
	});
});

describe.each([
	['hashed', FORM],
	['plain', { ...FORM, emailsAndPhones: 'plain', columnSettings: { Email: 'Raw', Phone: 'Raw' } }],
])('a %s upload whose file changes between the two readings', (how, form) => {
	it.each([
		['longer', FILE + FILE.split('\n').slice(1).join('\n'), 'more'],
		['shorter', FILE.split('\n').slice(0, 2).join('\n'), '\\d+'],
	])('ends at once where it is %s', async (_, then, has) => {
		const Node = reading(FILE.length, (nth) => [Buffer.from(nth === 1 ? FILE : then)]);
		const out = await uploadAudience(sandbox, 'v2', form, csvItem(FILE), { Node });
		expect(out.error?.message).toMatch(
			new RegExp(`changed during the upload: it had \\d+ bytes, and has ${has} now`),
		);
		if (how === 'hashed') expectClean(out);
		expect(time.ahead).toBe(0);
		expect(sandbox.iqm.audiences.size).toBe(0);
		expect(uploadsTo(sandbox, 'v2').filter(({ status }) => status === 200)).toEqual([]);
	});
});

describe('a cancelled execution ends within 300 ms and sends nothing more', () => {
	const cancelled = async (
		Node: typeof IqmMatchedAudience,
		when: () => boolean,
		item = csvItem(FILE),
	) => await cancelledUpload(sandbox, FORM, item, Node, when);

	/** A file that never ends. */
	const endlessFile = (ms: number) => {
		let given = 0;
		const Node = reading(FILE.length, async function* () {
			yield Buffer.from(FILE);
			for (given = 0; ; given++) {
				await sleep(ms);
				yield Buffer.from(`${ADA},Ely,${PHONE}\n`.repeat(100));
			}
		});
		return { Node, given: () => given };
	};

	it('while a stored file is inspected', async () => {
		const { Node, given } = endlessFile(1);
		expect(await cancelled(Node, () => given() > 3)).toBeLessThanOrEqual(300);
		expect(sandbox.requests).toEqual([]);
		const at = given();
		await sleep(50);
		expect(given() - at).toBeLessThanOrEqual(1);
	});

	it('while a file in memory is inspected', async () => {
		let slept = 0;
		clock.sleep = async () => {
			slept += 1;
			await new Promise((resolve) => setImmediate(resolve));
		};
		const large = csvItem(`email,city,phone\n${`${ADA},Ely,${PHONE}\n`.repeat(700_000)}`);
		const took = await cancelled(IqmMatchedAudience, () => slept > 0, large);
		expect(took).toBeLessThanOrEqual(300);
		expect(slept).toBeLessThan(30);
		expect(sandbox.requests).toEqual([]);
	});

	it('while the file is sent', async () => {
		let sent = 0;
		streams.closed = 0;
		const block = Buffer.from(`${ADA},Ely,${PHONE}\n`.repeat(1_000));
		const Node = reading(500 * block.length + 17, async function* (nth) {
			yield Buffer.from('email,city,phone\n');
			for (let turn = 0; turn < 500; turn++) {
				if (nth === 2) {
					sent += 1;
					await sleep(5);
				}
				yield block;
			}
		});
		expect(await cancelled(Node, () => sent > 20)).toBeLessThanOrEqual(300);
		const at = sent;
		await sleep(400);
		expect(sent).toBeLessThan(500);
		expect(sent - at).toBeLessThan(20);
		expect(streams.closed).toBe(2);
		expect(sandbox.iqm.audiences.size).toBe(0);
		expect(uploadsTo(sandbox, 'v2').map(({ status }) => status)).toEqual([0]);
	});
});

it('leaves no file open when the connection is cut in the middle of it', async () => {
	const cutting = createServer((request) => {
		request.once('data', () => request.socket.destroy());
	}).listen(0, '127.0.0.1');
	await once(cutting, 'listening');
	const block = Buffer.from(`${ADA},Ely,${PHONE}\n`.repeat(5_000));
	Object.assign(streams, { opened: 0, closed: 0 });
	const Node = reading(FILE.length + 100 * block.length, () => [
		Buffer.from(FILE),
		...Array<Buffer>(100).fill(block),
	]);
	const credential = sandboxCredential(sandbox, {
		baseUrl: `http://127.0.0.1:${(cutting.address() as AddressInfo).port}`,
		sessionToken: 'token',
		sessionOwId: '1',
		sessionObtainedAt: String(Date.now()),
	});
	const { error } = await upload('v2', { Node, credential });
	cutting.close();
	expect(error?.description).toContain('may or may not have been created');
	for (let tries = 0; streams.closed < 2 && tries < 100; tries++) await sleep(10);
	expect(streams).toEqual({ opened: 2, closed: 2 });
});

it('holds little of a file of 120 MB in memory, and sends every byte of it', async () => {
	const city = 'Ely'.padEnd(200, ' on the Great Ouse');
	const lines = 4_000;
	const block = Buffer.from(`${ADA},${city},${PHONE}\n`.repeat(lines));
	const turns = Math.ceil(120_000_000 / block.length);
	const hashedLine = `${hex('sha256', ADA.toLowerCase())},${city},${hex('sha256', PHONE)}\n`;
	const hashedBlock = Buffer.from(hashedLine.repeat(lines));
	const expected = createHash('sha256').update('email,city,phone\n');
	for (let turn = 0; turn < turns; turn++) expected.update(hashedBlock);

	let peak = 0;
	const look = () => (peak = Math.max(peak, process.memoryUsage().rss));
	const Node = reading(turns * block.length + 17, function* () {
		yield Buffer.from('email,city,phone\n');
		for (let turn = 0; turn < turns; turn++) {
			look();
			yield block;
		}
	});
	look();
	const before = peak;
	const { error, items } = await upload('v2', { Node });
	expect(error).toBeUndefined();
	expect(items[0].json.fileTotalCount).toBe(turns * lines);
	const file = partNamed(uploadsTo(sandbox, 'v2')[0], 'file');
	expect(file.size).toBe(turns * hashedBlock.length + 17);
	expect(file.sha256).toBe(expected.digest('hex'));
	// About 55 MiB, of which the sandbox in this process keeps 16; once hashed the file has 165 MB.
	expect(peak - before).toBeLessThan(100 * 1024 * 1024);
}, 120_000);
