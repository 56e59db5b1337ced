import { FIELDS } from '../../../nodes/Iqm/IqmCampaign/form/fields';
import { MONEY } from '../../../nodes/Iqm/transport/account';

const AMOUNTS = [...FIELDS].flatMap(([name, { money }]) => (money === undefined ? [] : [{ name, money }]));

it('knows the amounts of the form', () => {
	expect(AMOUNTS.map(({ name }) => name).sort()).toEqual([
		'allowedMinBid',
		'budgetDay',
		'budgetTotal',
		'maxBid',
		'minBid',
		'targetCPI',
		'totalCPM',
	]);
});

it.each(AMOUNTS)('counts $name as the guard of the spend limits does', ({ name, money }) => {
	expect(typeof money === 'string' ? money : undefined).toBe(MONEY.amounts[name]);
});
