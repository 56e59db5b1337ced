import type { IDataObject } from 'n8n-workflow';

import type { Sandbox } from '../../sandbox';
import { CONTRACTS } from '../../sandbox/iqm/contracts';
import type { Contract } from '../../sandbox/iqm/contracts/contract';
import { putPresent } from '../../sandbox/iqm/contracts/present';
import { formOf, OTHERWISE } from './contractForms';
import { isOffered, nodeOf, OFFERED, WRITTEN } from './operations';
import type { Scenario, Stage } from './scenarios';

/** Counts everything in the sandbox's IQM, of any kind. */
function thingsIn({ iqm }: Sandbox): number {
	return [iqm.campaigns, iqm.insertionOrders, iqm.creatives, iqm.audiences].reduce(
		(sum, things) => sum + things.size,
		0,
	);
}

/** A list is asked for everything: with the sample's filters nothing might be left. */
function parametersFor(contract: Contract): IDataObject {
	const { parameters } = formOf(contract);
	// One request: whether the list goes on is no matter of its fault.
	if ('pagination' in contract.sample) return { ...parameters, limit: 1 };
	if (contract.rows === undefined) return parameters;
	const { limit, ...needed } = parameters;
	for (const name of ['filters', 'options']) delete needed[name];
	return { ...needed, ...(limit === undefined ? {} : { returnAll: true }) };
}

function patternOf(address: string): RegExp {
	const pattern = address.replace(/[./]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+');
	return new RegExp(`${pattern}$`);
}

/**
 * A scenario for the tests of promises, made from a contract: nobody writes a row of their tables by
 * hand.
 */
export function scenarioOf(contract: Contract): Scenario {
	const { of, endpoint } = contract;
	const offered = OFFERED.find(({ title }) => title === of);
	if (offered === undefined) throw new Error(`No node offers ${of}`);
	const { nodeName, resourceName, name } = offered;
	const words = [resourceName, name].filter((word) => word !== undefined).join(' ');
	const [, address] = endpoint.split(' ');
	const { credential, reads, oncePerStage, made } = OTHERWISE[of] ?? {};
	const isReport = of.startsWith('iqmReport ');
	return {
		name: `${nodeName.replace(/^IQM /, '')}: ${words}`,
		path: patternOf(address),
		writes: WRITTEN.get(of)?.writes === true,
		node: () => nodeOf(of),
		item: () => ({ json: {} }),
		parameters: () => parametersFor(contract),
		credential,
		reads,
		oncePerStage,
		changesOnly: made === undefined && (isReport || typeof contract.does === 'string'),
		stage: async (sandbox) => {
			putPresent(sandbox.iqm);
			return await Promise.resolve({} as Stage);
		},
		count: made ?? thingsIn,
	};
}

/** Scenarios for the operations that have none written by hand. */
export function contractScenarios(byHand: Scenario[]): Scenario[] {
	const known = new Set(byHand.map(({ name }) => name));
	return CONTRACTS.filter(({ of }) => isOffered(of))
		.flatMap((contract): Scenario[] => {
			const scenario = scenarioOf(contract);
			const others = OTHERWISE[contract.of]?.others ?? [];
			return [
				scenario,
				...others.map(({ name, path, fills }) => ({
					...scenario,
					name: `${scenario.name} (${name})`,
					path: patternOf(path),
					parameters: (stage: Stage) => ({ ...scenario.parameters(stage), ...fills }),
				})),
			];
		})
		.filter(({ name }) => !known.has(name));
}
