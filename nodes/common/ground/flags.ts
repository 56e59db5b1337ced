/** How APIs write yes and no, besides JSON's own words. */
const YES = new Set(['true', '1', 'active', 'enabled', 'on', 'yes', 'live', 'running']);
const NO = new Set(['false', '0', 'inactive', 'paused', 'disabled', 'off', 'no', 'stopped']);

/**
 * What a switch in an answer says: true or false, 1 or 0, or a word such as "active" or "PAUSED".
 *
 * @returns undefined for anything else, which must not be taken for either
 */
export function flagOf(value: unknown): boolean | undefined {
	if (!['boolean', 'number', 'string'].includes(typeof value)) return undefined;
	const word = String(value).trim().toLowerCase();
	if (YES.has(word)) return true;
	return NO.has(word) ? false : undefined;
}
