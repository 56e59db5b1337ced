import { APPLOVIN_SCENARIOS } from './appLovinScenarios';
import { IQM_CHANGE_SCENARIOS } from './iqmChangeScenarios';
import { IQM_GENERATION_SCENARIOS } from './iqmGenerationScenarios';
import type { Offered } from './operations';
import type { Scenario, Stage } from './scenarios';
import { SCENARIOS } from './scenarios';

const ALL_SCENARIOS = [
	...SCENARIOS,
	...IQM_CHANGE_SCENARIOS,
	...IQM_GENERATION_SCENARIOS,
	...APPLOVIN_SCENARIOS,
];

/** A stage whose every id is 1: enough to read a scenario's operation. */
const anyStage = new Proxy({}, { get: () => 1 }) as Stage;

/** The scenarios of the fault table for an operation. */
export function scenariosOf({ node, resource, operation }: Offered): Scenario[] {
	return ALL_SCENARIOS.filter((scenario) => {
		const parameters = scenario.parameters(anyStage);
		return (
			scenario.node().description.name === node &&
			parameters.operation === operation &&
			(parameters.resource ?? resource) === resource
		);
	});
}
