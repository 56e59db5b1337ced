import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { ROOT } from './ownTypes';

/**
 * The top-level keys of the first output item: by operation ("iqmCampaign campaign: create") or event
 * of a trigger ("iqmCampaignTrigger: newCampaign"), then by scenario, separated by commas. Only keys: nobody's
 * values.
 */
export type Outputs = Record<string, Record<string, string>>;

/** How the name of a scenario ends that ran with *Simplify* on. */
export const SIMPLIFIED = ', simplified';

const FILE = path.join(ROOT, 'test/outputs.json');

export const readOutputs = (): Outputs => JSON.parse(readFileSync(FILE, 'utf8')) as Outputs;

/** Writes the keys into the file in a fixed order, one scenario per line. */
export function writeOutputs(outputs: Outputs): void {
	const entries = Object.entries(outputs).sort(([one], [other]) => (one < other ? -1 : 1));
	const lines = entries.map(([title, variants]) => {
		const own = Object.entries(variants).map(
			([variant, keys]) => `\t\t${JSON.stringify(variant)}: ${JSON.stringify(keys)}`,
		);
		return `\t${JSON.stringify(title)}: {\n${own.join(',\n')}\n\t}`;
	});
	writeFileSync(FILE, `{\n${lines.join(',\n')}\n}\n`);
}
