import { unlessStopped } from '../../common/ground/wait';
import { isObject } from '../../common/ground/values';
import { keyOf } from '../../common/run/combine';
import type { Item } from '../../common/run/item';
import { oncePerRun } from '../../common/run/oncePerRun';
import type { Operation, OperationResult } from '../../common/run/operation';
import { tallyOf } from '../../common/send/tally';
import { REPORTING } from '../reportTransport/request';

/** What a report led to, and for how many other items. */
interface Kept {
	outcome: OperationResult;
	others: number;
}

/** Everything that the report of an item depends on; undefined for one that can't be read, which its own run tells. */
async function keyFor(item: Item, { properties }: Operation): Promise<string | undefined> {
	const read = async (): Promise<string> => {
		const form = [...new Set(properties.map(({ name }) => name))].map((name) => [name, item.read(name)]);
		return await keyOf(item, REPORTING, form);
	};
	return await read().catch(unlessStopped);
}

/** The same outcome in objects of its own, since each item may be changed by what follows. */
function copyOf({ results, raw, ...others }: OperationResult): OperationResult {
	return { ...others, results: results.map((row) => ({ ...row })), raw: isObject(raw) ? { ...raw } : raw };
}

/**
 * The operation with its report read once for all items of a run that ask for exactly the same. One that fails
 * is not kept: the next item tries again.
 */
export function readOnce(operation: Operation): Operation {
	return {
		...operation,
		async execute(item) {
			const { context, index } = item;
			const key = context.getInputData().length < 2 ? undefined : await keyFor(item, operation);
			if (key === undefined) return await operation.execute(item);
			let isOwn = false;
			const kept = await oncePerRun(context, `report ${key}`, async (): Promise<Kept> => {
				isOwn = true;
				const { raw, ...outcome } = await operation.execute(item);
				// All of a report's pages would stay in memory until the run ends.
				const wantsRaw = context.getNodeParameter('options.rawResponse', index, false) === true;
				return { outcome: { ...outcome, raw: wantsRaw ? raw : undefined }, others: 0 };
			});
			if (isOwn) return kept.outcome;
			const tally = tallyOf(context);
			if (tally !== undefined) tally.combined += kept.others === 0 ? 2 : 1;
			kept.others += 1;
			return copyOf(kept.outcome);
		},
	};
}
