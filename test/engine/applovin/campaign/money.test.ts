import type { IDataObject } from 'n8n-workflow';

import type { Way } from '../../../support/appLovinTargets';
import {
	APP_ID,
	campaign,
	run as runForms,
	sourceBid,
	target,
	targetForm,
} from '../../../support/appLovinTargets';
import { freshSandbox } from '../../../support/freshSandbox';

/** The units of bids at AppLovin: what the form says, what the campaign has, what an amount can mean. */
const sandbox = freshSandbox();

const run = async (forms: IDataObject | IDataObject[], way: Way) =>
	await runForms(sandbox, forms, way);

const USD = ['CPI', 'CPE', 'CPP_GOAL'];
const PERCENT = ['RET', 'ROAS_AD_BASED', 'ROAS_IAP'];
const TYPES = [...USD, ...PERCENT];
const unitOf = (type: string) =>
	PERCENT.includes(type) ? 'percent' : type === 'CPI' ? 'USD per install' : 'USD per goal event';
describe('the bid type in the form', () => {
	const pairs = TYPES.flatMap((own) => TYPES.map((chosen) => [own, chosen] as const));
	it.each(pairs)('is compared with that of the campaign: %s and %s', async (own, bid_type) => {
		const form = targetForm([{ country: 'gb', bid: '50' }], { bid_type });
		const { error, looks, sent } = await run(form, { present: campaign(own) });
		expect(looks).toBe(1);
		if (own === bid_type) {
			expect(error).toBeUndefined();
			expect(sent).toEqual([{ countries: [{ country: 'gb', bid: 50 }] }]);
			return;
		}
		expect(error?.message).toBe(
			`The campaign bids on ${own} (${unitOf(own)}), but 'Campaign Bid Type' says ${bid_type} (${unitOf(bid_type)})`,
		);
		expect(error?.description).toContain('Nothing was sent');
		expect(sent).toEqual([]);
	});

	it('is compared with it for rows of JSON and for DEFAULT too', async () => {
		for (const country of ['gb', 'DEFAULT']) {
			const form = target([{ country, bid: 50 }], { bid_type: 'ROAS_IAP' });
			const { error, sent } = await run(form, { present: campaign('CPI', []) });
			expect(error?.message).toContain('The campaign bids on CPI (USD per install)');
			expect(sent).toEqual([]);
		}
	});

	it.each(['cpi', ' Cpi ', 'CPI'])('may stand in the answer as %j', async (own) => {
		const form = targetForm([{ country: 'gb', bid: '2.9' }], { bid_type: 'CPI' });
		const { error, sent } = await run(form, { present: campaign(own) });
		expect(error).toBeUndefined();
		expect(sent).toHaveLength(1);
	});

	it('takes CPP, as the table of countries has it, for CPP_GOAL', async () => {
		const form = targetForm([{ country: 'gb', bid: '2.9' }], { bid_type: 'CPP_GOAL' });
		expect((await run(form, { present: campaign('CPP') })).sent).toHaveLength(1);
	});

	it('does not matter where no bid is set', async () => {
		const form = targetForm([{ country: 'gb', budget: '5' }], { bid_type: 'ROAS_IAP' });
		for (const own of ['CPI', 'NEW', undefined]) {
			expect((await run(form, { present: campaign(own) })).error).toBeUndefined();
		}
	});
});

/** Both operations that send a bid. */
const BIDS: Array<[string, (bid: unknown, type: string) => IDataObject, string, string]> = [
	[
		'Target: Update',
		(bid, bid_type) => targetForm([{ country: 'gb', bid: bid as string }], { bid_type }),
		'Countries 1: Bid',
		'bid',
	],
	[
		'Target: Update by JSON',
		(bid, bid_type) => target([{ country: 'gb', bid: bid as string }], { bid_type }),
		'Countries 1: Bid',
		'bid',
	],
	[
		'Source Bid: Update',
		(bid_value) => sourceBid({ bid_value: bid_value as string }),
		'Source Bids 1: Bid Value',
		'bid_value',
	],
	[
		'Source Bid: Update by JSON',
		(bid_value) =>
			sourceBid(
				{},
				{
					rowsFrom: 'json',
					rowsJson: JSON.stringify([{ app_id: APP_ID, country: 'gb', bid_value }]),
				},
			),
		'Source Bids 1: Bid Value',
		'bid_value',
	],
];

