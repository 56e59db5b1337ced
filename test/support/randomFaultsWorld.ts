import type { IDataObject, INode, INodeExecutionData, INodeType } from 'n8n-workflow';

import { AppLovinApi } from '../../credentials/AppLovinApi.credentials';
import { AppLovinAxonApi } from '../../credentials/AppLovinAxonApi.credentials';
import { IqmApi } from '../../credentials/IqmApi.credentials';
import { clock } from '../../nodes/common/ground/clock';
import type { RecordedRequest, Sandbox } from '../../sandbox';
import { Engine } from './engine';
import { forRetry } from './forRetry';
import type { NodeRun } from './harness';
import {
	appLovinCredential,
	axonCredential,
	forgetProcessState,
	runNode,
	sandboxCredential,
	testSandbox,
} from './harness';
import type { Case, Operation } from './randomFaultsCase';
import { OPERATIONS } from './randomFaultsCase';
import type { Ground, Sent } from './randomFaultsStage';
import { plant, setGround } from './randomFaultsStage';
import type { Values } from './randomFaultsSubjects';
import { NAME } from './randomFaultsSubjects';
import type { Stage } from './scenarios';

/** The outcome of a case. */
export interface Told {
	operation: Operation;
	/** By item. */
	values: Values[];
	sent: Sent[];
	/** Of the last execution. */
	last: NodeRun;
	executions: number;
}

/** Everything that runs share. */
export interface World {
	sandbox: Sandbox;
	ground: Ground;
	engine: Engine;
	/** Lets this many milliseconds pass on the virtual clock. */
	pass(ms: number): void;
	/** Resets the virtual clock. */
	toStart(): void;
	run(what: Case): Promise<Told>;
	close(): Promise<void>;
}

/** The scenario's ids as expressions over the item. */
const FROM_ITEM = Object.fromEntries(
	[
		...['ioId', 'creativeId', 'campaignId', 'audienceId'],
		...['setId', 'adId', 'appId', 'country', 'runningId', 'byCountryId'],
		...['assetId', 'otherAssetId'],
	].map((name) => [name, `={{ $json.${name} }}`]),
) as unknown as Stage;

function parametersOf(operation: Operation, what: Case): IDataObject {
	const { returnsExisting, preview, rateLimitWaitMinutes, raw: rawResponse } = what;
	const name = what.changing && operation.keepsNames !== true ? `${NAME} {{ $now.toMillis() }}` : NAME;
	const changes = JSON.stringify(operation.changes ?? {}).replaceAll(NAME, name);
	const parameters = operation.of.parameters(FROM_ITEM);
	return {
		...parameters,
		...(JSON.parse(changes) as IDataObject),
		...(operation.hasIfItExists ? { ifItExists: returnsExisting ? 'return' : 'create' } : {}),
		options: {
			...(parameters.options as IDataObject | undefined),
			preview,
			rateLimitWaitMinutes,
			rawResponse,
		},
	};
}

function setNetwork({ sandbox, engine }: World, what: Case, operation: Operation): void {
	const { client, server } = what.allowed;
	sandbox.options.iqm.requestsPerMinute = server;
	sandbox.options.applovin.requestsPerHour = server;
	sandbox.options.applovin.assetReadyAfterMs = what.assetReadyAfterMs;
	const highest = what.limited ? '1000000' : '';
	const limits = {
		highestDailyBudget: highest,
		highestTotalBudget: highest,
		highestBid: highest,
	};
	engine.setup.credentials.iqm = sandboxCredential(sandbox, {
		requestsPerMinute: client,
		loginMethod: what.loginMethod,
		...limits,
		...operation.of.credential,
	});
	engine.setup.credentials.axon = axonCredential(sandbox, limits);
	engine.setup.credentials.applovin = appLovinCredential(sandbox, {
		requestsPerHour: client,
		highestDailyBudget: highest,
		highestBid: highest,
	});
}

/** The hardest words for a fault: they repeat what was sent, and secrets. */
function message({ sandbox }: World) {
	const { iqm, applovin, applovinAxon } = sandbox.options;
	const secrets = {
		applovin: [applovin.clientSecret],
		applovinAxon: [applovinAxon.apiKey],
		iqm: [iqm.clientSecret, iqm.password],
	};
	return ({ headers, api }: RecordedRequest) => {
		const own = secrets[api as keyof typeof secrets] ?? secrets.iqm;
		return ['planted refusal', ...own, headers.authorization ?? ''].join(' ');
	};
}

async function runCase(world: World, what: Case): Promise<Told> {
	const { sandbox, ground, engine } = world;
	const operation = OPERATIONS.get(what.operation);
	if (operation === undefined) throw new Error(`There is no operation ${what.operation}`);
	world.toStart();
	ground.restore();
	forgetProcessState();
	setNetwork(world, what, operation);
	const values = what.keys.map((key) => ground[operation.api][key]);
	const item = operation.item ?? operation.of.item;
	const items = values.map((json): INodeExecutionData => ({ ...item(), json }));
	const node: Partial<INode> = {
		onError: what.onError,
		retryOnFail: what.tries > 1,
		maxTries: what.tries,
		waitBetweenTries: 1,
	};
	const plan = [what.login, ...what.faults];
	const faultFor = (request: RecordedRequest, index: number) => {
		const fault = plan[index] ?? undefined;
		// No document shows what these operations answer, so an empty answer means that it is done:
		// nobody can see that it comes from a fault.
		const isEmpty = fault?.startsWith('empty') && operation.of.emptyIsDone;
		return isEmpty && operation.of.path.test(request.path) ? 'resetAfter' : fault;
	};
	const { sent, stop } = plant(sandbox, faultFor, message(world), what.lagMs);
	const execute = async (previous?: NodeRun) =>
		await runNode(sandbox, operation.of.node(), parametersOf(operation, what), {
			engine,
			node,
			...(previous ? { previous: forRetry(previous.run) } : { items }),
		});
	try {
		let last = await execute();
		let executions = 1;
		for (; executions <= what.presses && last.error !== undefined; executions++) {
			world.pass(what.pressedAfterMs);
			last = await execute(last);
		}
		return { operation, values, sent, last, executions };
	} finally {
		stop();
	}
}

/** Starts the sandbox and an engine, and stops the clock: pauses take no time. */
export async function openWorld(): Promise<World> {
	const real = { ...clock };
	// The same in every process, so that a run can be repeated.
	const began = Date.UTC(2026, 0, 1);
	const sandbox = await testSandbox({ now: () => clock.now() });
	const engine = await new Engine({
		nodeTypes: Object.fromEntries(
			[...OPERATIONS.values()].map(({ of }): [string, INodeType] => {
				const node = of.node();
				return [`n8n-nodes-iqm-applovin.${node.description.name}`, node];
			}),
		),
		credentialTypes: {
			iqmApi: new IqmApi(),
			appLovinApi: new AppLovinApi(),
			appLovinAxonApi: new AppLovinAxonApi(),
		},
		credentials: {},
	}).start();
	let now = 0;
	clock.now = () => began + now;
	clock.sleep = async (ms) => {
		now += ms;
	};
	const world: World = {
		sandbox,
		ground: await setGround(sandbox),
		engine,
		pass: (ms) => {
			now += ms;
		},
		toStart: () => {
			now = 0;
		},
		run: async (what) => await runCase(world, what),
		close: async () => {
			Object.assign(clock, real);
			await sandbox.close();
		},
	};
	return world;
}
