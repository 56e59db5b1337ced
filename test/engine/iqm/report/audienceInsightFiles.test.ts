import { createHash } from 'crypto';
import type { IDataObject, INodeType } from 'n8n-workflow';

import { IqmReport } from '../../../../nodes/Iqm/IqmReport/IqmReport.node';
import { putPresent } from '../../../../sandbox/iqm/contracts/present';
import { freshSandbox } from '../../../support/freshSandbox';
import type { NodeRunOptions } from '../../../support/harness';
import { apiRequests, fileItem, runNode } from '../../../support/harness';
import { picked } from '../../../support/iqmStage';

const sandbox = freshSandbox({ iqm: { approvalAccess: false } });
const AUDIENCE = 1099461;
const PEOPLE = Buffer.from('email\nbilbo@example.com\n');

beforeEach(() => {
	putPresent(sandbox.iqm);
	for (const [id, { file }] of sandbox.iqm.audiences) {
		if (id === AUDIENCE) Object.assign(file, { content: PEOPLE, size: PEOPLE.length });
	}
});

const run = async (
	operation: string,
	others: IDataObject,
	options: NodeRunOptions = {},
	node: INodeType = new IqmReport(),
) =>
	await runNode(sandbox, node, { resource: 'audienceInsight', operation, ...others }, options);

const LOGO = Buffer.from('\u0089PNG logo');
const logo = () => [fileItem('logo.png', 'image/png', LOGO)];
const sha256 = createHash('sha256').update(LOGO).digest('hex');

/** The requests to IQM's API, without those for files behind links. */
const asked = () => apiRequests(sandbox).filter(({ path }) => !path.startsWith('/files/'));
const queries = () => asked().map(({ query }) => Object.fromEntries(query));

