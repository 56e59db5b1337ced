import { setFlagsFromString } from 'v8';
import { runInNewContext } from 'vm';
import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import { flag, idText } from '../../../nodes/common/form/kinds';
import { IQM_VERBS } from '../../../nodes/Iqm/shared/verbs';
import { download } from '../../../nodes/verbs/download';
import { forgetProcessState } from '../../support/harness';
import { bytesOf, fileOf } from '../../support/storedFile';
import type { Teller, ToldServer } from '../../support/toldServer';
import { tellJson } from '../../support/toldServer';
import { skippedWaits } from '../../support/testClock';
import { GADGETS, runVerb } from '../../support/verbNode';

/** Files that are the answer itself. */
const real = { ...clock };
skippedWaits();
beforeEach(forgetProcessState);

const operation = download(IQM_VERBS, {
	thing: GADGETS,
	endpoint: 'GET /api/v3/gadgets/{gadgetId}/file',
	document: 'None: made for the tests',
	path: { gadgetId: idText('Gadget', 'The gadget', { example: '7' }) },
	query: { isForCustomer: flag('For a Customer', 'it is for one') },
	file: 'in the answer',
	type: 'application/pdf',
	fileName: ({ gadgetId }) => `gadget-${gadgetId}.pdf`,
});

const PDF = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.from([0, 255, 13, 10, 128, 254]), Buffer.alloc(1_000, 7)]);

const answer =
	(body: Buffer | string, headers: Record<string, string> = {}, status = 200): Teller =>
	(response) =>
		response.writeHead(status, { 'content-type': 'application/pdf', ...headers }).end(body);

const run = async (
	teller: Teller,
	parameters: IDataObject = {},
	options: Parameters<typeof runVerb>[3] = {},
) => await runVerb(operation, teller, { gadgetId: '7', binaryPropertyName: 'data', ...parameters }, options);

const json = (json: unknown, status = 200): Teller => (response) => tellJson(response, json, status);

/** Until it holds, at most five seconds of real time. */
async function until(holds: () => boolean): Promise<boolean> {
	for (let tries = 0; tries < 500 && !holds(); tries++) await real.sleep(10);
	return holds();
}

describe.each(['filesystem', 'memory'] as const)('in n8n’s mode %s', (binaryMode) => {
	it('stores the bytes as they came', async () => {
		const parameters = { binaryPropertyName: 'report', additionalFields: { isForCustomer: true } };
		const options = {
			binaryMode,
			during: async ({ items: [item] }: { items: Array<Parameters<typeof fileOf>[0]> }) => {
				expect(await bytesOf(fileOf(item, 'report'))).toEqual(PDF);
			},
		};
		const { items, error, server } = await run(answer(PDF), parameters, options);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(items[0].json).toMatchObject({
			gadgetId: 7,
			fileName: 'gadget-7.pdf',
			mimeType: 'application/pdf',
		});
		expect(items[0].pairedItem).toEqual({ item: 0 });
		expect(items[0].binary?.report).toMatchObject({ fileExtension: 'pdf', fileType: 'pdf' });
		expect(server.heard).toHaveLength(1);
		const [{ path, query, headers }] = server.heard;
		expect(path).toBe('/api/v3/gadgets/7/file');
		expect(query).toEqual({ isForCustomer: 'true' });
		expect(headers).toMatchObject({
			authorization: 'Bearer token-1',
			accept: 'application/pdf, application/json',
			'accept-encoding': 'identity',
		});
	});

	it('an answer that breaks off is an error, not a short file', async () => {
		const breaksOff: Teller = (response) => {
			response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': '1000000' });
			response.write(PDF, () => setTimeout(() => response.destroy(), 50));
		};
		const { items, error, server } = await run(breaksOff, {}, { binaryMode });
		expect(items).toEqual([]);
		expect(error?.message).toBe('The file of IQM was cut off: the connection was interrupted');
		expect(error?.description).toContain('Nothing was changed. Run this again.');
		expect(server.heard).toHaveLength(1);
	});
});

