import { createRequire } from 'node:module';
import path from 'node:path';

import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

const load = createRequire(__filename);

/**
 * A description with the poll times that n8n's loader adds to the form of a polling trigger, and of no
 * other node. They come from the n8n-core that runs the test, which does not export them.
 */
export function asLoaded(description: INodeTypeDescription): INodeTypeDescription {
	if (description.polling !== true) return description;
	const file = path.join(path.dirname(load.resolve('n8n-core')), 'nodes-loader/constants.js');
	const { commonPollingParameters } = load(file) as {
		commonPollingParameters: INodeProperties[];
	};
	return { ...description, properties: [...commonPollingParameters, ...description.properties] };
}