describe('IQM Report, Audience Insight: Download', () => {
	const FORM = { insightId: picked(123), fileType: 'pdf', binaryPropertyName: 'report' };

	it.each([
		['pdf', 'application/pdf', '%PDF'],
		['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'PK'],
	])('puts a %s into the chosen field, and its link nowhere', async (fileType, type, begin) => {
		const { items, error } = await run(
			'download',
			{ ...FORM, fileType, options: { rawResponse: true } },
			{ binaryMode: 'memory' },
		);

		expect(error).toBeUndefined();
		const file = items[0].binary?.report;
		expect(file?.mimeType).toBe(type);
		expect(Buffer.from(file?.data ?? '', 'base64').toString()).toMatch(new RegExp(`^${begin}`));
		expect(items[0].json).toMatchObject({ insightId: 123, fileName: `audience-insight-123.${fileType}` });
		expect(JSON.stringify(items[0].json)).not.toContain('Signature');
		expect(queries()).toEqual([{ insightsId: '123', fileType }]);
		expect(asked()[0].parts).toBeUndefined();
	});

	it('sends a logo with a PDF', async () => {
		const { items } = await run(
			'download',
			{ ...FORM, additionalFields: { customLogoFile: 'data' } },
			{ binaryMode: 'memory', items: logo() },
		);

		const content = Buffer.from(items[0].binary?.report.data ?? '', 'base64').toString();
		expect(content).toContain(`logo ${sha256}`);
		expect(asked()[0].parts?.map(({ name }) => name)).toEqual(['customLogoFile']);
		expect(queries()).toEqual([{ insightsId: '123', fileType: 'pdf' }]);
	});

	it.each<[string, IDataObject, string]>([
		['image/png', { fileType: 'xlsx' }, "'Logo Data Field Name' is for PDFs only"],
		['text/csv', {}, "'Logo Data Field Name' must contain an image"],
	])('refuses a logo of the type %s for %j', async (type, changes, words) => {
		const { error } = await run(
			'download',
			{ ...FORM, ...changes, additionalFields: { customLogoFile: 'data' } },
			{ items: [fileItem('logo.png', type, LOGO)] },
		);

		expect(error?.message).toContain(words);
		expect(apiRequests(sandbox)).toEqual([]);
	});

	it('tells in IQM’s words that one is not ready', async () => {
		const { error } = await run('download', { ...FORM, insightId: picked(34) });
		expect(error?.message).toBe('Please provide valid insights id value.');
	});
});

describe('IQM Report, Audience Insight: Download Audience File', () => {
	const FORM = { audienceId: picked(AUDIENCE), binaryPropertyName: 'data' };

	it('puts the people into the file only', async () => {
		const { items, error } = await run(
			'downloadAudienceFile',
			{ ...FORM, options: { rawResponse: true } },
			{ binaryMode: 'memory' },
		);

		expect(error).toBeUndefined();
		expect(Buffer.from(items[0].binary?.data.data ?? '', 'base64')).toEqual(PEOPLE);
		expect(items[0].json).toMatchObject({ audienceId: AUDIENCE, fileName: `audience-${AUDIENCE}.csv` });
		expect(JSON.stringify(items[0].json)).not.toMatch(/bilbo|Signature/);
	});

	it('gives an agent no file of people, and does not even ask for it', async () => {
		const tool = new IqmReport();
		tool.description = { ...tool.description, name: 'iqmReportTool' };
		const { error } = await run('downloadAudienceFile', FORM, {}, tool);

		expect(error?.message).toContain("AI agents can't use this operation as a tool");
		expect(apiRequests(sandbox)).toEqual([]);
	});

	it('shows an agent’s tool none of its parameters', () => {
		const { properties } = new IqmReport().description;
		const own = properties.filter(({ displayOptions }) =>
			displayOptions?.show?.operation?.includes('downloadAudienceFile'),
		);

		expect(own.map(({ displayOptions }) => displayOptions?.hide)).toEqual(
			own.map(() => ({ '@tool': [true] })),
		);
	});
});

describe('IQM Report, Audience Insight: Send by Email', () => {
	const FORM = { insightId: picked(123), attachmentType: 'pdf' };
	const RECIPIENTS = 'ann@example.com, bob@example.com\nANN@example.com';

	it('sends one e-mail to each address once', async () => {
		const { items, error } = await run('sendEmail', { ...FORM, recipientEmails: RECIPIENTS });

		expect(error).toBeUndefined();
		const recipientEmails = ['ann@example.com', 'bob@example.com'];
		expect(items[0].json).toEqual({
			...{ insightId: 123, attachmentType: 'pdf', recipientEmails, sent: true },
			message: 'insights 123 pdf email sent successfully.',
		});
		expect(sandbox.iqm.insight.emails).toMatchObject([
			{ id: 123, fileType: 'pdf', recipients: recipientEmails },
		]);
	});

	it('sends a logo along', async () => {
		await run(
			'sendEmail',
			{ ...FORM, recipientEmails: 'ann@example.com', additionalFields: { file: 'data' } },
			{ items: logo() },
		);
		expect(sandbox.iqm.insight.emails).toMatchObject([{ logo: sha256 }]);
	});

	it('shows the addresses in its preview, and sends nothing', async () => {
		const { items } = await run('sendEmail', {
			...{ ...FORM, recipientEmails: 'ann@example.com' },
			options: { preview: true },
		});

		expect(items[0].json).toMatchObject({
			preview: true,
			query: { id: '123', attachmentType: 'pdf', recipientEmails: 'ann@example.com' },
		});
		expect(apiRequests(sandbox)).toEqual([]);
	});

	it('is never sent again, whatever became of it', async () => {
		sandbox.addFault({ path: /send-email/, kind: 'serverErrorAfter' });
		const { error } = await run(
			'sendEmail',
			{ ...FORM, recipientEmails: 'ann@example.com' },
			{ node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 } },
		);

		expect(error?.description).toContain('may or may not have been');
		expect(asked()).toHaveLength(1);
	});

	const many = Array.from({ length: 16 }, (_, at) => `a${at}@example.com`);

	it.each([
		[many, "'Recipients' must hold at most 15 addresses, not 16"],
		['ann@example', "'Recipients' must contain email addresses, not 'ann@example'"],
		['Ann <ann@example.com>', "'Recipients' must contain email addresses"],
	])('refuses the recipients %j before anything is sent', async (recipientEmails, words) => {
		const { error } = await run('sendEmail', { ...FORM, recipientEmails });

		expect(error?.message).toContain(words);
		expect(apiRequests(sandbox)).toEqual([]);
	});
});
