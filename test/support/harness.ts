import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeType,
	IRun,
	IRunExecutionData,
} from 'n8n-workflow';

import { AppLovinApi } from '../../credentials/AppLovinApi.credentials';
import { AppLovinAxonApi } from '../../credentials/AppLovinAxonApi.credentials';
import { AppLovinOAuth2Api } from '../../credentials/AppLovinOAuth2Api.credentials';
import { IqmApi } from '../../credentials/IqmApi.credentials';
import { resetErrorBudgets } from '../../nodes/AppLovin/axonTransport/errorBudget';
import { resetCreatePaths } from '../../nodes/AppLovin/shared/createPath';
import { sessions as appLovinSessions } from '../../nodes/AppLovin/transport/session';
import { resetLists } from '../../nodes/common/send/keptLists';
import { resetMadeLately } from '../../nodes/common/run/madeLately';
import { resetRateLimits } from '../../nodes/common/send/rateLimit';
import { sessions as iqmSessions } from '../../nodes/Iqm/transport/session';
import type { RecordedRequest, Sandbox, SandboxOptions } from '../../sandbox';
import { startSandbox } from '../../sandbox';
import { byIds } from './byIds';
import { Engine } from './engine';
import { unsimplified } from './unsimplified';

/** The result of a node's run on the engine. */
export interface NodeRun {
	/** Output items of the main output. */
	items: INodeExecutionData[];
	/** Output items of every output. */
	outputs: INodeExecutionData[][];
	/** The error that ended the node. */
	error?: Error & {
		description?: string | null;
		httpCode?: string | null;
		context?: IDataObject;
	};
	run: IRun;
	engine: Engine;
}

export interface NodeRunOptions {
	items?: INodeExecutionData[];
	/** Settings of the node besides its parameters: onError, retryOnFail, … */
	node?: Partial<INode>;
	credential?: ICredentialDataDecryptedObject;
	previous?: IRunExecutionData;
	timezone?: string;
	binaryMode?: 'filesystem' | 'memory';
	/** An earlier run's engine, to continue with its stored credential. */
	engine?: Engine;
	onStart?: (execution: { cancel(): void }, data: IRunExecutionData) => void;
}

/** The credential for the sandbox, without a request limit. */
export function sandboxCredential(
	sandbox: Sandbox,
	changes: IDataObject = {},
): ICredentialDataDecryptedObject {
	const { clientId, clientSecret, email, password } = sandbox.options.iqm;
	return {
		clientId,
		clientSecret,
		email,
		password,
		baseUrl: sandbox.url,
		workspaceHost: '',
		owId: '',
		requestsPerMinute: 0,
		loginMethod: 'login',
		sessionToken: '',
		sessionOwId: '',
		sessionObtainedAt: '',
		...(changes as ICredentialDataDecryptedObject),
	};
}

/** The first-party credential for the sandbox, without a request limit. */
export function appLovinCredential(
	sandbox: Sandbox,
	changes: IDataObject = {},
): ICredentialDataDecryptedObject {
	const { clientId, clientSecret } = sandbox.options.applovin;
	return {
		clientId,
		clientSecret,
		apiBaseUrl: `${sandbox.url}/campaign_management/v1`,
		oauthBaseUrl: sandbox.url,
		scopes: ['campaigns:write', 'creatives:write', 'source_bids:write'],
		requestsPerHour: 0,
		sessionToken: '',
		sessionObtainedAt: '',
		...(changes as ICredentialDataDecryptedObject),
	};
}

/** The Axon credential for the sandbox; the API's limit of 1,000 requests a minute is no setting. */
export function axonCredential(
	sandbox: Pick<Sandbox, 'url'>,
	changes: IDataObject = {},
): ICredentialDataDecryptedObject {
	return {
		apiKey: 'sandbox-applovin-axon-key',
		accountId: '12345',
		baseUrl: sandbox.url,
		...(changes as ICredentialDataDecryptedObject),
	};
}

