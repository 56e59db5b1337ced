import type { INodeProperties } from 'n8n-workflow';

import {
	byPerson,
	checkAllowed,
	checkCaller,
	holdTo,
	readAllowed,
	twoKeyFields,
} from '../../../nodes/common/guard/twoKeys';

/** Money and rights need two keys. */
const properties = [
	{ displayName: 'Maximum Cost', name: 'highestCost', type: 'string', default: '' },
	{ displayName: 'Options', name: 'options', type: 'collection', default: {} },
] as INodeProperties[];
const NODE = { type: 'n8n-nodes-iqm-applovin.iqmReport', parameters: {} };
const TOOL = { ...NODE, type: `${NODE.type}Tool` };

it('a switch is off unless the credential says that it is on', () => {
	expect(readAllowed({})).toEqual({ money: false, access: false });
	expect(readAllowed({ allowMoneyOperations: 'maybe', allowAccessChanges: '' })).toEqual({
		money: false,
		access: false,
	});
	expect(readAllowed({ allowMoneyOperations: true })).toEqual({ money: true, access: false });
	expect(readAllowed({ allowAccessChanges: 'true' })).toEqual({ money: false, access: true });
});

it('the fields of the switches are off', () => {
	const fields = twoKeyFields(['money', 'access']);
	expect(fields.map(({ displayName }) => displayName)).toEqual([
		'Allow Money Operations',
		'Allow Access Changes',
	]);
	expect(fields.every(({ default: preset }) => preset === false)).toBe(true);
});

describe('the caller', () => {
	it.each(['money', 'access'] as const)('a tool is refused what needs %s', (needs) => {
		expect(() => checkCaller({ needs, properties }, TOOL)).toThrow(
			"AI agents can't use this operation as a tool",
		);
		expect(() => checkCaller({ needs, properties }, NODE)).not.toThrow();
	});

	it('a tool is refused what is not for tools', () => {
		const guarded = { notForTools: 'It holds people.', properties };
		expect(() => checkCaller(guarded, TOOL)).toThrow("AI agents can't use");
		expect(() => checkCaller(guarded, NODE)).not.toThrow();
	});

	it('a tool may use all else', () => {
		expect(() => checkCaller({ properties }, TOOL)).not.toThrow();
	});

	it.each([
		['Maximum Cost', { highestCost: "={{ $fromAI('cost') }}" }],
		['Maximum Cost', { highestCost: "={{ 1 + $fromai('cost', '', 'number') }}" }],
		['Options', { options: { preview: "={{ $fromAI('preview', '', 'boolean') }}" } }],
	])('$fromAI in %s is refused', (label, parameters) => {
		const node = { ...NODE, parameters };
		expect(() => checkCaller({ needs: 'money', properties }, node)).toThrow(
			`'${label}' must not be filled by an AI model ($fromAI)`,
		);
		expect(() => checkCaller({ properties }, node)).not.toThrow();
	});

	describe('of what only a person fills in', () => {
		const asked = { displayName: 'Confirm', name: 'confirm', type: 'string', default: '' } as const;
		const fields = byPerson({ ...asked, displayOptions: { show: { kind: ['all'] } } });

		it('is offered no model as a tool, and an expression elsewhere', () => {
			expect(fields).toEqual([
				{ ...asked, displayOptions: { show: { kind: ['all'] }, hide: { '@tool': [true] } } },
				{
					...asked,
					noDataExpression: true,
					displayOptions: { show: { kind: ['all'], '@tool': [true] } },
				},
			]);
		});

		it.each([NODE, TOOL])('refuses one in $type', (type) => {
			const run = (confirm: string) => () =>
				checkCaller({ properties: fields }, { ...type, parameters: { confirm } });
			expect(run("={{ $fromAI('confirm') }}")).toThrow("'Confirm' must not be filled by an AI model");
			expect(run('={{ $json.ids }}')).not.toThrow();
		});
	});

	it('in what is not for tools at all, $fromAI is refused everywhere', () => {
		const node = { ...NODE, parameters: { options: { consent: "={{ $fromAI('consent') }}" } } };
		expect(() => checkCaller({ notForTools: 'It holds people.', properties }, node)).toThrow(
			"'Options' must not be filled by an AI model",
		);
	});

	it('leftovers of other operations are not looked at', () => {
		const node = { ...NODE, parameters: { search: "={{ $fromAI('words') }}" } };
		expect(() => checkCaller({ needs: 'money', properties }, node)).not.toThrow();
	});
});

describe('the credential', () => {
	const context = {} as Parameters<typeof holdTo>[0];

	it('every request of an item that needs a switch is refused while it is off', () => {
		holdTo(context, 1, 'money');
		expect(() => checkAllowed(context, 1, {}, { money: false })).toThrow(
			"The credential does not allow this operation: 'Allow Money Operations' is off",
		);
		expect(() => checkAllowed(context, 1, {})).toThrow("'Allow Money Operations' is off");
		expect(() => checkAllowed(context, 1, {}, { access: true })).toThrow("is off");
		expect(() => checkAllowed(context, 1, {}, { money: true })).not.toThrow();
		expect(() => checkAllowed(context, 0, {})).not.toThrow();
		expect(() => checkAllowed({}, 1, {})).not.toThrow();
	});

	it('another operation for the same item needs nothing of it', () => {
		holdTo(context, 2, 'access');
		holdTo(context, 2, undefined);
		expect(() => checkAllowed(context, 2, {})).not.toThrow();
	});

	it('a request may need a switch that its operation does not', () => {
		holdTo(context, 3, 'money');
		expect(() => checkAllowed(context, 3, { needs: 'access' }, { money: true })).toThrow(
			"'Allow Access Changes' is off",
		);
	});
});