describe.each(BIDS)('%s', (_, form, label, key) => {
	const sentBid = (sent: IDataObject[]) =>
		[(sent[0]?.countries ?? sent[0]) as IDataObject[]].flat().map((row) => row?.[key]);
	const send = async (bid: unknown, type: string) =>
		await run(form(bid, type), { present: campaign(type) });

	it.each(PERCENT)('refuses a fraction of 1 where bids are percentages: %s', async (type) => {
		for (const [bid, meant] of [
			['0.5', '50'],
			['1', '100'],
			['1.5', '150'],
			['1.9999', '199.99'],
			[0.07, '7'],
		] as const) {
			const { error, sent } = await send(bid, type);
			expect(error?.message).toBe(
				`'${label}' is ${bid}, which would be a goal of ${bid}%: bids of ${type} are in percent`,
			);
			expect(error?.description).toContain(`enter 50, not 0.5, for half, and here ${meant} for`);
			expect(error?.description).toContain(`enter it with its sign: ${bid}%`);
			expect(sent).toEqual([]);
		}
	});

	it.each(PERCENT)('sends a goal of %s percent, with or without the percent sign', async (type) => {
		for (const [bid, amount] of [
			['50', 50],
			[2, 2],
			['2.5', 2.5],
			['150', 150],
			['50%', 50],
			[' 50 % ', 50],
			['1.5%', 1.5],
			['0.5%', 0.5],
		] as const) {
			const { error, sent } = await send(bid, type);
			expect(error).toBeUndefined();
			expect(sentBid(sent)).toEqual([amount]);
		}
	});

	it.each(USD)('sends USD for %s down to fractions of a cent, and refuses a percent sign', async (type) => {
		for (const bid of ['0.5', '1', '1.5', 2.9, '0.0001', '50']) {
			const { error, sent } = await send(bid, type);
			expect(error).toBeUndefined();
			expect(sentBid(sent)).toEqual([Number(bid)]);
		}
		for (const bid of ['50%', '1.5 %']) {
			const { error, sent } = await send(bid, type);
			expect(error?.message).toContain(`'${label}' must be a number, not '${parseFloat(bid)}%'`);
			expect(error?.message).toContain(`bids of ${type} are in ${unitOf(type)}`);
			expect(sent).toEqual([]);
		}
	});

	it.each(['%', '50%%', '%50', '5 percent', '0%', '-5%', '$5', '1e1%', '50.00001%'])(
		'refuses %s everywhere, and sends no request',
		async (bid) => {
			const { error, looks, sent } = await send(bid, 'ROAS_IAP');
			expect(error?.message).toContain(`'${label}' must`);
			expect([looks, sent]).toEqual([0, []]);
		},
	);

	it('compares a goal with Highest Bid as a plain number', async () => {
		const limits = { highestBid: '40' };
		for (const bid of ['40', '40%']) {
			const way = { present: campaign('RET'), limits };
			expect((await run(form(bid, 'RET'), way)).error).toBeUndefined();
		}
		const above = await run(form('40.0001%', 'RET'), { present: campaign('RET'), limits });
		expect(above.error?.message).toContain(`'${label.split(': ').at(-1)}' ('40.0001') is above 40`);
		expect([above.looks, above.sent]).toEqual([0, []]);
	});

	it.each<[string, unknown, string]>([
		['no bid type', { countries: [] }, 'missing the bid type'],
		['an empty one', campaign(''), 'missing the bid type'],
		['null', campaign(null), 'missing the bid type'],
		['an unknown one', campaign('CPM'), "the bid type 'CPM'"],
		['a number', campaign(7), "the bid type '7'"],
		['a name that every object has', campaign('constructor'), "the bid type 'constructor'"],
		['nothing at all', {}, 'missing the campaign'],
		['a list', [], 'missing the campaign'],
		['another campaign', { ...campaign('CPI'), campaign_id: 'other' }, 'for the campaign other'],
	])('sends nothing where AppLovin answers with %s', async (_name, present, words) => {
		const { error, looks, sent } = await run(form('50', 'CPI'), { present });
		expect(error?.message).toContain(words);
		expect([looks, sent]).toEqual([1, []]);
		expect(error?.description).toContain('Nothing was changed');
	});

	it('shows a preview without a look', async () => {
		const preview = { ...form('50', 'RET'), options: { preview: true } };
		const { error, items, looks, sent } = await run(preview, { present: campaign('CPI') });
		expect(error).toBeUndefined();
		expect(items[0].json.preview).toBe(true);
		expect([looks, sent]).toEqual([0, []]);
	});
});
