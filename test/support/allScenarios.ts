import { APPLOVIN_SCENARIOS } from './appLovinScenarios';
import { AXON_CAMPAIGN_SCENARIOS } from './axonCampaignScenarios';
import { AXON_CREATIVE_SCENARIOS } from './axonCreativeScenarios';
import { contractScenarios } from './contractScenarios';
import { IQM_CHANGE_SCENARIOS } from './iqmChangeScenarios';
import { REPORT_SCENARIOS } from './reportScenarios';
import { IQM_GENERATION_SCENARIOS } from './iqmGenerationScenarios';
import { LIKE_OTHERS, MASTER_SCENARIOS } from './masterScenarios';
import type { Offered } from './operations';
import type { Scenario, Stage } from './scenarios';
import { SCENARIOS } from './scenarios';

export const BY_HAND = [
	...[SCENARIOS, IQM_CHANGE_SCENARIOS, IQM_GENERATION_SCENARIOS],
	MASTER_SCENARIOS,
].flat();

/** IQM's scenarios: written by hand, or made from the contracts. */
export const IQM_SCENARIOS: Scenario[] = [...BY_HAND, ...contractScenarios(BY_HAND)];

/** At least one for each operation. */
export const ALL_SCENARIOS: Scenario[] = [
	...IQM_SCENARIOS,
	...APPLOVIN_SCENARIOS,
	...AXON_CAMPAIGN_SCENARIOS,
	...REPORT_SCENARIOS,
	...AXON_CREATIVE_SCENARIOS,
];

/** Scenarios for tables in which every one meets every fault: {@link LIKE_OTHERS} are left out. */
export const unalike = (scenarios: Scenario[]): Scenario[] =>
	scenarios.filter((scenario) => !LIKE_OTHERS.has(scenario));

/** A stage in which every id is 1: enough to read a scenario's operation. */
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
