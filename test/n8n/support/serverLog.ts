import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { RunningServer } from './server';

/** Everything that a running server has logged so far: its output and its event logs. */
export function serverLog({ folder }: RunningServer): string {
	return [folder, path.join(folder, '.n8n')]
		.flatMap((place) => readdirSync(place).map((name) => path.join(place, name)))
		.filter((file) => file.endsWith('.log'))
		.map((file) => readFileSync(file, 'utf8'))
		.join('\n');
}
