import type { IDataObject } from 'n8n-workflow';

import { REPORT, runNode, startEngine } from './engine';
import { sampled } from './sampled';
import type { Figures, Job } from './types';

const TINY_BYTES = 20_000;

const PARAMETERS: IDataObject = {
	resource: 'report',
	operation: 'download',
	definition: 'new',
	dimensions: ['campaign'],
	columns: ['impressions'],
	requestType: 2,
	timezoneId: { __rl: true, mode: 'id', value: '29' },
	period: 'yesterday',
	fileType: 1,
	binaryPropertyName: 'data',
};

/** Downloads a tiny report first, and then one of this size, measured. */
export async function measureDownload({
	megabytes,
	sink,
}: Extract<Job, { do: 'download' }>): Promise<Figures> {
	const engine = await startEngine(sink);
	const download = async (bytes: number): Promise<void> => {
		await fetch(`${sink}/next/${bytes}`);
		const [item] = await runNode(engine, REPORT, PARAMETERS);
		const got = item.binary?.data.bytes;
		if (got === bytes) return;
		throw new Error(`The node stored ${got} bytes instead of ${bytes}`);
	};
	await download(TINY_BYTES);
	return await sampled(async () => await download(megabytes * 1e6));
}
