import type { IDataObject } from 'n8n-workflow';

import { flag, idText, moment, secret, text, texts, whole } from '../../../nodes/common/form/kinds';
import { asNumbers } from '../../../nodes/verbs/several';
import { act, remove } from '../../../nodes/verbs/act';
import { create } from '../../../nodes/verbs/create';
import { update } from '../../../nodes/verbs/update';
import { IQM_VERBS } from '../../../nodes/Iqm/shared/verbs';
import { forgetProcessState } from '../../support/harness';
import type { Teller } from '../../support/toldServer';
import { tellJson } from '../../support/toldServer';
import { skippedWaits } from '../../support/testClock';
import { GADGETS, runVerb } from '../../support/verbNode';

/** What is asked, what is sent, and what comes of it, for verbs that create or change something. */
skippedWaits();
beforeEach(forgetProcessState);

const DOCUMENT = 'None: made for the tests';
const FOLDER = { folder: text('Folder', 'Where it lies') };

const creating = create(IQM_VERBS, {
	thing: GADGETS,
	endpoint: 'POST /api/v3/folders/{folder}/gadgets',
	document: DOCUMENT,
	path: FOLDER,
	required: { name: text('Name', 'Its name', { most: 10 }), count: whole('Count', 'How many', { least: 1 }) },
	fields: {
		startTime: moment('Start', 'When it begins', { unit: 'milliseconds', of: 'start' }),
		isOpen: flag('Open', 'it is open'),
		tags: texts('Tags', 'Its tags'),
		password: secret('Password', 'Its password'),
	},
	check({ name, count = 0, isOpen }, wrong) {
		if (name === 'bad') wrong("'Name' can't be 'bad'", 'Choose another.');
		if (isOpen === true && count > 5) wrong("'Count' must be at most 5 for what is open");
	},
});

const json =
	(body: unknown, status = 200): Teller =>
	(response) =>
		tellJson(response, body, status);
const made = json({ success: true, data: { id: 12, name: 'one' } });

const runCreate = async (
	teller: Teller,
	parameters: IDataObject = {},
	options: Parameters<typeof runVerb>[3] = {},
) => await runVerb(creating, teller, { folder: 'a', name: 'one', count: 1, ...parameters }, options);

