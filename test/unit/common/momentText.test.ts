import { momentText } from '../../../nodes/common/ground/moments';

/** Moments in messages: a buyer reads them. */
it.each<[string, string | undefined, string]>([
	['2026-11-28T13:00:00.000Z', 'America/New_York', '2026-11-28 08:00 (America/New_York)'],
	['2026-11-28T08:00:00.000Z', undefined, '2026-11-28 08:00 UTC'],
	['2026-03-31T23:59:59.000Z', undefined, '2026-03-31 23:59:59 UTC'],
])('tells %s in %s as %s', (at, zone, text) => {
	expect(momentText(Date.parse(at), zone)).toBe(text);
});
