import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { BINARY_ENCODING } from 'n8n-workflow';

type Executing = INodeType & {
	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]>;
};

/** The node, with the files of its items in n8n's file system instead of in the items. */
export function storingFiles<Node extends Executing>(node: new () => Node): new () => Node {
	const { execute } = node.prototype as Node;
	const storing = class extends (node as new () => Executing) {
		override async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			for (const { binary = {} } of this.getInputData()) {
				for (const [field, { data, fileName, mimeType, id }] of Object.entries(binary)) {
					if (id !== undefined) continue;
					const content = Buffer.from(data, BINARY_ENCODING);
					binary[field] = await this.helpers.prepareBinaryData(content, fileName, mimeType);
					expect(binary[field].id).toMatch(/^filesystem/);
				}
			}
			return await execute.call(this);
		}
	};
	return storing as unknown as new () => Node;
}
