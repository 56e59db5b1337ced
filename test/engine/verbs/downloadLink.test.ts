import type { IDataObject } from 'n8n-workflow';
import { LoggerProxy } from 'n8n-workflow';

import { idText } from '../../../nodes/common/form/kinds';
import { IQM_VERBS } from '../../../nodes/Iqm/shared/verbs';
import { download } from '../../../nodes/verbs/download';
import { forgetProcessState } from '../../support/harness';
import { bytesOf, fileOf } from '../../support/storedFile';
import type { Teller, ToldServer } from '../../support/toldServer';
import { tellJson } from '../../support/toldServer';
import { skippedWaits } from '../../support/testClock';
import { GADGETS, runVerb } from '../../support/verbNode';

/** Files that an answer links to: whoever has such a link has the file, so it is shown nowhere. */
skippedWaits();
let logged: string[];

beforeEach(() => {
	forgetProcessState();
	logged = [];
	const note = (...words: unknown[]): void => void logged.push(JSON.stringify(words));
	for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
		jest.spyOn(console, level).mockImplementation(note);
	}
	LoggerProxy.init({ error: note, warn: note, info: note, debug: note, scoped: () => ({}) } as never);
});
afterEach(() => void jest.restoreAllMocks());

const operation = download(IQM_VERBS, {
	thing: GADGETS,
	endpoint: 'GET /api/v3/gadgets/{gadgetId}/link',
	document: 'None: made for the tests',
	path: { gadgetId: idText('Gadget', 'The gadget', { example: '7' }) },
	file: { link: 'url' },
	type: 'text/csv',
	fileName: ({ gadgetId }) => `gadget-${gadgetId}.csv`,
});

const CSV = Buffer.from('a,b\n1,2\n');
const SIGNED = '/bucket/a.csv?X-Amz-Signature=planted-signature&X-Amz-Credential=planted-key';

/** Answers the API's request with a link, and whatever is linked by `file`. */
const run = async (
	link: unknown,
	file: Teller,
	{ parameters = {}, ...options }: Parameters<typeof runVerb>[3] & { parameters?: IDataObject } = {},
) => {
	let server: ToldServer | undefined;
	return await runVerb(
		operation,
		(response, heard) => {
			if (!heard.path.startsWith('/api/')) return void file(response, heard);
			const url = typeof link === 'string' ? link.replace('HOME', server?.baseUrl ?? '') : link;
			tellJson(response, { success: true, data: { url } });
		},
		{ gadgetId: '7', binaryPropertyName: 'data', ...parameters },
		{ ...options, onServer: (one) => (server = one) },
	);
};

const csv: Teller = (response) => response.writeHead(200, { 'content-type': 'text/csv' }).end(CSV);

function expectNoLink({ run: { data }, items, error }: Awaited<ReturnType<typeof run>>): void {
	const out = [data, items, error, error?.message, error?.description, String(error?.stack), logged];
	const text = JSON.stringify(out);
	expect(text.length).toBeGreaterThan(100);
	expect(text).not.toContain('planted');
}

it.each([false, true])('fetches the file without the login, Raw Response %s', async (rawResponse) => {
	const out = await run(`HOME${SIGNED}`, csv, {
		parameters: { options: { rawResponse } },
		during: async ({ items }) => {
			expect(await bytesOf(fileOf(items[0]))).toEqual(CSV);
		},
	});
	expect(out.error).toBeUndefined();
	expect(out.items[0].json).toMatchObject({ gadgetId: 7, fileName: 'gadget-7.csv', mimeType: 'text/csv' });
	expect(out.server.heard.map(({ url }) => url)).toEqual(['/api/v3/gadgets/7/link', SIGNED]);
	const [asked, fetched] = out.server.heard;
	expect(asked.headers.authorization).toBe('Bearer token-1');
	expect(fetched.headers.authorization).toBeUndefined();
	expect(JSON.stringify(fetched.headers)).not.toContain('token-1');
	expectNoLink(out);
});

it('follows no redirect', async () => {
	const out = await run(`HOME${SIGNED}`, (response) =>
		response.writeHead(302, { location: '/elsewhere?planted' }).end(),
	);
	expect(out.items).toEqual([]);
	expect(out.error?.message).toBe("The link to IQM's file was answered without a file (HTTP status 302)");
	expect(out.server.heard).toHaveLength(2);
	expectNoLink(out);
});

it.each<[string, Teller, string]>([
	[
		'403 with a page that repeats the link',
		(response, { url }) => response.writeHead(403).end(`<Error>${url}</Error>`),
		"The link to IQM's file was answered without a file (HTTP status 403)",
	],
	['no bytes', (response) => response.writeHead(200).end(), "The link to IQM's file was answered without a file (HTTP status 200)"],
	[
		'a page',
		(response) => response.writeHead(200, { 'content-type': 'text/csv' }).end('<html>Sign in</html>'),
		"The link to IQM's file was answered without a file (HTTP status 200)",
	],
	['a cut connection', (response) => response.destroy(), 'The file that IQM links to could not be fetched: the connection was interrupted'],
	[
		'a file that breaks off',
		(response) => {
			response.writeHead(200, { 'content-length': '999' });
			response.write(CSV, () => setTimeout(() => response.destroy(), 50));
		},
		'The file of IQM was cut off: the connection was interrupted',
	],
])('%s is an error without the link', async (_, file, message) => {
	for (const onError of ['stopWorkflow', 'continueRegularOutput'] as const) {
		const out = await run(`HOME${SIGNED}`, file, { node: { onError } });
		expect(out.error?.message ?? out.items[0].json.message).toBe(message);
		expect(out.items[0]?.binary).toBeUndefined();
		expectNoLink(out);
	}
});

it('a refused connection is an error without the link', async () => {
	const out = await run(`http://127.0.0.1:9${SIGNED}`, csv);
	expect(out.error?.message).toBe('The file that IQM links to could not be fetched: the connection was refused');
	expect(out.server.heard).toHaveLength(1);
	expectNoLink(out);
});

it.each<[unknown, string]>([
	['http://example.com/planted', 'is not https'],
	['https://10.0.0.1/planted', 'points to a private network'],
	['https://169.254.169.254/planted', 'points to a private network'],
	['https://[::ffff:10.0.0.1]/planted', 'points to a private network'],
	['https://metadata.google.internal./planted', 'points to a private network'],
	['https://planted:planted@example.com/', 'holds a login'],
	['ftp://127.0.0.1/planted', 'is not https'],
	['planted', 'is none'],
	[['planted'], 'is none'],
])('does not follow %j', async (link, why) => {
	const out = await run(link, csv);
	expect(out.error?.message).toBe(`IQM returned a link to the file that ${why}: it was not followed`);
	expect(out.server.heard).toHaveLength(1);
	expectNoLink(out);
});

it.each([undefined, null, '', '  '])('an answer with the link %j is an error', async (link) => {
	const { items, error } = await run(link, csv);
	expect(items).toEqual([]);
	expect(error?.message).toBe("IQM's response is missing a link to the file");
});
