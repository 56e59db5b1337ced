import type { INode } from 'n8n-workflow';

/** Whether the node is an AI agent's tool: n8n makes a second type of every node for that. */
export function isTool({ type }: INode): boolean {
	return type.endsWith('Tool');
}
