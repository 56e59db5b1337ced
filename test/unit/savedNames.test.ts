import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { savedNames } from '../support/savedNames';

/**
 * Workflows that people have saved hold these names. test/names.json has them; after a change that is
 * meant, `UPDATE_NAMES=1 npx jest test/unit/savedNames` writes it anew, and the CHANGELOG says why.
 */
const FILE = path.join(__dirname, '../names.json');

if (process.env.UPDATE_NAMES !== undefined) {
	writeFileSync(FILE, `${JSON.stringify(savedNames(), null, '\t')}\n`);
}

const WRITTEN = JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, string[]>;
const NOW = savedNames();

it('knows the same nodes and credential types', () => {
	expect(Object.keys(NOW)).toEqual(Object.keys(WRITTEN));
});

it.each(Object.keys(WRITTEN))('%s: no name, type, default or value is lost or unlisted', (name) => {
	const lost = WRITTEN[name].filter((line) => !NOW[name].includes(line));
	const unlisted = NOW[name].filter((line) => !WRITTEN[name].includes(line));
	expect({ lost, unlisted }).toEqual({ lost: [], unlisted: [] });
});
