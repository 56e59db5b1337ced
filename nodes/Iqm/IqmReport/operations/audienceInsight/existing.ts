import type { IDataObject } from 'n8n-workflow';

import { hint } from '../../../../common/form/moreHint';
import { ApiFailure } from '../../../../common/ground/errors';
import { wantsPreview } from '../../../../common/guard/preview';
import type { ExistsWords, IfItExists } from '../../../../common/run/ifItExists';
import { refuseExisting, refuseUnsure, soleOf } from '../../../../common/run/ifItExists';
import type { Item } from '../../../../common/run/item';
import type { Earlier, Named } from '../../../../common/run/knownNames';
import { earlierOf } from '../../../../common/run/knownNames';
import { creating, inTurns, latelyKey } from '../../../../common/run/madeLately';
import { listed } from '../../../shared/namedRows';
import { accountKey } from '../../../transport/request';
import { INSIGHT_PAGES, insightStatus, isOfAudience } from './insights';

/** Insights that audiences have already: an audience tells one insight from another. */

export const WORDS: ExistsWords = {
	rules:
		'The newest one counts, unless it failed; deleted ones are ignored. If there are several audiences, only those without an insight get one.',
};

/** All insights, the newest first (IQM OpenAPI insights, getInsightsDetailList). */
export const INSIGHT_LIST = {
	method: 'GET' as const,
	path: '/api/v3/ins/insights/list',
	filters: { sortBy: '-id' },
	idName: 'id',
	pages: INSIGHT_PAGES,
};

/** An audience of the form, and what this execution knows about its insight. */
export interface Audience {
	id: number;
	named: Named;
	earlier: Earlier;
}

/** Each audience once. */
export function audiencesOf({ context }: Item, ids: number[]): Audience[] {
	return [...new Set(ids)].map((id) => {
		const named = { what: 'insight of the audience', name: String(id) };
		return { id, named, earlier: earlierOf(context, named) };
	});
}

/** Does the work once no other execution of this process is still busy with one of the audiences. */
export async function inTurnOfAll<T>(
	{ context }: Item,
	audiences: Audience[],
	work: () => Promise<T>,
): Promise<T> {
	const account = await accountKey(context);
	const keys = audiences.map(({ named }) => latelyKey(account, named));
	return await inTurns(keys, context.getExecutionCancelSignal(), work);
}

const labelOf = ({ id }: IDataObject): string => `insightId ${String(id)}`;

/**
 * The insights that exist already, by their audiences: none where the form does not look for them.
 *
 * @throws InputError where the form says that one that exists is an error
 * @throws ApiFailure if IQM counts more insights than it lists: one may be among the others
 */
export async function existingOf(
	{ context, index }: Item,
	audiences: Audience[],
	choice: IfItExists,
): Promise<Map<number, IDataObject>> {
	if (choice === 'create' || wantsPreview(context, index)) return new Map();
	const { rows, askedAt, isIncomplete } = await listed(context, index, INSIGHT_LIST, Infinity);
	const counted = rows.filter((row) => isOfAudience(row) && insightStatus(row) !== 'failed');
	const found = audiences.flatMap(({ id, named, earlier }) => {
		const newest = counted
			.filter(({ sourceId }) => String(sourceId) === String(id))
			.sort((a, b) => Number(b.id) - Number(a.id))
			.slice(0, 1);
		const row = soleOf(named, earlier, { rows: newest, askedAt });
		return row === undefined ? [] : [{ id, named, row }];
	});
	if (isIncomplete && found.length < audiences.length) {
		throw new ApiFailure(
			`IQM listed ${rows.length} insights but reports a higher total: an insight of the audience may be among the rest`,
			{ description: 'Nothing was created. Try again later, or check in IQM.' },
		);
	}
	if (found.length > 0) {
		const names = found.map(({ named }) => named.name).join(', ');
		const labels = found.map(({ row }) => labelOf(row)).join(', ');
		refuseExisting({ ...found[0].named, name: names }, choice, labels);
		const message =
			found.length === 1
				? `The insight of the audience ${names} already exists (${labels}) and was returned; no new one was created.`
				: `The insights of the audiences ${names} already exist (${labels}) and were returned; no new ones were created.`;
		hint(context, message, 'info');
	}
	return new Map(found.map(({ id, row }) => [id, row]));
}

/**
 * Makes insights, and remembers of which audiences it is not known whether that happened.
 *
 * @throws ApiFailure if an earlier item may have made one of them
 */
export async function creatingAll<T>(
	audiences: Audience[],
	choice: IfItExists,
	work: () => Promise<T>,
): Promise<T> {
	if (choice === 'create') return await work();
	audiences.forEach(({ named, earlier }) => refuseUnsure(named, earlier));
	return await creating(() => audiences.map(({ earlier }) => earlier), work);
}
