import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeType } from 'n8n-workflow';

/** n8n keeps a value by its parameter's name: two of one operation that share it must be of one type. */
const NODES = join(__dirname, '../../nodes');

const nodes = ['Iqm', 'AppLovin'].flatMap((api) =>
	readdirSync(join(NODES, api))
		.filter((folder) => /^(Iqm|AppLovin)/.test(folder))
		.map((folder) => {
			// eslint-disable-next-line @typescript-eslint/no-require-imports
			const file = require(join(NODES, api, folder, `${folder}.node`)) as object;
			const [made] = Object.values(file) as Array<new () => INodeType>;
			return [folder, new made()] as const;
		}),
);

it.each(nodes)('%s has no two parameters of one name and several types', (_, { description }) => {
	const types = new Map<string, Set<string>>();
	for (const { name, type, displayOptions } of description.properties) {
		const { resource = [''], operation = [''] } = displayOptions?.show ?? {};
		for (const one of resource) {
			for (const other of operation) {
				const key = [one, other, name].map(String).join(' ');
				types.set(key, (types.get(key) ?? new Set()).add(type));
			}
		}
	}
	const mixed = [...types].filter(([, several]) => several.size > 1).map(([key]) => key);
	expect(mixed).toEqual([]);
});
