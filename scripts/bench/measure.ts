import type { Job } from './types';

/**
 * A process that measures one thing, in which nothing else has run: `measure.ts JOB` reports the
 * result to its parent.
 */
async function figures(job: Job): Promise<object> {
	if (job.do === 'upload') return await (await import('./uploads')).measureUpload(job);
	if (job.do === 'read') return await (await import('./reading')).measureReading(job);
	if (job.do === 'download') return await (await import('./downloads')).measureDownload(job);
	if (job.do === 'sha256') return await (await import('./reading')).measureSha256(job.records);
	if (job.do === 'jobs') return await (await import('./jobs')).measureJobs();
	if (job.do === 'limit') return await (await import('./requests')).measureLimit();
	return await (await import('./requests')).measureSmall(job);
}

figures(JSON.parse(process.argv[2]) as Job).then(
	(found) => process.send?.(found, () => process.exit(0)),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
		process.exit(1);
	},
);
process.on('disconnect', () => process.exit(1));
