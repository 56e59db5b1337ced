import { IqmMatchedAudience } from '../../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import {
	audienceStage,
	BY_EMAIL,
	CSV,
	FILE_NAME,
	NAME_KEYS,
	SAMPLE,
	sampleItem,
	UPLOAD,
} from '../../../support/audienceStage';
import { csvItem, mapped, uploadsTo } from '../../../support/audienceUploads';
import { apiRequests, runNode } from '../../../support/harness';
import { encoderFor } from '../../../support/multipart';
import { storingFiles } from '../../../support/storingFiles';

/** Matched Audience > Upload by the quickstart's API: what is sent of a file, how often, and what comes back. */
const { answerWith, run, sandbox, sentTexts, upload } = audienceStage();

describe('IQM Matched Audience: Upload', () => {
	it("sends the quickstart's form byte for byte", async () => {
		expect(CSV).toHaveLength(1777);
		const { items, error } = await upload(mapped(NAME_KEYS));
		expect(error).toBeUndefined();

		expect(apiRequests(sandbox)).toHaveLength(1);
		const [request] = uploadsTo(sandbox, 'v2');
		// Fed with the parts of the sample.
		const form = encoderFor(request);
		form.append('file', CSV, { filename: FILE_NAME, contentType: 'text/csv' });
		for (const [name, value] of Object.entries(SAMPLE)) form.append(name, value);
		const expected = form.getBuffer();
		expect(request.body.equals(expected)).toBe(true);
		expect(request.headers['content-length']).toBe(String(expected.length));
		expect(request.headers['transfer-encoding']).toBeUndefined();
		expect(request.method).toBe('POST');
		expect(request.headers.authorization).toMatch(/^Bearer /);
		expect(request.headers['x-iaa-ow-id']).toBe(String(sandbox.options.iqm.owId));

		expect(items).toEqual([
			{
				json: {
					matchedAudienceId: 15332,
					message: 'Audience created successfully',
					audienceName: 'Matched Audience Sample',
					fileTotalCount: 5,
					isSingleColumnEnabled: false,
					columns: NAME_KEYS,
					emailsAndPhones: 'Sent As Is',
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	it.each<[string, string, string[][], number]>([
		['a byte order mark', '\uFEFFemail,city\na@b.example,X\n', [['a@b.example'], ['X']], 1],
		[
			'CRLF',
			'email,city\r\na@b.example,X\r\nb@b.example,\r\n',
			[
				['a@b.example', 'b@b.example'],
				['X', ''],
			],
			2,
		],
		[
			'line breaks in quotes',
			'email,city\n"a@b.example","X\nY, Z"\n',
			[['a@b.example'], ['X\nY, Z']],
			1,
		],
		[
			'characters of all kinds',
			'email,city\na@b.example,Zürich 広島\n',
			[['a@b.example'], ['Zürich 広島']],
			1,
		],
	])('reads a file with %s and sends it as it is', async (_, csv, values, count) => {
		const { error } = await upload(
			BY_EMAIL,
			csvItem(csv),
		);
		expect(error).toBeUndefined();
		const file = uploadsTo(sandbox, 'v2')[0].parts?.find(({ name }) => name === 'file');
		expect(file?.content.toString()).toBe(csv);
		expect(JSON.parse(sentTexts().metadata)).toEqual({
			columns: ['email', 'city'],
			fileName: 'people.csv',
			fileSize: Buffer.byteLength(csv),
			columnValues: { email: values[0], city: values[1] },
			rows: count,
		});
		expect(sentTexts().fileTotalCount).toBe(String(count));
	});

	it.each([
		['semicolons', ';'],
		['tabs', '\t'],
	])('reads and sends a file with %s', async (_, delimiter) => {
		const csv = `email,city\na@b.example,X\n`.replace(/,/g, delimiter);
		const { items, error } = await upload(
			BY_EMAIL,
			csvItem(csv),
		);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(1);
		expect(JSON.parse(sentTexts().metadata)).toMatchObject({
			columns: ['email', 'city'],
			columnValues: { email: ['a@b.example'], city: ['X'] },
		});
	});

	it.each([
		['Wähler 広告.csv', 'Wähler 広告.csv'],
		['a "b"\r\n.csv', 'a _b___.csv'],
		['exports/2026/people.csv', 'people.csv'],
		['C:\\exports\\people.CSV', 'people.CSV'],
	])('sends the file name %j as %j, the same in part and metadata', async (given, sent) => {
		const { error } = await upload(
			BY_EMAIL,
			csvItem('email\na@b.example\n', given),
		);
		expect(error).toBeUndefined();
		const file = uploadsTo(sandbox, 'v2')[0].parts?.find(({ name }) => name === 'file');
		expect([file?.filename, file?.contentType]).toEqual([sent, 'text/csv']);
		expect(JSON.parse(sentTexts().metadata)).toMatchObject({ fileName: sent });
	});

	it.each([
		['in the item', 'memory', IqmMatchedAudience],
		['in the file system', 'filesystem', storingFiles(IqmMatchedAudience)],
	] as const)(
		'sends the whole body again after the token expired: file %s',
		async (_, binaryMode, Node) => {
			const parameters = { ...UPLOAD, ...mapped(NAME_KEYS) };
			const items = () => [sampleItem()];
			const first = await runNode(sandbox, new Node(), parameters, { items: items(), binaryMode });
			expect(first.error).toBeUndefined();
			sandbox.expireTokens();
			const { engine } = first;
			const second = await runNode(sandbox, new Node(), parameters, { items: items(), engine });
			expect(second.error).toBeUndefined();

			const [, ...sends] = uploadsTo(sandbox, 'v2');
			expect(sends.at(-1)?.status).toBe(200);
			expect(sends.slice(0, -1).every(({ status }) => status === 401)).toBe(true);
			expect(sends.length).toBeGreaterThan(1);
			for (const request of sends) {
				const file = request.parts?.find(({ name }) => name === 'file');
				expect(file?.content.equals(CSV)).toBe(true);
				expect(request.bodyLength).toBe(Number(request.headers['content-length']));
			}
			expect(sandbox.iqm.audiences.size).toBe(2);
			expect(second.items.map(({ json }) => json.matchedAudienceId)).toEqual([15333]);
		},
	);

	it('never repeats an upload whose outcome is unknown', async () => {
		sandbox.addFault({ path: /matched\/add/, kind: 'serverErrorAfter' });
		const { error } = await upload(mapped(NAME_KEYS), sampleItem(), {
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 },
		});
		expect(error?.description).toContain('matched audience may or may not have been created');
		expect(uploadsTo(sandbox, 'v2')).toHaveLength(1);
		expect(sandbox.iqm.audiences.size).toBe(1);
	});

	it.each([{ message: 'Audience created successfully' }, { id: 'x' }, null, 'created'])(
		'says so when IQM answers without an ID: %j',
		async (responseObject) => {
			answerWith({ statusCode: 200, responseObject });
			const { error } = await upload(mapped(NAME_KEYS), sampleItem(), {
				node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 },
			});
			expect(error?.message).toBe("IQM's response is missing the ID of the matched audience");
			expect(error?.description).toContain('probably created');
			expect(uploadsTo(sandbox, 'v2')).toHaveLength(1);
		},
	);

	it("shows IQM's own words", async () => {
		const { error } = await upload({ ...mapped({ ...NAME_KEYS, city: 'City' }) });
		expect(error?.message).toContain("'city' is mapped to an unknown field");
		expect(error?.httpCode).toBe('400');
	});

	it('uploads one audience for each item and lists them when a later one is refused', async () => {
		const items = [sampleItem(), csvItem('email\n')];
		const { error } = await run({ ...UPLOAD, ...mapped(NAME_KEYS) }, items);
		expect(error?.description).toContain('item 0 → matchedAudienceId 15332');
		expect(error?.context?.itemIndex).toBe(1);
	});
});