/** The credential for a node of this name, by its type or in words: "appLovinAxonCampaign", "IQM Report". */
export function credentialFor(sandbox: Sandbox, name: string, changes: IDataObject = {}): ICredentialDataDecryptedObject {
	if (/^applovin ?axon/i.test(name)) return axonCredential(sandbox, changes);
	return /^applovin/i.test(name) ? appLovinCredential(sandbox, changes) : sandboxCredential(sandbox, changes);
}

/** A sandbox without a rate limit, unless the test sets one. */
export async function testSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	return await startSandbox({
		...options,
		iqm: { requestsPerMinute: 0, ...options.iqm },
		applovin: { requestsPerHour: 0, ...options.applovin },
	});
}

/** Forgets what the package keeps for a whole process: sessions, windows, lists, what was made. */
export function forgetProcessState(): void {
	iqmSessions.reset();
	appLovinSessions.reset();
	resetCreatePaths();
	resetErrorBudgets();
	resetRateLimits();
	resetLists();
	resetMadeLately();
}

const NODE_NAME = 'Node under test';

/**
 * Runs one node on the real engine with the credentials for `sandbox`.
 *
 * @param parameters its parameters, `operation` included; IDs stand for themselves, {@link byIds}, and
 *   results are whole, {@link unsimplified}
 */
export async function runNode(
	sandbox: Sandbox,
	nodeType: INodeType,
	parameters: IDataObject,
	options: NodeRunOptions = {},
): Promise<NodeRun> {
	const type = `n8n-nodes-iqm-applovin.${nodeType.description.name}`;
	const engine =
		options.engine ??
		(await new Engine({
			nodeTypes: { [type]: nodeType },
			credentialTypes: {
				iqmApi: new IqmApi(),
				appLovinApi: new AppLovinApi(),
				appLovinAxonApi: new AppLovinAxonApi(),
				appLovinOAuth2Api: new AppLovinOAuth2Api(),
			},
			credentials: {
				iqm: options.credential ?? sandboxCredential(sandbox),
				applovin: options.credential ?? appLovinCredential(sandbox),
				axon: options.credential ?? axonCredential(sandbox),
			},
			binaryMode: options.binaryMode,
		}).start());
	const node = {
		id: 'node-1',
		name: NODE_NAME,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: unsimplified(byIds(nodeType, parameters)),
		credentials: {
			iqmApi: { id: 'iqm', name: 'IQM' },
			appLovinApi: { id: 'applovin', name: 'AppLovin' },
			appLovinAxonApi: { id: 'axon', name: 'AppLovin Axon' },
			appLovinOAuth2Api: { id: 'applovin', name: 'AppLovin' },
		},
		...options.node,
	} as INode;
	const run = await engine.run(
		{ nodes: [node], connections: {}, settings: { timezone: options.timezone ?? 'UTC' } },
		{ input: options.items, previous: options.previous, onStart: options.onStart },
	);
	const result = run.data.resultData.runData[NODE_NAME]?.at(-1);
	const outputs = (result?.data?.main ?? []).map((items) => items ?? []);
	return {
		items: outputs[0] ?? [],
		outputs,
		error: (result?.error ?? run.data.resultData.error) as NodeRun['error'],
		run,
		engine,
	};
}

/** The hints shown above the node's output after its last run. */
export function hintsOf({ run }: NodeRun): string[] {
	const { runData } = run.data.resultData;
	return (Object.values(runData).at(0)?.at(-1)?.hints ?? []).map(({ message }) => message);
}

/** An input item with a file, as n8n's in-memory mode holds it. */
export function fileItem(
	fileName: string,
	mimeType: string,
	content: Buffer,
	field = 'data',
): INodeExecutionData {
	return {
		json: {},
		binary: { [field]: { fileName, mimeType, data: content.toString('base64') } },
	};
}

/** The requests that reached an API of the sandbox, without logins. */
export function apiRequests(sandbox: Sandbox): RecordedRequest[] {
	return sandbox.requests.filter(({ path }) => !/^\/(api\/v3\/ua|oauth)\//.test(path));
}

/** The requests to one path. */
export function requestsTo(sandbox: Sandbox, path: string): RecordedRequest[] {
	return sandbox.requests.filter((request) => request.path === path);
}