it('a file that stands still is an error once its time is over', async () => {
	const limits: number[] = [];
	const { timeout } = AbortSignal;
	const spy = jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
		limits.push(ms);
		return timeout.call(AbortSignal, 300);
	});
	const { items, error } = await run(
		(response) => {
			response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': '1000000' });
			response.write(PDF);
		},
		{},
		{ binaryMode: 'filesystem' },
	).finally(() => spy.mockRestore());
	expect(limits).toContain(3_600_000);
	expect(items).toEqual([]);
	expect(error?.message).toBe('The file of IQM did not arrive within 60 minutes');
	expect(error?.description).toBe('Nothing was changed. Run this again, or request less at once.');
});

it('a chunked answer without its last chunk is an error', async () => {
	const { items, error } = await run((response) => {
		response.writeHead(200, { 'content-type': 'application/pdf' });
		response.write(PDF, () => setTimeout(() => response.socket?.end(), 50));
	});
	expect(items).toEqual([]);
	expect(error?.message).toBe('The file of IQM was cut off: the connection was interrupted');
});

describe('the name', () => {
	it.each([
		['attachment; filename="invoice 79.pdf"', 'invoice 79.pdf'],
		['attachment; filename=plain.pdf', 'plain.pdf'],
		['attachment; filename="ascii.pdf"; filename*=UTF-8\'\'%C3%BCber%20uns.pdf', 'über uns.pdf'],
		['attachment; filename="../../etc/passwd"', 'passwd.pdf'],
		['attachment; filename*=UTF-8\'\'..%2F..%2Fetc%2Fpasswd', 'passwd.pdf'],
		['attachment; filename="C:\\\\windows\\\\x.pdf"', 'x.pdf'],
		['attachment; filename*=UTF-8\'\'a%00b%0D%0Ac.pdf', 'a_b__c.pdf'],
		['attachment; filename=".."', 'gadget-7.pdf'],
		['attachment; filename="/"', 'gadget-7.pdf'],
		['attachment; filename="invoice.exe"', 'invoice.exe.pdf'],
		[`attachment; filename="${'x'.repeat(300)}.pdf"`, 'gadget-7.pdf'],
		['attachment', 'gadget-7.pdf'],
		['inline; filename=""', 'gadget-7.pdf'],
	])('%s', async (disposition, fileName) => {
		const { items, error } = await run(answer(PDF, { 'content-disposition': disposition }));
		expect(error).toBeUndefined();
		expect(items[0].json.fileName).toBe(fileName);
		expect(fileOf(items[0]).fileName).toBe(fileName);
		expect(fileOf(items[0]).directory).toBeUndefined();
	});
});

