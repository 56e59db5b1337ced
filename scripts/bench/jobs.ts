import { JOBS } from '../../test/support/jobs';
import type { Job } from '../../test/support/jobs';
import { PER_HOUR, PER_MINUTE } from '../../test/support/jobLimits';
import { runJob, runJobByHttpRequest } from '../../test/support/runJob';
import type { JobRow } from './types';

const LIMITS = {
	iqm: { requests: PER_MINUTE, seconds: 60 },
	applovin: { requests: PER_HOUR, seconds: 3_600 },
};

/** The shortest wait in seconds for so many requests, the first of which leaves at once. */
function leastWait({ api, takesSeconds = 0 }: Job, requests: number): number {
	const limit = LIMITS[api];
	const windows = Math.floor(Math.max(0, requests - 1) / limit.requests);
	return Math.max(takesSeconds, windows * limit.seconds);
}

/** Does each job with the package's node and with n8n's HTTP Request node. */
export async function measureJobs(): Promise<JobRow[]> {
	const rows: JobRow[] = [];
	for (const job of JOBS) {
		const { name, least, because, http, done } = job;
		const figures = await runJob(job);
		if (figures.done !== done.wanted) throw new Error(`${name}: ${figures.done} were done`);
		const counted = await runJobByHttpRequest(job);
		const httpRequests = counted ?? Number(http);
		rows.push({
			name,
			because,
			least: { requests: least, seconds: leastWait(job, least) },
			node: { requests: figures.requests, seconds: figures.waitedSeconds },
			refused: figures.refused,
			http: { requests: httpRequests, seconds: leastWait(job, httpRequests) },
			isComputed: counted === undefined,
		});
	}
	return rows;
}
