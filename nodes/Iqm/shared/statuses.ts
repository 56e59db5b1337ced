import { isBlank } from '../../common/ground/values';

/**
 * A status in words, from the id in the current generation's answers; undefined for an id that the
 * documents do not know.
 */
export function knownStatus(id: unknown, ids: Record<string, number>): string | undefined {
	return Object.entries(ids).find(([, known]) => known === Number(id))?.[0];
}

/** The same for results, which always say something. */
export function statusWord(id: unknown, ids: Record<string, number>): string {
	return knownStatus(id, ids) ?? 'without a known status';
}

/** The same for a memory of statuses: ids that the documents do not know stay distinguishable. */
export function distinctStatus(id: unknown, ids: Record<string, number>): string {
	return isBlank(id) ? '' : (knownStatus(id, ids) ?? `unknown (${String(id)})`);
}