describe('what comes in place of the file', () => {
	const REFUSAL = {
		success: false,
		errorObjects: [{ error: 'User cannot access files', reason: 'Ask an administrator.' }],
	};
	it.each<[string, Teller, string]>([
		['a 422 with JSON', json(REFUSAL, 422), 'User cannot access files Ask an administrator.'],
		['HTTP 200 with an error envelope', json(REFUSAL), 'User cannot access files Ask an administrator.'],
		[
			'the same under the type of the file',
			answer(JSON.stringify(REFUSAL)),
			'User cannot access files Ask an administrator.',
		],
		[
			'the same without a type',
			(response) => response.writeHead(200).end(JSON.stringify(REFUSAL)),
			'User cannot access files Ask an administrator.',
		],
		['a success without a file', json({ success: true, data: {} }), "IQM's response is missing the file"],
		['HTTP 204', (response) => response.writeHead(204).end(), "IQM's response is missing the file"],
		['no bytes', answer(''), 'IQM returned an empty response (HTTP status 200)'],
		[
			'no bytes in chunks',
			(response) => response.writeHead(200, { 'content-type': 'application/pdf' }).end(),
			'IQM returned an empty response (HTTP status 200)',
		],
		[
			'a page',
			answer('<!DOCTYPE html><html><body>Sign in</body></html>', { 'content-type': 'text/html' }),
			'IQM returned a web page instead of JSON (HTTP status 200)',
		],
		[
			'a page under the type of the file',
			answer('\n <html><body>Sign in</body></html>'),
			'IQM returned a web page instead of JSON (HTTP status 200)',
		],
		['a redirect', answer('', { location: '/elsewhere' }, 302), 'IQM returned a redirect (HTTP status 302)'],
		['a 403', json({ message: 'Forbidden' }, 403), 'Forbidden'],
	])('%s is an error', async (_, teller, message) => {
		const { items, error, server } = await run(teller);
		expect(items).toEqual([]);
		expect(error?.message).toBe(message);
		expect(server.heard).toHaveLength(1);
	});

	it('a page without end is read no further than needed, and closed', async () => {
		let sent = 0;
		const endless: Teller = (response) => {
			response.writeHead(500, { 'content-type': 'text/html' });
			const more = (): void => {
				if (response.destroyed) return;
				sent += 65_536;
				response.write('<html>'.padEnd(65_536, 'x'), () => setTimeout(more, 1));
			};
			more();
		};
		const { error } = await run(endless, {}, {
			during: async (_, server) => {
				expect(await until(() => server.open === 0)).toBe(true);
			},
		});
		expect(error?.message).toBe('IQM returned HTTP status 500');
		// Four tries, each a few buffers of the sockets long.
		expect(sent).toBeLessThan(4 * 10_000_000);
	});
});

