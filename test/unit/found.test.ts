import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';

import packageJson from '../../package.json';
import { pageName } from '../../scripts/docs/page';
import { loadOwn, ROOT, sourceOf } from '../support/ownTypes';
import { ENTRIES, foundFor, NOT_YET, SEARCHES } from '../support/panelSearch';

interface Codex {
	resources: Record<'primaryDocumentation' | 'credentialDocumentation', Array<{ url: string }>>;
}

const NODES = packageJson.n8n.nodes.map((built) => {
	const type = loadOwn<INodeType>(built);
	const codex = JSON.parse(readFileSync(sourceOf(built).replace(/\.ts$/, '.json'), 'utf8')) as Codex;
	return [type.description.displayName, type, codex] as const;
});

/** A media buyer finds the node by the word for the job. */
it('the panel has an entry for each node', () => {
	expect(ENTRIES.length).toBeGreaterThan(6);
});

it.each(SEARCHES)('"%s" finds, before all others, %j', (typed, wanted) => {
	expect(foundFor(typed).slice(0, wanted.length).sort()).toEqual([...wanted].sort());
});

it.each(NOT_YET)('"%s", which no node does yet, finds none but by chance: %j', (typed, byChance) => {
	expect(foundFor(typed)).toEqual(byChance);
});

describe('the link "Docs"', () => {
	const BASE = `${packageJson.repository.url.replace(/^git\+|\.git$/g, '')}/blob/main/`;

	/** The page of this repository that an address names, with the headings that it can be opened at. */
	function pageAt(address = ''): { file: string; anchors: string[] } {
		expect(address.startsWith(BASE)).toBe(true);
		const file = address.slice(BASE.length).replace(/#.*$/, '');
		const text = readFileSync(path.join(ROOT, file), 'utf8');
		const headings = text.split('\n').filter((line) => line.startsWith('#'));
		const anchors = headings.map((line) => line.replace(/^#+ /, '').toLowerCase().replace(/ /g, '-'));
		return { file, anchors };
	}

	const opened = (address = ''): void => {
		const { anchors } = pageAt(address);
		const [, anchor] = address.split('#');
		if (anchor !== undefined) expect(anchors).toContain(anchor);
	};

	it.each(NODES)('of %s leads to its own page, from its codex too', (name, { description }, codex) => {
		const { file, anchors } = pageAt(description.documentationUrl);
		expect(file).toBe(`docs/nodes/${pageName(name)}`);
		expect(anchors).toContain(pageName(name).replace('.md', ''));
		const { primaryDocumentation, credentialDocumentation } = codex.resources;
		expect(primaryDocumentation).toEqual([{ url: description.documentationUrl }]);
		for (const { url } of credentialDocumentation) opened(url);
	});

	it.each(packageJson.n8n.credentials)('of %s leads to what the README says of it', (built) => {
		const { documentationUrl } = loadOwn<ICredentialType>(built);
		expect(documentationUrl).toContain('#');
		opened(documentationUrl);
	});
});
