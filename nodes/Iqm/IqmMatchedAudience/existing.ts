import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { isRenamed } from '../../common/ground/names';
import { isBlank, isObject } from '../../common/ground/values';
import type { Comparison, Difference, Found } from '../../common/run/ifItExists';
import type { PagedList } from '../../verbs/describe';
import { checkAsked } from '../shared/asked';
import { rowsOfName } from '../shared/namedRows';
import { inBody } from '../shared/paging';
import { statusWord } from '../shared/statuses';
import { iqmRequest, pathId } from '../transport/request';
import { MATCHED, STATUS_ID } from './audiences';

const COUNT = 'Number of Records';

/** What IQM answers with the status 422 for an audience that was deleted (IQM OpenAPI audience). */
const DELETED_WORDS = /no active audience/i;

/** Statuses of audiences that no campaign will ever be able to target. */
const USELESS = ['Failed', 'Rejected'];

const WANTED = 'Processing, Pending or Ready';

/** An audience of IQM's list under the names that an upload's result has. */
function shown(row: IDataObject): IDataObject {
	const { audienceId, audienceName, audienceStatusId, fileTotalCount, rejectionReason } = row;
	return {
		matchedAudienceId: audienceId,
		audienceName,
		fileTotalCount,
		status: statusWord(audienceStatusId, STATUS_ID),
		rejectionReason,
	};
}

/**
 * The matched audiences whose name looks like this one that are not deleted (IQM OpenAPI audience,
 * `POST /api/v3/audience/list`). No document says that the list leaves deleted ones out.
 */
export async function audiencesOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
): Promise<Found> {
	const list: PagedList = {
		method: 'POST',
		path: '/api/v3/audience/list',
		filters: { audienceTypeIds: [MATCHED] },
		idName: 'audienceId',
		pages: inBody('audienceList'),
	};
	const { rows, askedAt } = await rowsOfName(
		context,
		itemIndex,
		{
			list,
			nameKey: 'audienceName',
			parameter: 'audienceName',
			searchedBy: (part) => ({ searchFields: [part] }),
		},
		name,
	);
	const present = rows.filter(({ audienceStatusId }) => Number(audienceStatusId) !== STATUS_ID.Deleted);
	return { rows: present.map(shown), askedAt };
}

/**
 * An audience that was uploaded a moment ago as it is now; undefined if it is deleted or has another
 * name. IQM does not say there how many records it has: that is known from its upload.
 */
export async function presentAudience(
	context: IExecuteFunctions,
	itemIndex: number,
	{ matchedAudienceId, fileTotalCount }: IDataObject,
	name: string,
): Promise<IDataObject | undefined> {
	const id = String(matchedAudienceId);
	const path = `/api/v3/audience/matched/${pathId(id)}`;
	const reply = await iqmRequest(context, { method: 'GET', path }, itemIndex).catch(
		async (failure: unknown) => {
			const isDeleted = failure instanceof ApiFailure && DELETED_WORDS.test(failure.message);
			return isDeleted ? undefined : await Promise.reject(failure);
		},
	);
	if (reply === undefined) return undefined;
	const { data } = reply;
	if (!isObject(data) || isBlank(data.audienceId)) {
		throw new ApiFailure(`IQM's response is missing the matched audience ${id}`);
	}
	checkAsked('matched audience', id, data.audienceId);
	const isGone =
		Number(data.audienceStatusId) === STATUS_ID.Deleted || isRenamed(data.audienceName, name);
	return isGone ? undefined : { ...shown(data), fileTotalCount };
}

/**
 * How an audience that exists compares with a file: by the number of records, since IQM shows nothing
 * of what is in it. While it processes a file, it may not know the number either.
 */
export function compareAudience(
	{ fileTotalCount: wanted }: IDataObject,
	{ fileTotalCount: present, status }: IDataObject,
): Comparison {
	const differs: Difference[] = [];
	const isCounted = Number(present) > 0;
	if (isCounted && Number(present) !== Number(wanted)) {
		differs.push({ label: COUNT, wanted, present, isGrave: true });
	}
	if (USELESS.includes(String(status))) {
		differs.push({ label: 'Status', wanted: WANTED, present: status, isGrave: true });
	}
	return {
		differs,
		notCompared: isCounted
			? 'whether it holds the same people'
			: 'whether it holds the same people, and the number of records, which IQM does not show yet',
		remedy: 'Rename or delete the one that exists',
	};
}
