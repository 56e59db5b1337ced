import type { IExecuteFunctions } from 'n8n-workflow';

import { computedOnce, valuesOfRun } from '../../../nodes/common/run/oncePerRun';

/** A run of so many items, of which the last has an expression that fails. */
function runOf(count: number) {
	let reads = 0;
	const context = {
		getInputData: () => Array.from({ length: count }, () => ({ json: {} })),
		getNodeParameter: (name: string, index: number) => {
			reads += 1;
			if (index === count - 1) throw new Error('planted');
			return `${name} ${index}`;
		},
	} as unknown as IExecuteFunctions;
	return { context, reads: () => reads };
}

it('reads a parameter once for each item, however many items ask for the values of all', () => {
	const { context, reads } = runOf(100);
	const asked = Array.from({ length: 100 }, () => valuesOfRun(context, 'a'));
	expect(asked[99]).toHaveLength(99);
	expect(asked[99][7]).toBe('a 7');
	expect(reads()).toBe(100);
	expect(valuesOfRun(context, 'b')[7]).toBe('b 7');
});

it('computes again in another run, and remembers that there is nothing', () => {
	const [one, other] = [runOf(2).context, runOf(3).context];
	expect([valuesOfRun(one, 'a').length, valuesOfRun(other, 'a').length]).toEqual([1, 2]);
	const compute = jest.fn(() => undefined);
	computedOnce(one, 'none', compute);
	computedOnce(one, 'none', compute);
	expect(compute).toHaveBeenCalledTimes(1);
});