it('is fetched again after a 401, with a new login', async () => {
	const { items, error, server } = await run((response, heard) => {
		if (heard.headers.authorization === 'Bearer token-1') tellJson(response, { message: 'expired' }, 401);
		else answer(PDF)(response, heard);
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(server.logins).toBe(2);
	expect(server.heard.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
});

it('is tried again after a 503 and after a connection that was cut before the head', async () => {
	let tries = 0;
	const { items, error } = await run((response, heard) => {
		tries += 1;
		if (tries === 1) response.writeHead(503).end('busy');
		else if (tries === 2) response.destroy();
		else answer(PDF)(response, heard);
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(tries).toBe(3);
});

it('is tried again where the connection was interrupted between head and first byte', async () => {
	let tries = 0;
	const { items, error } = await run((response, heard) => {
		tries += 1;
		if (tries > 1) return void answer(PDF)(response, heard);
		response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': '9' });
		response.flushHeaders();
		setTimeout(() => response.destroy(), 50);
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(1);
	expect(tries).toBe(2);
});

describe('several items', () => {
	const ITEMS = [{ json: { id: 7 } }, { json: { id: 8 } }, { json: { id: 9 } }];
	const byPath: Teller = (response, heard) => {
		if (heard.path.includes('/8/')) return void tellJson(response, { success: false, message: 'Gone' });
		answer(Buffer.from(`%PDF ${heard.path}`))(response, heard);
	};

	it('each have their own file, linked to them', async () => {
		await run(answer(PDF), { gadgetId: '={{ $json.id }}' }, {
			items: ITEMS,
			during: async ({ items }) => {
				expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
				expect(items.map((item) => item.json.fileName)).toEqual(['gadget-7.pdf', 'gadget-8.pdf', 'gadget-9.pdf']);
				expect(new Set(items.map((item) => fileOf(item).id)).size).toBe(3);
			},
		});
		expect.assertions(6);
	});

	it('with Continue On Fail one fails alone, without a file', async () => {
		await run(byPath, { gadgetId: '={{ $json.id }}' }, {
			items: ITEMS,
			node: { onError: 'continueRegularOutput' },
			during: async ({ items }) => {
				expect(items).toHaveLength(3);
				expect(Object.keys(items[1].json).sort()).toEqual(['details', 'error', 'message']);
				expect(items[1].json.error).toBe('Gone');
				expect(items[1].binary).toBeUndefined();
				expect(String(await bytesOf(fileOf(items[2])))).toBe('%PDF /api/v3/gadgets/9/file');
			},
		});
		expect.assertions(6);
	});
});

it('Raw Response gives the file and what is known of it', async () => {
	const { items, error } = await run(answer(PDF), { options: { rawResponse: true } });
	expect(error).toBeUndefined();
	expect(items[0].json).toMatchObject({ gadgetId: 7, fileName: 'gadget-7.pdf' });
	expect(fileOf(items[0]).fileName).toBe('gadget-7.pdf');
});

it.each([
	[{ gadgetId: ' ' }, "'Gadget' is empty"],
	[{ gadgetId: '../8' }, "'Gadget' must be an ID of digits only"],
	[{ gadgetId: ' ', binaryPropertyName: ' ' }, /^2 problems found:\n• 'Gadget' is empty[^]*\n• 'Output Data Field Name' is empty/],
	[{ additionalFields: { isForCustomer: 'perhaps' } }, "'For a Customer' must be true or false"],
])('refuses %j before anything is sent', async (parameters, message) => {
	const { error, server } = await run(answer(PDF), parameters);
	expect(error?.message).toMatch(message instanceof RegExp ? message : new RegExp(`^${message}`));
	expect(server.heard).toEqual([]);
});

it('holds little of 50 MB in memory', async () => {
	setFlagsFromString('--expose_gc');
	const collect = runInNewContext('gc') as () => void;
	const bytes = 50_000_000;
	const chunk = Buffer.alloc(65_536, 7);
	const marks = [bytes / 4, bytes - 1_000_000];
	const held: number[] = [];
	collect();
	const start = process.memoryUsage().arrayBuffers;
	const large: Teller = (response) => {
		response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': String(bytes) });
		let sent = 0;
		const more = (): void => {
			while (sent < bytes) {
				if (sent > (marks[0] ?? Infinity)) {
					marks.shift();
					// What is not held is collected, so that the rest is what is held.
					collect();
					held.push(process.memoryUsage().arrayBuffers - start);
				}
				const part = chunk.subarray(0, bytes - sent);
				sent += part.length;
				if (!response.write(part)) return void response.once('drain', more);
			}
			response.end();
		};
		more();
	};
	await run(large, {}, {
		during: async ({ items, error }) => {
			expect(error).toBeUndefined();
			const stored = await bytesOf(fileOf(items[0]));
			expect(stored.length).toBe(bytes);
			expect(stored.every((byte) => byte === 7)).toBe(true);
		},
	});
	expect(held).toHaveLength(2);
	expect(Math.max(...held)).toBeLessThan(bytes / 2);
});

it.each(['before the first byte', 'in the middle of the file'])('is cancelled %s, and closed', async (when) => {
	let cancel = (): void => {};
	let server: ToldServer | undefined;
	let started = false;
	const endless: Teller = (response) => {
		response.writeHead(200, { 'content-type': 'application/pdf' });
		if (when === 'before the first byte') response.flushHeaders();
		else response.write(PDF);
		started = true;
	};
	let took = Infinity;
	await run(endless, {}, {
		onServer: (one) => (server = one),
		onStart: (execution) => {
			cancel = () => execution.cancel();
			void until(() => started).then(async () => {
				await real.sleep(200);
				const start = Date.now();
				cancel();
				await until(() => server?.open === 0);
				took = Date.now() - start;
			});
		},
		during: async (run) => {
			expect(await until(() => server?.open === 0)).toBe(true);
			await until(() => took < Infinity);
			expect(run.run.status).toBe('canceled');
		},
	}).catch(() => undefined);
	expect(took).toBeLessThan(1_000);
	expect(server?.heard).toHaveLength(1);
});
