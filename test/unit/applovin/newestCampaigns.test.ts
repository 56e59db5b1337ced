import type { IDataObject } from 'n8n-workflow';

import { newest } from '../../../nodes/AppLovin/AppLovinCampaignTrigger/campaigns';

/** Which campaigns a test in the editor shows: the list has no order. */

const shown = (...rows: IDataObject[]) =>
	newest(rows.map((json, nth) => ({ id: String(nth), status: 'true', json }))).map(({ id }) => id);

it('the newest three, under either name of their time', () => {
	expect(
		shown(
			{ created_at: '2023-07-13 00:00:00' },
			{ created: '2026-01-01 00:00:00' },
			{ created_at: '2024-05-01 00:00:00' },
			{ created_at: '2025-12-31 23:59:59' },
		),
	).toEqual(['1', '3', '2']);
});

it('and one without a time only where there are no three with one', () => {
	const dated = { created_at: '2024-05-01 00:00:00' };
	expect(shown({}, dated, dated, dated)).toEqual(['1', '2', '3']);
	expect(shown({}, dated)).toEqual(['1', '0']);
});
