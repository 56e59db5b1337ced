import { parse, stringify } from 'flatted';
import type { IRun, IRunExecutionData } from 'n8n-workflow';

/**
 * What n8n's server turns a stored execution into for "Retry execution" (ExecutionService.retry): the
 * failed run of the last node is removed, everything else stays, and that node is still on the stack.
 */
export function forRetry(run: IRun): IRunExecutionData {
	const data = parse(stringify(run.data)) as IRunExecutionData;
	delete data.resultData.error;
	const runs = data.resultData.runData[data.resultData.lastNodeExecuted ?? ''];
	if (runs?.at(-1)?.error !== undefined) runs.pop();
	return data;
}
