import type { IDataObject } from 'n8n-workflow';

import { idText, ids, text, texts } from '../../../nodes/common/form/kinds';
import { byId } from '../../../nodes/common/form/presentLists';
import { IQM_VERBS } from '../../../nodes/Iqm/shared/verbs';
import { sendFor } from '../../../nodes/verbs/describe';
import { update } from '../../../nodes/verbs/update';
import { forgetProcessState } from '../../support/harness';
import type { Teller } from '../../support/toldServer';
import { tellJson } from '../../support/toldServer';
import { GADGETS, runVerb } from '../../support/verbNode';

/** Lists of an update that are put together with the present ones: for verbs of any API. */
beforeEach(forgetProcessState);

const PATH = '/api/v3/gadgets/7';

const changing = update(IQM_VERBS, {
	thing: GADGETS,
	endpoint: 'PATCH /api/v3/gadgets/{gadgetId}',
	document: 'None: made for the tests',
	path: { gadgetId: idText('Gadget', 'The gadget', { example: '7' }) },
	fields: {
		name: text('Name', 'Its name'),
		parts: ids('Parts', 'What it is made of'),
		tags: texts('Tags', 'Its tags'),
	},
	lists: {
		async read(item, id) {
			const request = { method: 'GET', path: `/api/v3/gadgets/${id}` } as const;
			return (await sendFor(IQM_VERBS, item, request)).data as IDataObject;
		},
		facts: {
			parts: { empty: 'all', toEmpty: 'It has at least one part.', keyOf: byId },
		},
	},
});

/** A server that shows this gadget and takes any change. */
const shows =
	(gadget: IDataObject): Teller =>
	(response, { method }) =>
		tellJson(response, { success: true, data: method === 'GET' ? gadget : 'Gadget updated' });

const run = async (gadget: IDataObject, listsMode: string, updateFields: IDataObject, options = {}) =>
	await runVerb(changing, shows(gadget), { gadgetId: '7', listsMode, updateFields, options });

it('sends each list as a whole, from the form and from Additional JSON', async () => {
	const { error, items, server } = await run({ parts: [1, '2'], tags: ['a, b'] }, 'add', {
		name: 'New',
		parts: '02, 3',
		additionalJson: '{"tags": ["c"]}',
	});
	expect(error).toBeUndefined();
	expect(server.heard.map(({ method, path }) => [method, path])).toEqual([
		['GET', PATH],
		['PATCH', PATH],
	]);
	const sent = { name: 'New', parts: [1, 2, 3], tags: ['a, b', 'c'] };
	expect(server.heard[1].body).toEqual(sent);
	expect(items[0].json).toMatchObject({
		...sent,
		lists: [
			{ field: 'Tags', before: ['a, b'], now: ['a, b', 'c'] },
			{ field: 'Parts', before: [1, '2'], now: [1, 2, 3] },
		],
	});
});

it('names all lists that can not be changed so, in the words of each', async () => {
	const gadget = { parts: [1], tags: ['a'] };
	const { error, server } = await run(gadget, 'remove', { parts: '1', tags: 'a' });
	expect(error?.message).toContain(
		"'Parts' of gadget 7 would have no entries left – It has at least one part.",
	);
	expect(error?.message).toContain("'Tags' of gadget 7 would have no entries left – Leave an entry in 'Tags'.");
	expect(server.heard.map(({ method }) => method)).toEqual(['GET']);
});

it.each<[IDataObject, string | undefined]>([
	[{ parts: [], tags: [] }, "'Parts' of gadget 7 includes everything"],
	[{ parts: [1], tags: [] }, undefined],
	[{ parts: [1] }, "IQM does not show 'Tags' of gadget 7"],
	[{ parts: [1], tags: [{ id: 1 }] }, "IQM does not show 'Tags' of gadget 7"],
	[{ parts: [1], tags: 'a, b' }, "IQM does not show 'Tags' of gadget 7"],
	[{ parts: '1,2', tags: '["a"]' }, undefined],
	[{ parts: 1, tags: null }, undefined],
])('adds to %j, or says why not: %s', async (gadget, message) => {
	const { error, server } = await run(gadget, 'add', { parts: '5', tags: 'x' });
	if (message === undefined) expect(error).toBeUndefined();
	else expect(error?.message).toContain(message);
	expect(server.heard).toHaveLength(message === undefined ? 2 : 1);
});

it('asks for no choice where no list changes, and reads nothing', async () => {
	const { error, server } = await run({}, '', { name: 'New' });
	expect(error).toBeUndefined();
	expect(server.heard.map(({ method }) => method)).toEqual(['PATCH']);
	const asked = await run({}, '', { parts: '1', tags: 'a' });
	expect(asked.error?.message).toBe("'How Lists Change' is empty, but 'Parts', 'Tags' would change");
	expect(asked.server.heard).toEqual([]);
});

it('fails with the reading, and changes nothing', async () => {
	const { error, server } = await runVerb(
		changing,
		(response) => tellJson(response, { success: false, errorObjects: [{ error: 'Gone' }] }, 422),
		{ gadgetId: '7', listsMode: 'replace', updateFields: { parts: '1' }, options: { preview: true } },
	);
	expect(error?.message).toContain('Gone');
	expect(server.heard.map(({ method }) => method)).toEqual(['GET']);
});
