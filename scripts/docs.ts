import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from '../test/support/ownTypes';
import { docFiles, PAGES } from './docs/files';

/** Writes the page of each node and the README's table of them: `npm run docs`. */
const files = docFiles();
// The page of a renamed node must not stay behind.
rmSync(path.join(ROOT, PAGES), { recursive: true, force: true });
mkdirSync(path.join(ROOT, PAGES), { recursive: true });
for (const [file, content] of files) writeFileSync(path.join(ROOT, file), content);
process.stdout.write(`Wrote ${files.size} files: ${[...files.keys()].join(', ')}.\n`);
