import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import { listIn } from '../transport/answerRows';
import type { IqmRequest } from '../transport/request';

/** Groups of the older answer. */
const GROUPS: Record<string, string> = {
	mandatoryColumns: 'mandatory',
	voterIDColumns: 'voterId',
	optionalColumns: 'optional',
};

function columnOf(row: IDataObject, group?: string): IDataObject[] {
	const key = row.l2Name ?? row.key;
	if (isBlank(key)) return [];
	const name = [row.name, row.label, row.displayName].find((text) => !isBlank(text)) ?? key;
	const column: IDataObject = { key, name, id: row.id };
	if (group !== undefined) column.group = group;
	if (!isBlank(row.isSingleColumn)) column.isSingleColumn = row.isSingleColumn;
	return [column];
}

/**
 * The columns in either documented answer: three groups with `l2Name` (quickstart "Upload Matched
 * Audience", step 2), or a plain list with `key` and `label` (Audience API guideline).
 */
export function readColumnList(data: unknown): IDataObject[] {
	const grouped = isObject(data)
		? Object.entries(GROUPS).flatMap(([name, group]) =>
				(listIn(data[name] ?? [], []) ?? []).flatMap((row) => columnOf(row, group)),
			)
		: [];
	const rows = listIn(data, ['data']) ?? [];
	const columns = grouped.length > 0 ? grouped : rows.flatMap((row) => columnOf(row));
	// HTTP 204 ("No Content") is documented for this list.
	if (columns.length > 0 || data === undefined) return columns;
	throw new ApiFailure("IQM's response is missing a list of columns", {
		description:
			"The response has an unknown format. 'Detect From Header' in Upload works without it.",
	});
}

/** "There is nothing at this path", or not for this method. */
const NOT_THERE = ['404', '405'];

function isGone(failure: unknown): boolean {
	return failure instanceof ApiFailure && NOT_THERE.includes(failure.facts.httpCode ?? '');
}

async function outcomeOf<T>(work: Promise<T>): Promise<{ value: T } | { failure: unknown }> {
	try {
		return { value: await work };
	} catch (error) {
		return { failure: error };
	}
}

/**
 * Asks for the columns: `POST /api/v3/audience/static/matched/column-list` without a body (quickstart,
 * step 2). The newer guideline has a GET at the same path; that it may have replaced the POST is a
 * guess, so the GET is only tried if there is no POST.
 */
export async function askColumnList<T>(send: (request: IqmRequest) => Promise<T>): Promise<T> {
	const path = '/api/v3/audience/static/matched/column-list';
	const posted = await outcomeOf(send({ method: 'POST', path }));
	if ('value' in posted) return posted.value;
	if (!isGone(posted.failure)) throw posted.failure;
	const got = await outcomeOf(send({ method: 'GET', path }));
	if ('value' in got) return got.value;
	// If neither exists, the failure of the documented request says more.
	throw isGone(got.failure) ? posted.failure : got.failure;
}
