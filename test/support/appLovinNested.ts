import type { IDataObject, INodeType } from 'n8n-workflow';

import { RETRY } from './appLovinForms';
import type { AppLovinServer } from './appLovinServer';

type Node = new () => INodeType;

export interface NestedWrite {
	name: string;
	node: Node;
	parameters: IDataObject;
	/** Answers that repeat what was sent with another meaning, and words of the resulting error. */
	bad: Array<[string, unknown, string]>;
	/** Good answers, and fields of the result. */
	good: Array<[string, unknown, IDataObject]>;
}

/** Runs a write with this answer from AppLovin, and expects it to be sent once. */
export async function sendTo(
	server: AppLovinServer,
	node: Node,
	parameters: IDataObject,
	body: unknown,
) {
	server.answer = () => ({ body });
	server.targeting = { bid_type: 'CPI', countries: [{ country: 'gb' }] };
	const result = await server.run(new node(), parameters, RETRY);
	expect(server.writes).toHaveLength(1);
	return result;
}

/**
 * Answers to writes with their content one level down or in other forms: they are compared with the
 * request like any other, and no good one is taken for a bad one.
 */
export function testNested(server: AppLovinServer, writes: NestedWrite[]): void {
	describe.each(writes.map((write) => [write.name, write] as const))('%s', (_title, write) => {
		const { node, parameters, bad, good } = write;

		for (const [title, body, words] of bad) {
			it(`reads ${title} against the request`, async () => {
				const { error, items } = await sendTo(server, node, parameters, body);
				expect(items).toEqual([]);
				expect(error?.message).toContain(words);
				expect(error?.description).toMatch(/before running again|Already done in this run/);
			});
		}

		for (const [title, body, json] of good) {
			it(`takes ${title} for good`, async () => {
				const { error, items } = await sendTo(server, node, parameters, body);
				expect(error).toBeUndefined();
				expect(items.map((item) => item.json)).toEqual([expect.objectContaining(json)]);
				expect(items[0].json).not.toHaveProperty('error');
			});
		}
	});
}
