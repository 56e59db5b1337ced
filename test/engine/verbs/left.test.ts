import { Abandoned } from '../../../nodes/common/run/meeting';
import type { DescribedOperation } from '../../../nodes/verbs/describe';
import { runVerb } from '../../support/verbNode';

/**
 * An item that was left although no error ended the node would be lost without a word: it must never
 * happen, and if it does, the item says so and what was done before is kept.
 */
const leaving: DescribedOperation = {
	...{ value: 'leave', name: 'Leave', action: 'Leave gadgets', description: 'Made for this test' },
	...{ endpoint: 'POST /gadgets', document: 'None', writes: true, properties: [] },
	async execute({ index }) {
		if (index === 1) throw new Abandoned();
		return { results: [{ done: index }], raw: {}, label: `gadget ${index}` };
	},
};

const items = [{ json: {} }, { json: {} }, { json: {} }];
const run = async (onError: 'continueRegularOutput' | 'stopWorkflow') =>
	await runVerb(leaving, () => ({ body: {} }), {}, { items, node: { onError } });

it('ends items that were left as errors of their own', async () => {
	const { items: output, error } = await run('continueRegularOutput');
	expect(error).toBeUndefined();
	expect(output.map(({ json, pairedItem }) => [json.done ?? json.message, pairedItem])).toEqual([
		[0, { item: 0 }],
		['Nothing was sent for this item', { item: 1 }],
		['Nothing was sent for this item', { item: 2 }],
	]);
});

it('ends the node with what was done where an error ends it', async () => {
	const { error } = await run('stopWorkflow');
	expect(error?.message).toContain('Nothing was sent for this item');
	expect(error?.description).toContain('gadget 0');
});
