import type { IPollFunctions } from 'n8n-workflow';

import type { Seen } from '../../common/poll/watch';
import { byId, observe } from '../../common/poll/watch';
import { ApiFailure } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import { STATUS_ID as INSIGHT_STATUS_ID } from '../IqmReport/operations/audienceInsight/insights';
import {
	CSV,
	isNotReady,
	LINK_REQUEST,
	STATUS_ID,
} from '../IqmReport/operations/voterLevelDataReport/reports';
import type { Asking } from '../shared/listTrigger';
import { knownStatus } from '../shared/statuses';
import { iqmRequest } from '../transport/request';

const READY = 'ready';

/**
 * The newer list of statuses calls 2 "processing" and 3 "ready", an older one 2 "ready" and 3 "failed":
 * in neither is a report ready with another number. Words are the newer list's.
 */
export const MAY_BE_READY = ['processing', READY];

/** The most reports that one poll asks about; the others wait for the next one. */
const MOST_ASKED = 10;

/** The same for an example in the editor, whose user is waiting. */
const MOST_SAMPLED = 5;
const SAMPLES = 3;

/** These are about the moment or the login, so that the next poll asks again. */
const PASSING = ['401', '408', '429'];

/** Whether IQM's answer was a refusal for some other reason than the report's status. */
function isRefusal(error: unknown): boolean {
	if (!(error instanceof ApiFailure)) return false;
	const { httpCode = '' } = error.facts;
	return /^(?:200|4\d\d)$/.test(httpCode) && !PASSING.includes(httpCode);
}

/**
 * Whether IQM gives the link to a report's file, which costs nothing; the link is not followed, and
 * goes no further. If the answer says neither yes nor no, the newer list of statuses holds.
 *
 * @throws ApiFailure if IQM can't be asked now
 */
async function isReady(context: IPollFunctions, until: number, { id, status }: Seen): Promise<boolean> {
	const body = { reportId: Number(id), fileTypeId: CSV };
	const isReadyByList = status === READY;
	return await iqmRequest(context, { ...LINK_REQUEST, body, until }).then(
		({ data }) => !isBlank(isObject(data) ? data.vldReportUrl : data) || isReadyByList,
		async (error: unknown) => {
			if (isNotReady(error)) return false;
			return isRefusal(error) ? isReadyByList : await Promise.reject(error);
		},
	);
}

/**
 * Asks IQM for the link to each report that has entered a status which one of the two lists calls
 * ready: "Only reports with a 'ready' status are eligible for download", so the answer decides. That is
 * one request for each such change. What is not ready is noted with its status, and asked about again
 * when it has changed.
 */
export const askForLinks: Asking = (context, until, watch) => ({
	...watch,
	async read() {
		const seen = await watch.read();
		// Only to see what has changed: the memory itself is untouched.
		const memory = { ...context.getWorkflowStaticData('node') };
		const { events } = observe(memory, watch.scope, seen, watch.wanted, watch.things);
		const later = new Set(events.slice(MOST_ASKED).map(({ id }) => id));
		const notReady = new Set<string>();
		for (const event of events.slice(0, MOST_ASKED)) {
			if (!(await isReady(context, until, event))) notReady.add(event.id);
		}
		return seen
			.filter(({ id }) => !later.has(id))
			.map((one) => (notReady.has(one.id) ? { ...one, isNotedOnly: true } : one));
	},
	async sample() {
		const ready: Seen[] = [];
		const newest = (await watch.read())
			.filter(({ status }) => MAY_BE_READY.includes(status))
			.sort((a, b) => byId(b.id, a.id));
		for (const one of newest.slice(0, MOST_SAMPLED)) {
			if (ready.length < SAMPLES && (await isReady(context, until, one))) ready.push(one);
		}
		return ready;
	},
	toJson: (event, observedAt) => {
		const { status, previousStatus } = event;
		// A report that is ready with another number than 3 is of the older list.
		const isOlder = status !== READY;
		const before = new Map(Object.entries(STATUS_ID)).get(previousStatus ?? '');
		const word = isOlder ? knownStatus(before, INSIGHT_STATUS_ID) : undefined;
		return watch.toJson({ ...event, status: READY, previousStatus: word ?? previousStatus }, observedAt);
	},
});