describe('create', () => {
	it('sends what was asked for, each value as the API has it', async () => {
		const { items, error, server } = await runCreate(
			made,
			{
				name: ' one ',
				count: '3',
				additionalFields: {
					startTime: '2026-03-01T09:00:00',
					tags: 'x, y',
					additionalJson: '{"isOpen": "true", "other": {"a": [1]}}',
				},
			},
			{ timezone: 'America/New_York' },
		);
		expect(error).toBeUndefined();
		expect(server.heard).toHaveLength(1);
		expect(server.heard[0]).toMatchObject({ method: 'POST', url: '/api/v3/folders/a/gadgets' });
		expect(server.heard[0].body).toEqual({
			name: 'one',
			count: 3,
			startTime: Date.parse('2026-03-01T09:00:00-05:00'),
			tags: ['x', 'y'],
			isOpen: true,
			other: { a: [1] },
		});
		expect(items.map((item) => item.json)).toEqual([{ gadgetId: 12, ...server.heard[0].body }]);
	});

	it('takes times in Additional JSON as the API has them', async () => {
		const additionalFields = { additionalJson: '{"startTime": 1772355600000}' };
		const { server } = await runCreate(made, { additionalFields });
		expect(server.heard[0].body.startTime).toBe(1_772_355_600_000);
	});

	it.each<[IDataObject, RegExp]>([
		[{ name: 'bad', count: 9, additionalFields: { isOpen: true } }, /^2 problems found:\n• 'Name' can't be 'bad'[^]*\n• 'Count' must be at most 5/],
		[{ name: 'far too long a name', count: 0, folder: ' ' }, /^3 problems found:\n• 'Folder' is empty[^]*\n• 'Name' must have at most 10[^]*\n• 'Count'/],
		[{ additionalFields: { additionalJson: '{"name": "two"}' } }, /^'Additional JSON' sets 'name', which the field 'Name' has already set$/],
		[{ additionalFields: { isOpen: true, additionalJson: '{"isOpen": false}' } }, /sets 'isOpen', which the field 'Open' has already set/],
		[{ additionalFields: { additionalJson: '{"folder": "b"}' } }, /sets 'folder', which can't be changed/],
		[{ additionalFields: { additionalJson: '{"isOpen": "perhaps", "startTime": "soon"}' } }, /^2 problems found:\n• 'Start'[^]*'Open' must be true or false/],
		[{ name: 'bad', count: 9, additionalFields: { additionalJson: '{"isOpen": true}' } }, /^2 problems found/],
		[{ additionalFields: { additionalJson: '[1]' } }, /^'Additional JSON' is not a JSON object$/],
		[{ additionalFields: { tags: '' } }, /^'Tags' is empty/],
		[{ folder: '..' }, /^'Folder' can't be '\.\.'/],
		[{ folder: '.' }, /^'Folder' can't be '\.'/],
		[{ folder: 'a\ud800' }, /^'Folder' can't be/],
	])('refuses %j before anything is sent', async (parameters, message) => {
		const { items, error, server } = await runCreate(made, parameters);
		expect(items).toEqual([]);
		expect(error?.message).toMatch(message);
		expect(server.heard).toEqual([]);
		expect(server.logins).toBe(0);
	});

	it.each([
		['../b', '..%2Fb'],
		['a?x=1', 'a%3Fx%3D1'],
		['a#b', 'a%23b'],
		['a/b', 'a%2Fb'],
		['%2e%2e', '%252e%252e'],
		['..\\b', '..%5Cb'],
		['ü b', '%C3%BC%20b'],
	])('a slot of the path stays one: %s', async (folder, encoded) => {
		const { server } = await runCreate(made, { folder });
		expect(server.heard.map(({ url }) => url)).toEqual([`/api/v3/folders/${encoded}/gadgets`]);
	});

	it.each<[string, Teller, string]>([
		['without the ID', json({ success: true, data: { name: 'one' } }), "IQM's response is missing the ID of the gadget"],
		['with an ID of 0', json({ success: true, data: { id: 0 } }), "IQM's response is missing the ID of the gadget"],
		['with another name', json({ success: true, data: { id: 12, name: 'two' } }), "IQM reported that 'Name' is 'two', not 'one'"],
		['with a 500', json({ message: 'Oops' }, 500), 'Oops'],
		['with nothing', (response) => response.writeHead(200).end(), 'IQM returned an empty response (HTTP status 200)'],
		['not at all', (response) => response.destroy(), 'No response from IQM: the connection was interrupted'],
	])('is never sent twice where IQM answers %s', async (_, teller, message) => {
		const { items, error, server } = await runCreate(teller, {}, {
			node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 },
		});
		expect(items).toEqual([]);
		expect(error?.message).toBe(message);
		expect(error?.description).toMatch(/may or may not have been created|probably created|Check it in IQM/);
		expect(server.heard).toHaveLength(1);
	});

	it('waits out a 429 and creates once', async () => {
		let asked = 0;
		const { error, server } = await runCreate((response, heard) => {
			asked += 1;
			if (asked === 1) tellJson(response, { message: 'slow down' }, 429);
			else made(response, heard);
		});
		expect(error).toBeUndefined();
		expect(server.heard).toHaveLength(2);
	});

	it('gives the answer as it came with Raw Response', async () => {
		const { items } = await runCreate(made, { options: { rawResponse: true } });
		expect(items.map((item) => item.json)).toEqual([{ success: true, data: { id: 12, name: 'one' } }]);
	});
});

describe('a secret', () => {
	const SECRET = ' planted pass+word/"1" ';
	const forms = [SECRET.trim(), JSON.stringify(SECRET.trim()).slice(1, -1), encodeURIComponent(SECRET.trim())];
	// From an item: of what is typed into a form, n8n itself shows all in the node of an error.
	const given = { additionalFields: { password: '={{ $json.secret }}' } };
	const inJson = {
		additionalFields: { additionalJson: '={{ JSON.stringify({ password: $json.secret }) }}' },
	};
	/** Repeats the whole request, wherever an answer may say something. */
	const echo: Teller = (response, { body }) =>
		tellJson(response, { success: true, data: { ...body, id: 12 }, message: `Created with ${String(body.password)}` });
	const refuse: Teller = (response, { body }) =>
		tellJson(response, { success: false, message: `${String(body.password)} is too short` }, 400);

	it.each<[string, IDataObject, Teller, IDataObject]>([
		['a result', given, echo, {}],
		['Raw Response', given, echo, { rawResponse: true }],
		['a preview', given, echo, { preview: true }],
		['an error', given, refuse, {}],
		['a result, from Additional JSON', inJson, echo, {}],
		['Raw Response, from Additional JSON', inJson, echo, { rawResponse: true }],
		['a preview, from Additional JSON', inJson, echo, { preview: true }],
		['an error, from Additional JSON', inJson, refuse, {}],
		[
			'a contradiction',
			{ additionalFields: { password: '={{ $json.secret.repeat(9) }}' } },
			(response) => tellJson(response, { success: true, data: { id: 12, name: 'two', password: 'hashed' } }),
			{},
		],
	])('is sent as it is, and not in %s', async (_, parameters, teller, options) => {
		const { run, items, error, server } = await runCreate(
			teller,
			{ ...parameters, options },
			{ items: [{ json: { secret: SECRET } }] },
		);
		const { data } = run;
		const out = JSON.stringify([
			data.resultData,
			data.executionData?.contextData,
			items,
			error,
			error?.message,
			error?.description,
			String(error?.stack),
		]);
		for (const form of forms) expect(out).not.toContain(form);
		if (options.preview === true) {
			expect(server.heard).toEqual([]);
			expect(items[0].json).toMatchObject({ preview: true, body: { name: 'one', password: '***' } });
			return;
		}
		expect(server.heard).toHaveLength(1);
		expect(String(server.heard[0].body.password)).toContain(SECRET);
		if (teller === refuse) expect(error?.message).toMatch(/^\*{3} +is too short$/);
		else if (teller === echo) expect(error).toBeUndefined();
		else expect(error?.message).toBe("IQM reported that 'Name' is 'two', not 'one'");
	});

	it.each([
		[{ password: { planted: 'planted-inside' } }],
		[{ additionalJson: '{"password": "planted-inside", }' }],
		[{ additionalJson: '"planted-inside"' }],
		[{ additionalJson: '{"password": ["planted-inside"]}' }],
	])('is not quoted where it is wrong: %j', async (additionalFields) => {
		const { error, server } = await runCreate(made, { additionalFields });
		expect(error?.message).toMatch(/^'(Password|Additional JSON)'/);
		expect(JSON.stringify([error?.message, error?.description])).not.toContain('planted');
		expect(server.heard).toEqual([]);
	});
});

const changing = update(IQM_VERBS, {
	thing: GADGETS,
	endpoint: 'PATCH /api/v3/folders/{folder}/gadgets/{gadgetId}',
	document: DOCUMENT,
	path: { ...FOLDER, gadgetId: idText('Gadget', 'The gadget', { example: '7' }) },
	fields: {
		name: text('Name', 'Its name', { most: 10 }),
		count: whole('Count', 'How many', { least: 1 }),
		password: secret('Password', 'Its password'),
	},
	check({ name, count = 0 }, wrong) {
		if (name === 'bad') wrong("'Name' can't be 'bad'");
		if (count > 5) wrong("'Count' must be at most 5");
	},
});

const done = json({ success: true, data: 'Gadget updated successfully' });

describe('update', () => {
	const run = async (updateFields: IDataObject, parameters: IDataObject = {}, teller = done) =>
		await runVerb(changing, teller, { folder: 'a', gadgetId: '7', updateFields, ...parameters });

	it('sends what was added, and no secret comes back', async () => {
		const { items, error, server } = await run({ count: 2, password: 'planted' }, {}, (response, { body }) =>
			tellJson(response, { success: true, data: `Updated successfully with ${String(body.password)}` }),
		);
		expect(error).toBeUndefined();
		expect(server.heard[0]).toMatchObject({ method: 'PATCH', path: '/api/v3/folders/a/gadgets/7' });
		expect(server.heard[0].body).toEqual({ count: 2, password: 'planted' });
		expect(items[0].json).toEqual({ gadgetId: 7, updated: true, count: 2, message: 'Updated successfully with ***' });
	});

	it.each<[IDataObject, IDataObject, RegExp]>([
		[{}, {}, /^There is nothing to update$/],
		[{ name: 'bad', count: 9 }, {}, /^2 problems found:\n• 'Name' can't be 'bad'[^]*\n• 'Count' must be at most 5$/],
		[{ name: 'far too long a name' }, { gadgetId: '../8', folder: '..' }, /^3 problems found:\n• 'Folder'[^]*'Gadget'[^]*'Name'/],
		[{ additionalJson: '{"gadgetId": 8}' }, {}, /^'Additional JSON' sets 'gadgetId', which can't be changed$/],
		[{ additionalJson: '{"id": 8, "folder": "b", "count": 0}' }, {}, /^3 problems found:\n• 'Count'[^]*'id'[^]*'folder'/],
	])('refuses %j with %j before anything is sent', async (updateFields, parameters, message) => {
		const { error, server } = await run(updateFields, parameters);
		expect(error?.message).toMatch(message);
		expect(server.heard).toEqual([]);
	});
});

describe('act and remove', () => {
	const acting = act(IQM_VERBS, {
		thing: GADGETS,
		endpoint: 'PATCH /api/v3/gadgets/open',
		document: DOCUMENT,
		words: { value: 'open', name: 'Open', action: 'Open gadgets', description: 'Open gadgets' },
		fields: { name: text('Name', 'Its name', { most: 3 }), count: whole('Count', 'How many', { least: 1 }) },
		check({ name, count = 0 }, wrong) {
			if (name === 'bad') wrong("'Name' can't be 'bad'");
			if (count > 5) wrong("'Count' must be at most 5");
		},
		sends: (ids, values) => ({ ids: asNumbers(ids, GADGETS), ...values }),
		doing: () => ({ done: 'opened', writes: 'state of the gadgets' }),
	});
	const removing = remove(IQM_VERBS, {
		thing: GADGETS,
		endpoint: 'POST /api/v3/gadgets/delete',
		document: DOCUMENT,
		sends: (ids) => ({ ids: asNumbers(ids, GADGETS) }),
	});

	it('act on several by one request', async () => {
		const { items, server } = await runVerb(acting, done, { gadgetIds: '7, 8,7', name: 'x', count: 1 });
		expect(server.heard.map(({ body }) => body)).toEqual([{ ids: [7, 8], name: 'x', count: 1 }]);
		expect(items.map((item) => item.json.gadgetId)).toEqual([7, 8]);
	});

	it.each<[IDataObject, RegExp]>([
		[{ gadgetIds: 'x', name: 'long', count: 0 }, /^3 problems found:\n• 'Gadget IDs'[^]*'Name'[^]*'Count'/],
		[{ gadgetIds: '7', name: 'bad', count: 9 }, /^2 problems found:\n• 'Name' can't[^]*'Count' must be at most/],
	])('act tells all faults of %j at once', async (parameters, message) => {
		const { error, server } = await runVerb(acting, done, parameters);
		expect(error?.message).toMatch(message);
		expect(server.heard).toEqual([]);
	});

	it('remove deletes what was entered twice, in any order', async () => {
		const parameters = { gadgetIds: '7,8', confirmIds: '8, 7' };
		const { items, server } = await runVerb(removing, done, parameters);
		expect(server.heard.map(({ body }) => body)).toEqual([{ ids: [7, 8] }]);
		expect(items.map((item) => item.json)).toMatchObject([
			{ gadgetId: 7, deleted: true },
			{ gadgetId: 8, deleted: true },
		]);
	});

	it.each([['7'], ['7,9'], ['7,8,9'], ['x']])('remove refuses 7,8 confirmed by %s', async (confirmIds) => {
		const { error, server } = await runVerb(removing, done, { gadgetIds: '7,8', confirmIds });
		expect(error?.message).toContain("'Confirm IDs'");
		expect(server.heard).toEqual([]);
	});
});
