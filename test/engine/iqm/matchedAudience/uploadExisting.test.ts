import type { IDataObject } from 'n8n-workflow';

import type { Audience } from '../../../../sandbox/iqm/state';
import type { Generation } from '../../../support/audienceUploads';
import { csvItem, uploadAudience, uploadsTo } from '../../../support/audienceUploads';
import { freshSandbox } from '../../../support/freshSandbox';
import { apiRequests, hintsOf, requestsTo } from '../../../support/harness';

/** Matched Audience > Upload with "If It Exists Already": by name and number of records. */
const LIST = '/api/v3/audience/list';
const PEOPLE = 'FullAddress\n"1 Main St, New York, 10001, NY"\n"2 Main St, New York, 10001, NY"\n';
const MORE = `${PEOPLE}"3 Main St, New York, 10001, NY"\n`;

const sandbox = freshSandbox({ iqm: { readyAfterMs: 0 } });
const audiences = (): Audience[] => [...sandbox.iqm.audiences.values()];

describe.each<Generation>(['v2', 'v3'])('API version %s', (version) => {
	const upload = async (form: IDataObject = {}, content = PEOPLE) =>
		await uploadAudience(sandbox, version, { ifItExists: 'return', ...form }, csvItem(content));

	/** Uploads, changes what is there, forgets the requests, and uploads the same again. */
	const again = async (
		change: (audience: Audience) => void,
		form: IDataObject = {},
		content = PEOPLE,
	) => {
		const { error } = await upload({ ifItExists: 'create' });
		expect(error).toBeUndefined();
		const [audience] = audiences();
		change(audience);
		sandbox.requests.length = 0;
		return { audience, ...(await upload(form, content)) };
	};
	const nothingSent = () => {
		expect(uploadsTo(sandbox, version)).toEqual([]);
		expect(audiences()).toHaveLength(1);
	};

	it('returns the audience, and says that whether it holds the same people was not compared', async () => {
		const { audience, ...result } = await again(() => {});
		expect(result.error).toBeUndefined();
		expect(result.items[0].json).toEqual({
			matchedAudienceId: audience.id,
			audienceName: 'Spring volunteers',
			fileTotalCount: 2,
			status: 'Ready',
			alreadyExisted: true,
			notCompared: 'whether it holds the same people',
		});
		expect(hintsOf(result)).toEqual([
			`The matched audience 'Spring volunteers' already exists (matchedAudienceId ${audience.id}) and was returned; nothing was created. Not compared: whether it holds the same people.`,
		]);
		nothingSent();
	});

	it('looks for the name as the last thing before the file is sent', async () => {
		await upload();
		const { path } = uploadsTo(sandbox, version)[0];
		expect(apiRequests(sandbox).slice(-2).map((request) => request.path)).toEqual([LIST, path]);
	});

	it('is an error where the number of records differs', async () => {
		const { error, audience } = await again(() => {}, {}, MORE);
		expect(error?.message).toBe(
			`The matched audience 'Spring volunteers' already exists (matchedAudienceId ${audience.id}), but it does not match this form: 'Number of Records' is '2', not '3'`,
		);
		expect(error?.description).toBe(
			"Nothing was created or changed. Rename or delete the one that exists, or choose 'Create Another' in 'If It Exists Already'.",
		);
		nothingSent();
	});

	it('says so where IQM does not show the number of records yet', async () => {
		const { items } = await again((one) => {
			one.fields.fileTotalCount = '0';
			one.decisions = [{ at: 0, status: 'Processing' }];
		});
		expect(items[0].json).toMatchObject({
			status: 'Processing',
			notCompared:
				'whether it holds the same people, and the number of records, which IQM does not show yet',
		});
		nothingSent();
	});

	it.each(['Rejected', 'Failed'] as const)('does not pass one that is %s for a good one', async (status) => {
		const { error } = await again((one) => (one.decisions = [{ at: 0, status }]));
		expect(error?.message).toContain(
			`'Status' is '${status}', not 'Processing, Pending or Ready'`,
		);
		nothingSent();
	});

	it('does not count a deleted one', async () => {
		const { items } = await again((one) => (one.decisions = [{ at: 0, status: 'Deleted' }]));
		expect(items[0].json.alreadyExisted).toBeUndefined();
		expect(uploadsTo(sandbox, version)).toHaveLength(1);
	});

	it('counts no deleted one that is listed all the same', async () => {
		const row = { audienceId: 5, audienceName: 'Spring volunteers', audienceStatusId: 5 };
		const data = { totalRecords: 1, filteredRecords: 1, audienceList: [row] };
		const message = JSON.stringify({ success: true, data });
		sandbox.addFault({ path: /audience\/list$/, kind: 'notJson', message });
		const { items } = await upload();
		expect(items[0].json.alreadyExisted).toBeUndefined();
	});

	it('is an error by choice', async () => {
		const { error, audience } = await again(() => {}, { ifItExists: 'error' });
		expect(error?.message).toBe(
			`The matched audience 'Spring volunteers' already exists (matchedAudienceId ${audience.id})`,
		);
		nothingSent();
	});

	it('looks for nothing before the file was found sound', async () => {
		const { error } = await again(() => {}, {}, 'Colour\nred\n');
		expect(error).toBeDefined();
		expect(requestsTo(sandbox, LIST)).toEqual([]);
	});

	it('searches among many by a part of the name', async () => {
		await upload({ ifItExists: 'create' });
		const [first] = audiences();
		for (let id = 900_000; id < 901_100; id++) {
			sandbox.iqm.audiences.set(id, { ...first, id, audienceName: `Other ${id}` });
		}
		sandbox.requests.length = 0;
		const { items } = await upload();
		expect(items[0].json).toMatchObject({ matchedAudienceId: first.id, alreadyExisted: true });
		const asked = requestsTo(sandbox, LIST).map(({ json }) => (json as IDataObject).searchFields);
		// IQM's total counts all audiences, so a short page is followed by a look at the next.
		expect(asked).toEqual([undefined, ['volunteers'], ['volunteers']]);
	});
});

it('returns what an earlier item made, though the list lacks it', async () => {
	sandbox.addFault({
		path: /audience\/list$/,
		kind: 'notJson',
		message: '{"success":true,"data":{"totalRecords":0,"filteredRecords":0,"audienceList":[]}}',
	});
	const one = csvItem(PEOPLE);
	const { items, error } = await uploadAudience(sandbox, 'v2', { ifItExists: 'return' }, one, {
		items: [one, one],
	});
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => json.alreadyExisted)).toEqual([undefined, true]);
	expect(items[1].json.matchedAudienceId).toBe(items[0].json.matchedAudienceId);
	expect(uploadsTo(sandbox, 'v2')).toHaveLength(1);
});
