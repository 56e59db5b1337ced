import type { Sandbox } from '../../sandbox';
import type { Scenario, Stage } from './scenarios';
import { runScenario, SCENARIOS, setStage } from './scenarios';

/** The same operations with the current generation of IQM's API: the option "API Version". */

const CURRENT = { apiVersion: 'v3' };

/** The quickstarts' scenario of that name, with the current API. */
function current(name: string, path: RegExp): Scenario {
	const older = SCENARIOS.find((scenario) => scenario.name === name);
	if (older === undefined) throw new Error(`There is no scenario ${name}`);
	return {
		...older,
		name: `${name}, current API`,
		path,
		parameters: (stage) => ({ ...older.parameters(stage), options: CURRENT }),
	};
}

const UPLOAD = current('Matched Audience: Upload', /\/v3\/audience\/matched$/);

export const IQM_GENERATION_SCENARIOS: Scenario[] = [
	current('Creative: Get', /\/v3\/crt\/creatives\/\d+$/),
	current('Matched Audience: Get', /\/v3\/audience\/matched\/\d+$/),
	{
		...UPLOAD,
		/** With IQM's lists of ids already kept, which the upload asks for first. */
		stage: async (sandbox: Sandbox): Promise<Stage> => {
			const stage = await setStage(sandbox);
			const options = { ...CURRENT, preview: true };
			const { error } = await runScenario(sandbox, UPLOAD, stage, { parameters: { options } });
			if (error !== undefined) throw error;
			sandbox.requests.length = 0;
			return stage;
		},
	},
];
