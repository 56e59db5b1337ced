import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { IqmCreative } from '../../nodes/Iqm/IqmCreative/IqmCreative.node';
import type { RecordedRequest, SandboxOptions } from '../../sandbox';
import { sampleContent } from '../../sandbox';
import { freshSandbox } from './freshSandbox';
import type { NodeRunOptions } from './harness';
import { fileItem, runNode } from './harness';

export const ADD_IMAGES = '/api/v2/crt/add/image/banner/creative';
export const ADD_OTHERS = '/api/v3/crt/creatives';

export const PNG = sampleContent('/samples/banner.png');
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The form for an upload of images. */
export const IMAGE = {
	operation: 'upload',
	ifItExists: 'create',
	kind: 'image',
	binaryPropertyName: 'data',
	clickUrl: 'https://iqm.com',
};

/** One item with several files, named by their fields. */
export function filesItem(
	files: Record<string, [fileName: string, content: Buffer]>,
): INodeExecutionData {
	const binary = Object.entries(files).map(([field, [fileName, content]]) => [
		field,
		fileItem(fileName, 'application/octet-stream', content, field).binary?.[field],
	]);
	return { json: {}, binary: Object.fromEntries(binary) as Record<string, IBinaryData> };
}

/** The JSON in one part of a multipart request; null if there is no such part. */
export function jsonPart(request: RecordedRequest, name: string): Record<string, IDataObject> {
	const part = request.parts?.find((candidate) => candidate.name === name);
	return JSON.parse(part?.content.toString() ?? 'null') as Record<string, IDataObject>;
}

/**
 * The fixture for one test file on IQM Creative: a sandbox, and functions that run the node on it.
 *
 * @returns to be destructured; `sandbox` has its contents in tests and hooks only
 */
export function creativeStage(options?: SandboxOptions) {
	const sandbox = freshSandbox(options);
	return {
		sandbox,
		run: async (
			parameters: IDataObject,
			items?: INodeExecutionData[],
			others: NodeRunOptions = {},
		) => await runNode(sandbox, new IqmCreative(), parameters, { items, ...others }),
		/** Makes IQM answer the next request for creatives with this content. */
		answerWith: (body: unknown): void => {
			const message = JSON.stringify(body);
			sandbox.addFault({ path: /creative/, kind: 'notJson', message });
		},
	};
}
