import { ApiFailure, describeProblem } from '../../common/ground/errors';
import { ExecutionStopped } from '../../common/ground/wait';
import { Previewed, sendInTurn } from '../../common/guard/preview';
import type { Item } from '../../common/run/item';
import type { Thing } from '../../verbs/describe';

/** One thing that was not changed, and why. */
interface Undone {
	id: string;
	error: unknown;
}

/** One error for all things of an item that were not changed. */
function failureOf({ many }: Thing, ids: string[], undone: Undone[], done: string): unknown {
	if (ids.length === 1) return undone[0].error;
	const problems = undone.map(({ id, error }) => ({ id, ...describeProblem(error) }));
	// Many may be refused, or left undone, for the same reason.
	const reasons = new Map<string, string[]>();
	for (const { id, message } of problems)
		reasons.set(message, [...(reasons.get(message) ?? []), id]);
	const words = [...reasons].map(([message, of]) => `${of.join(', ')}: ${message}`);
	const [first] = problems;
	return new ApiFailure(
		`${undone.length} of ${ids.length} ${many} were not ${done} – ${words.join('; ')}`,
		{
			description: first.description,
			httpCode: first.httpCode,
			mayHaveActed: problems.some(({ mayHaveActed }) => mayHaveActed),
			created: problems.flatMap(({ created }) => created),
		},
	);
}

/**
 * Changes things of an item, such as campaigns, one after the other: the API takes no list. One that is
 * refused does not keep the others from theirs, until the run has met too many errors; a second run of the
 * item goes on with those that are left.
 *
 * @param done what is done to them: "paused"
 * @throws ApiFailure that names all that were not changed
 */
export async function sendEach<T>(
	item: Item,
	thing: Thing,
	ids: string[],
	done: string,
	send: (id: string) => Promise<T>,
): Promise<T[]> {
	const results: T[] = [];
	const undone: Undone[] = [];
	const sendOne = async (id: string): Promise<void> => {
		const part = async () => ({
			value: await send(id),
			made: [`${thing.idName} ${id} ${done}`],
		});
		await item.once(`${thing.one} ${id}`, part).then(
			(result) => void results.push(result),
			async (error: unknown) => {
				const isEnd = error instanceof Previewed || error instanceof ExecutionStopped;
				if (isEnd) return await Promise.reject(error);
				undone.push({ id, error });
			},
		);
	};
	// Items that share a request have one preview of it, which must stay the same for all.
	if (ids.length === 1) await sendOne(ids[0]);
	else await sendInTurn(ids, sendOne);
	if (undone.length > 0) throw failureOf(thing, ids, undone, done);
	return results;
}
