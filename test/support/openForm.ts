import * as core from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import { AppLovinApi } from '../../credentials/AppLovinApi.credentials';
import { AppLovinAxonApi } from '../../credentials/AppLovinAxonApi.credentials';
import { AppLovinReportApi } from '../../credentials/AppLovinReportApi.credentials';
import { IqmApi } from '../../credentials/IqmApi.credentials';
import type { Sandbox } from '../../sandbox';
import { Engine } from './engine';
import { appLovinCredential, axonCredential, reportCredential, sandboxCredential } from './harness';

export interface OpenFormOptions {
	/** What the user has entered so far. */
	parameters?: INodeParameters;
	credential?: ICredentialDataDecryptedObject;
}

/** A node's form that is open in the editor, which asks for lists. */
export interface OpenForm {
	/** Opens the list of a resource locator, with the search text and page. */
	search(method: string, filter?: string, page?: string): Promise<INodeListSearchResult>;
	/** Opens the list of an options parameter. */
	load(method: string): Promise<INodePropertyOptions[]>;
}

/**
 * Opens a node's form on n8n's real engine: a list method runs with n8n-core's own LoadOptionsContext,
 * on a workflow with only this node, as n8n's server makes it (`DynamicNodeParametersService`). Both
 * n8n lines build the context in the same way.
 */
export function openForm(
	sandbox: Sandbox,
	nodeType: INodeType,
	{ parameters = {}, credential }: OpenFormOptions = {},
): OpenForm {
	const type = `n8n-nodes-iqm-applovin.${nodeType.description.name}`;
	const engine = new Engine({
		nodeTypes: { [type]: nodeType },
		credentialTypes: {
			iqmApi: new IqmApi(),
			appLovinApi: new AppLovinApi(),
			appLovinAxonApi: new AppLovinAxonApi(),
			appLovinReportApi: new AppLovinReportApi(),
		},
		credentials: {
			iqm: credential ?? sandboxCredential(sandbox),
			applovin: credential ?? appLovinCredential(sandbox),
			axon: credential ?? axonCredential(sandbox),
			report: credential ?? reportCredential(sandbox),
		},
	});
	const node: INode = {
		id: 'uuid-1234',
		name: 'Temp-Node',
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: {
			iqmApi: { id: 'iqm', name: 'IQM' },
			appLovinApi: { id: 'applovin', name: 'AppLovin' },
			appLovinAxonApi: { id: 'axon', name: 'AppLovin Axon' },
			appLovinReportApi: { id: 'report', name: 'AppLovin Reporting' },
		},
	};

	const context = () => {
		const workflow = engine.workflow({ nodes: [node], connections: {} });
		const additionalData = { ...engine.additionalData(), currentNodeParameters: parameters };
		return new core.LoadOptionsContext(workflow, node, additionalData, '');
	};
	const method = <T>(kind: 'listSearch' | 'loadOptions', name: string): T => {
		const found = nodeType.methods?.[kind]?.[name];
		if (found === undefined) throw new Error(`No ${kind} method ${name}`);
		return found as T;
	};
	return {
		search: async (name, filter, page) => {
			type Search = NonNullable<NonNullable<INodeType['methods']>['listSearch']>[string];
			return await method<Search>('listSearch', name).call(context(), filter, page);
		},
		load: async (name) => {
			type Load = NonNullable<NonNullable<INodeType['methods']>['loadOptions']>[string];
			return await method<Load>('loadOptions', name).call(context());
		},
	};
}
