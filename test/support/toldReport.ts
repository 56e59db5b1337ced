import type { IDataObject } from 'n8n-workflow';

import { IqmReport } from '../../nodes/Iqm/IqmReport/IqmReport.node';
import type { NodeRunOptions } from './harness';
import { runNode, sandboxCredential } from './harness';
import type { Teller } from './toldServer';
import { tellJson, told } from './toldServer';
import type { VerbRun } from './verbNode';
import { NO_SANDBOX } from './verbNode';

/** Runs an operation of the report node on the engine against a server that answers as told. */
export async function runReport(
	teller: Teller,
	resource: string,
	operation: string,
	parameters: IDataObject,
	options: NodeRunOptions = {},
): Promise<VerbRun> {
	return await told(teller, async (server) => {
		const credential = sandboxCredential(NO_SANDBOX, { baseUrl: server.baseUrl });
		const form = { resource, operation, ...parameters };
		const run = await runNode(NO_SANDBOX, new IqmReport(), form, { credential, ...options });
		return { ...run, server };
	});
}

/** Answers every request with this content. */
export const tellsData =
	(data: unknown): Teller =>
	(response) =>
		tellJson(response, { success: true, data });

/** Answers every request with this body. */
export const tells =
	(body: unknown, status = 200): Teller =>
	(response) =>
		tellJson(response, body, status);

export const picked = (id: string): IDataObject => ({ __rl: true, mode: 'id', value: id });
