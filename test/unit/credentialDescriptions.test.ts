import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialType } from 'n8n-workflow';

import packageJson from '../../package.json';
import { CREDENTIAL_NAMES, loadOwn, sourceOf } from '../support/ownTypes';
import { endsAsSentencesDo, isTitleCase } from '../support/parameters';

/** What users see of a credential: rules for the form of each one that package.json lists. */
const CREDENTIALS = packageJson.n8n.credentials.map((built) => ({
	built,
	type: loadOwn<ICredentialType>(built),
}));

describe.each(CREDENTIALS.map(({ built, type }) => [type.displayName, built, type] as const))(
	'credential %s',
	(_, built, type) => {
		const visible = type.properties.filter(({ type: kind }) => kind !== 'hidden');

		it('has the name that saved workflows refer to, and icons', () => {
			expect(CREDENTIAL_NAMES[type.name]).toBe(type.displayName);
			const { light, dark } = type.icon as { light: string; dark: string };
			expect(light).not.toBe(dark);
			for (const file of [light, dark]) {
				const at = path.join(path.dirname(sourceOf(built)), file.replace(/^file:/, ''));
				expect([file, existsSync(at)]).toEqual([file, true]);
			}
		});

		it('explains every field', () => {
			for (const { displayName, description, type: kind, placeholder } of visible) {
				expect([displayName, isTitleCase(displayName)]).toEqual([displayName, true]);
				expect([displayName, description ?? '']).toEqual([
					displayName,
					expect.stringMatching(/^[A-Z].* .*\S$/) as string,
				]);
				expect([description, endsAsSentencesDo(description ?? '')]).toEqual([description, true]);
				if (kind === 'boolean') expect(description).toMatch(/^Whether /);
				if (placeholder !== undefined) expect(placeholder).toMatch(/^e\.g\. /);
			}
		});

		it('hides secrets', () => {
			for (const { name, typeOptions } of type.properties) {
				if (!/secret|password|token$/i.test(name)) continue;
				expect([name, typeOptions?.password]).toEqual([name, true]);
			}
		});
	},
);
