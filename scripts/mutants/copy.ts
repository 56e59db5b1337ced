import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const LEFT_OUT = new Set(['node_modules', '.git', '.cache', 'dist', 'coverage']);

/** A copy of the project in the temporary folder, which may be broken; modules are shared. */
export class Copy {
	readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'mutants-')));

	constructor(private readonly from: string) {
		for (const name of readdirSync(from).filter((one) => !LEFT_OUT.has(one))) {
			cpSync(path.join(from, name), path.join(this.root, name), { recursive: true });
		}
		symlinkSync(path.join(from, 'node_modules'), path.join(this.root, 'node_modules'), 'junction');
	}

	write(file: string, text: string): void {
		writeFileSync(path.join(this.root, file), text);
	}

	/** Restores the file from the project. */
	restore(file: string): void {
		cpSync(path.join(this.from, file), path.join(this.root, file));
	}

	remove(): void {
		rmSync(this.root, { recursive: true, force: true });
	}
}
