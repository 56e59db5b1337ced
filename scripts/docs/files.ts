import type { ICredentialType, INodeType } from 'n8n-workflow';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import packageJson from '../../package.json';
import { OFFERED, WRITTEN } from '../../test/support/operations';
import { readOutputs } from '../../test/support/outputs';
import { loadOwn, ROOT } from '../../test/support/ownTypes';
import type { NodePage } from './page';
import { nodePage, pageName, triggerPage } from './page';
import { readmeWith } from './readme';

/** Where the pages of the nodes are. */
export const PAGES = 'docs/nodes';

/**
 * Every node with its operations, IQM's before AppLovin's, sorted by name.
 *
 * @throws Error if the form offers an operation that does not exist
 */
export function nodePages(): NodePage[] {
	const credentialNames = new Map(
		packageJson.n8n.credentials
			.map((built) => loadOwn<ICredentialType>(built))
			.map(({ name, displayName }) => [name, displayName]),
	);
	const pages = packageJson.n8n.nodes.map((built) => {
		const type = loadOwn<INodeType>(built);
		const { name: node, credentials = [] } = type.description;
		const operations = OFFERED.filter((offered) => offered.node === node).map((offered) => {
			const operation = WRITTEN.get(offered.title);
			if (operation === undefined)
				throw new Error(`'${offered.title}' is offered, but not written`);
			return { offered, operation };
		});
		const names = credentials.map(({ name }) => credentialNames.get(name) ?? name);
		return { type, operations, credentials: names };
	});
	const rank = ({ type }: NodePage) =>
		`${type.description.name.startsWith('iqm') ? 0 : 1}${type.description.displayName}`;
	return pages.sort((one, other) => (rank(one) < rank(other) ? -1 : 1));
}

/** The contents of all generated files, by their path from the root of the repository. */
export function docFiles(): Map<string, string> {
	const pages = nodePages();
	const outputs = readOutputs();
	const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
	return new Map([
		...pages.map((page): [string, string] => [
			`${PAGES}/${pageName(page.type.description.displayName)}`,
			(page.operations.length === 0 ? triggerPage : nodePage)(page, outputs),
		]),
		['README.md', readmeWith(readme, pages)],
	]);
}
