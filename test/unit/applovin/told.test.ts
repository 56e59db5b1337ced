import type { IDataObject } from 'n8n-workflow';

import { changesRefused } from '../../../nodes/AppLovin/AppLovinCampaign/repeatedRows';
import { SET } from '../../../nodes/AppLovin/AppLovinCreativeSet/creativeSets';
import { sizesTold } from '../../../nodes/AppLovin/AppLovinCreativeSet/repeatedSizes';
import { refuseContradictions } from '../../../nodes/AppLovin/shared/contradicted';
import { partsOf } from '../../../nodes/AppLovin/transport/envelope';
import type { Contradiction } from '../../../nodes/common/guard/contradiction';

/** What the answer to a change tells about it, in forms that no document shows. */

describe('objects by key, under the name of a list', () => {
	const refused = (countries: IDataObject) =>
		changesRefused({ countries: [{ country: 'gb', budget: 50 }] }, { countries }, 0);

	it('are rows where one of them is among those that were sent', () => {
		expect(refused({ gb: { budget: 50 }, fr: { budget: 1 } })).toEqual([]);
		expect(refused({ gb: { budget: 1 }, fr: { budget: 1 } })).toMatchObject([{ wanted: 50, present: 1 }]);
	});

	it('may be about something else where none is', () => {
		expect(refused({ summary: { count: 1 } })).toEqual([]);
	});
});

describe('sizes in one text', () => {
	const told = (data: unknown) => sizesTold({ BANNER: false, INTER: true }, data, SET).found;

	it.each(['INTER,CTV', 'INTER, CTV', ' inter , mrec '])('are read: those that are on are %j', (on) => {
		expect(told({ enabled_sizes: on })).toEqual([]);
	});

	it.each(['BANNER,INTER', 'CTV, BANNER, INTER', ' inter , banner '])(
		'are compared with what was sent: %j',
		(on) => {
			expect(told({ enabled_sizes: on })).toMatchObject([{ wanted: false, present: true }]);
		},
	);
});

describe('an answer that says otherwise', () => {
	const STATUS: Contradiction = { label: 'Status', wanted: false, present: 'ACTIVE' };
	const BUDGET: Contradiction = { label: 'Daily Budget', wanted: 50, present: 5 };
	const words = (...found: Contradiction[]): string | undefined => {
		try {
			refuseContradictions('campaign', 'campaign_id 7', found);
		} catch (error) {
			return (error as Error).message;
		}
		return undefined;
	};

	it('is told by its differences, the status in words of its own and first', () => {
		expect(words()).toBeUndefined();
		expect(words(STATUS)).toBe('AppLovin reported that the campaign is still active');
		expect(words(BUDGET, STATUS)).toMatch(
			/^AppLovin reported that the campaign is still active; .*Daily Budget[^;]*$/,
		);
		expect(words(BUDGET)).toMatch(/^AppLovin reported that [^;]*Daily Budget[^;]*$/);
	});
});

it('is searched down to its fourth level, the answer itself included', () => {
	const levels = { n: 1, data: { n: 2, result: { n: 3, item: { n: 4, object: { n: 5 } } } } };
	expect(partsOf(levels, []).map(({ fields }) => fields.n)).toEqual([1, 2, 3, 4]);
});
