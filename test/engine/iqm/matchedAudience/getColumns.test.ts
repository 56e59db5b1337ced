import type { INodePropertyOptions } from 'n8n-workflow';

import { IqmMatchedAudience } from '../../../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import { audienceStage } from '../../../support/audienceStage';
import { apiRequests } from '../../../support/harness';
import { openForm } from '../../../support/openForm';

/** Matched Audience > Get Columns, and the lists of its form. */
const { answerWith, run, sandbox } = audienceStage();

const COLUMN_LIST = '/api/v3/audience/static/matched/column-list';

describe('IQM Matched Audience: Get Columns', () => {
	it('returns an item for each column of the quickstart’s answer', async () => {
		const { items, error } = await run({ operation: 'getColumns' });
		expect(error).toBeUndefined();
		const [request] = apiRequests(sandbox);
		expect([request.method, request.url, request.bodyLength]).toEqual(['POST', COLUMN_LIST, 0]);
		expect(items).toHaveLength(16);
		expect(items[0].json).toEqual({
			key: 'Voters_FirstName',
			name: 'First Name',
			id: 2,
			group: 'mandatory',
		});
		expect(items[4].json).toMatchObject({ key: 'LalVoterID', group: 'voterId' });
		expect(items[5].json).toMatchObject({ name: 'Address', group: 'optional' });
		expect(items[15].pairedItem).toEqual({ item: 0 });
	});

	it('returns an item for each column of the newer answer', async () => {
		sandbox.options.iqm.columnListShape = 'v3';
		const { items } = await run({ operation: 'getColumns' });
		expect(items).toHaveLength(18);
		expect(items[1].json).toEqual({ key: 'NPI_ID', name: 'NPI ID', id: 26, isSingleColumn: true });
		expect(items[17].json).toMatchObject({ isSingleColumn: false });
	});

	const ROWS = [{ id: 2, label: 'Email', key: 'Email', order: 3, isSingleColumn: true }];
	it.each([404, 405])('asks with GET where the POST is answered %d', async (errorCode) => {
		answerWith({ statusCode: errorCode, responseObject: { errorMsg: 'no', errorCode } }, 'POST');
		answerWith({ success: true, data: ROWS }, 'GET');
		const { items, error } = await run({ operation: 'getColumns' });
		expect(error).toBeUndefined();
		expect(items.map(({ json }) => json)).toEqual([
			{ key: 'Email', name: 'Email', id: 2, isSingleColumn: true },
		]);
		expect(apiRequests(sandbox).map(({ method, path }) => `${method} ${path}`)).toEqual([
			`POST ${COLUMN_LIST}`,
			`GET ${COLUMN_LIST}`,
		]);
	});

	it('shows the first failure where neither exists, and sends nothing more after any other', async () => {
		sandbox.addFault({ path: /column-list/, kind: 'html404' });
		const neither = await run({ operation: 'getColumns' });
		expect(neither.error?.message).toContain('404');
		expect(apiRequests(sandbox)).toHaveLength(2);

		sandbox.addFault({ path: /column-list/, kind: 'forbidden' });
		const { error } = await run({ operation: 'getColumns' });
		expect(error?.message).toContain('Forbidden');
		expect(apiRequests(sandbox)).toHaveLength(3);
	});

	it.each([
		{ success: true, data: [] },
		{ statusCode: 200, responseObject: {} },
	])('reports an answer without columns: %j', async (answer) => {
		answerWith(answer);
		const { error } = await run({ operation: 'getColumns' });
		expect(error?.message).toBe("IQM's response is missing a list of columns");
	});
});

describe('IQM Matched Audience: lists of the form', () => {
	type Method = keyof IqmMatchedAudience['methods']['loadOptions'];

	const load = async (method: Method): Promise<INodePropertyOptions[]> =>
		await openForm(sandbox, new IqmMatchedAudience()).load(method);

	const SINGLE = ['Email', 'NPI_ID', 'Phone', 'Residence_FullAddress', 'Voters_ID'];
	const values = (options: INodePropertyOptions[]) => options.map(({ value }) => value);

	it('add the fields that the quickstart’s answer lacks', async () => {
		const options = await load('getColumnKeys');
		expect(values(options)).toEqual(
			expect.arrayContaining([...SINGLE, 'LalVoterID', 'Voters_Age']),
		);
		expect(options).toHaveLength(21);
		expect(options[0]).toEqual({
			name: 'Address (Residence_Addresses_AddressLine)',
			value: 'Residence_Addresses_AddressLine',
		});
	});

	it('hold each field of the newer answer once', async () => {
		sandbox.options.iqm.columnListShape = 'v3';
		const options = await load('getColumnKeys');
		expect(options).toHaveLength(18);
		expect(new Set(values(options)).size).toBe(18);
	});

	it('hold formats and partners', async () => {
		// The first entry, without a value, says that nothing is chosen yet.
		expect(values(await load('getDataFormats')).sort()).toEqual([
			'',
			'MD5',
			'Other',
			'Raw',
			'SHA1',
			'SHA256',
			'SHA512',
		]);
		expect(values(await load('getVoterPartners')).sort()).toEqual([
			'',
			'LalVoterID',
			'Other',
			'Voters_StateVoterID',
			'aristotle_id',
			'i360_id',
			'voterbase_id',
		]);
		expect(values(await load('getNpiPartners')).sort()).toEqual(['', 'healthcare_id', 'hl_npi_id']);
	});

	it.each<[Method, number]>([
		['getColumnKeys', 20],
		['getDataFormats', 7],
		['getVoterPartners', 7],
		['getNpiPartners', 4],
	])('work without IQM: %s', async (method, count) => {
		sandbox.addFault({ path: /data-|column-list/, kind: 'forbidden', times: 100 });
		const options = await load(method);
		expect(options).toHaveLength(count);
	});
});
