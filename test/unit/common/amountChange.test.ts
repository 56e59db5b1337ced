import type { AmountChange, ChangeableAmount } from '../../../nodes/common/form/amountChange';
import {
	amountChangeProperties,
	changedAmount,
	changeInWords,
	presentAmount,
	readAmountChange,
} from '../../../nodes/common/form/amountChange';
import { Faults } from '../../../nodes/common/ground/faults';

const MONEY: ChangeableAmount = {
	value: 'dailyBudget',
	name: 'Daily Budget',
	decimals: 2,
	unit: "account's currency",
};
const COUNT: ChangeableAmount = {
	value: 'impressions',
	name: 'Impressions',
	decimals: 0,
	unit: 'impressions',
};

function readForm(form: Record<string, unknown>) {
	const faults = new Faults();
	const read = (name: string): unknown => form[name] ?? null;
	const change = readAmountChange({ read }, [MONEY, COUNT], faults);
	return { change, message: faults.any ? faults.asError().message : undefined };
}

const FORM = { amountToChange: 'dailyBudget', changeBy: 'percent', percent: '20', atMost: '100' };

describe('the form', () => {
	it('asks for what, how, how much and at most, and says that a node runs again', () => {
		const shown = amountChangeProperties([MONEY, COUNT]).map(
			({ name, type, required, default: preset, displayOptions }) => [
				name,
				type,
				required,
				preset,
				displayOptions?.show?.changeBy,
			],
		);
		expect(shown).toEqual([
			['amountToChange', 'options', true, '', undefined],
			['changeBy', 'options', true, '', undefined],
			['amount', 'string', true, '', ['add', 'set']],
			['percent', 'string', true, '', ['percent']],
			['atMost', 'string', true, '', ['add', 'percent']],
			['runAgainNotice', 'notice', undefined, '', ['add', 'percent']],
		]);
	});

	it('says what a loop does', () => {
		const notice = amountChangeProperties([MONEY]).at(-1);
		expect(notice?.displayName).toBe(
			"Testing a later node runs this one again. To avoid that, pin its output. In a loop, every iteration changes the amount again; only raises stop, at the amount in 'At Most'.",
		);
	});

	it('does not ask what changes if there is one amount alone', () => {
		expect(amountChangeProperties([MONEY]).map(({ name }) => name)).not.toContain('amountToChange');
		const read = (name: string): unknown => ({ changeBy: 'set', amount: '5' })[name] ?? null;
		expect(readAmountChange({ read }, [MONEY], new Faults())).toEqual({
			amount: MONEY,
			how: 'set',
			by: 5,
		});
	});

	it.each<[Record<string, unknown>, Partial<AmountChange>]>([
		[{}, { how: 'percent', by: 20, atMost: 100 }],
		[{ percent: '-99.99' }, { by: -99.99 }],
		[{ percent: 12.5 }, { by: 12.5 }],
		[{ changeBy: 'add', amount: '-0.10' }, { how: 'add', by: -0.1, atMost: 100 }],
		[{ changeBy: 'set', amount: '60', atMost: 'x' }, { how: 'set', by: 60 }],
		[{ amountToChange: 'impressions', atMost: '7' }, { atMost: 7 }],
	])('reads %j', (changes, expected) => {
		const { change, message } = readForm({ ...FORM, ...changes });
		expect(message).toBeUndefined();
		expect(change).toMatchObject(expected);
		if (expected.how === 'set') expect(change).not.toHaveProperty('atMost');
	});

	it.each<[Record<string, unknown>, string]>([
		[{ amountToChange: '' }, "'What to Change' is empty"],
		[{ changeBy: '' }, "'How' is empty"],
		[{ changeBy: 'double' }, "'How' must be one of add, set, percent"],
		[{ percent: '' }, "'Percent' is empty"],
		[{ percent: '20%' }, "'Percent' must be a number, not '20%'"],
		[{ percent: '0' }, "'Percent' must not be 0"],
		[{ percent: '-100' }, "'Percent' must be above -100"],
		[{ percent: '0.001' }, "'Percent' must have at most two decimals"],
		[{ atMost: '' }, "'At Most' is empty"],
		[{ atMost: '0' }, "'At Most' must be above 0"],
		[{ atMost: '-5' }, "'At Most' must be above 0"],
		[{ changeBy: 'add', amount: '0' }, "'Amount' must not be 0"],
		[{ changeBy: 'add', amount: '0.001' }, "'Amount' must have at most two decimals"],
		[{ changeBy: 'set', amount: '0' }, "'Amount' must be above 0"],
		[{ changeBy: 'set', amount: '-1' }, "'Amount' must be above 0"],
		[{ amountToChange: 'impressions', changeBy: 'set', amount: '0.5' }, 'a whole number of at least 1'],
		[{ amountToChange: 'impressions', changeBy: 'add', amount: '0.5' }, "'Amount' must be a whole number"],
	])('refuses %j', (changes, words) => {
		expect(readForm({ ...FORM, ...changes }).message).toContain(words);
	});

	it('tells all faults at once', () => {
		const { message } = readForm({ ...FORM, percent: 'x', atMost: 'y' });
		expect(message).toMatch(/^2 problems found:/);
	});
});

const percent = (by: number, atMost = 1_000_000, amount = MONEY): AmountChange => ({
	amount,
	how: 'percent',
	by,
	atMost,
});
const add = (by: number, atMost = 1_000_000, amount = MONEY): AmountChange => ({
	...percent(by, atMost, amount),
	how: 'add',
});

it.each<[AmountChange, number, number, string | undefined]>([
	[percent(20), 50, 60, undefined],
	[percent(-20), 50, 40, undefined],
	[percent(10), 0.15, 0.17, undefined],
	// 1.1 * 1.15 is 1.2649999999999999 in floats.
	[percent(10), 1.15, 1.27, undefined],
	[percent(15), 1.1, 1.27, undefined],
	[percent(-50), 0.05, 0.03, undefined],
	[percent(12.5), 333.3333, 375, undefined],
	[percent(10, 1e9, COUNT), 15, 17, undefined],
	[percent(1), 999_999_999_999.99, 1_000_000, "At Most' is 1000000"],
	[add(0.2), 0.1, 0.3, undefined],
	[add(-0.2), 0.3, 0.1, undefined],
	[add(10, 55), 50, 55, "It would be 60; 'At Most' is 55"],
	[percent(20, 55), 50, 55, "It would be 60; 'At Most' is 55"],
	[percent(20, 60), 50, 60, undefined],
	[add(10, 50), 50, 50, "It is 50 already; 'At Most' is 50"],
	[add(10, 50), 70, 70, "It is 70 already; 'At Most' is 50"],
	// Lowering passes nothing.
	[percent(-10, 50), 70, 63, undefined],
	[add(-10, 5), 70, 60, undefined],
	[percent(1), 0.1, 0.1, 'smaller than the smallest unit'],
])('%j of %d is %d', (change, old, wanted, reason) => {
	// An amount above the cap stays.
	const expected = old > Number(change.atMost) && change.by > 0 ? old : wanted;
	const changed = changedAmount(change, old, 'campaign 7');
	expect([changed.old, changed.new]).toEqual([old, expected]);
	if (reason === undefined) expect(changed.reason).toBeUndefined();
	else expect(changed.reason).toContain(reason);
});

it('lets repeating end', () => {
	const amounts = [50];
	for (let time = 0; time < 9; time++) {
		amounts.push(changedAmount(percent(30, 100), amounts[time], 'campaign 7').new);
	}
	expect(amounts).toEqual([50, 65, 84.5, 100, 100, 100, 100, 100, 100, 100]);
});

it.each([add(-50), add(-60), percent(-99.99)])('leaves something above 0: %j', (change) => {
	const old = change.how === 'add' ? 50 : 0.01;
	expect(() => changedAmount(change, old, 'campaign 7')).toThrow(
		"'Daily Budget' of campaign 7 is",
	);
});

it.each<[unknown, string | undefined, string]>([
	[null, undefined, 'it has none'],
	[undefined, undefined, 'it has none'],
	['', undefined, 'it has none'],
	[0, undefined, "it is '0'"],
	[-1, undefined, "it is '-1'"],
	['much', undefined, "it is 'much'"],
	[Infinity, undefined, 'it is'],
	[50, 'it is a draft', 'it is a draft'],
])('can not start from %j', (value, why, words) => {
	expect(() => presentAmount(percent(5), value, 'campaign 7', why)).toThrow(
		`'Daily Budget' of campaign 7 can't be changed by 'Percent' or 'Add': ${words}`,
	);
});

it('reads amounts that are text', () => {
	expect(presentAmount(percent(5), '50.00', 'campaign 7')).toBe(50);
});

it('says in words what was and what will be', () => {
	expect(changeInWords(percent(20), { old: 50, new: 60 })).toBe("50 → 60 (account's currency)");
	const capped = changedAmount(percent(20, 55), 50, '');
	expect(changeInWords(percent(20, 55), capped)).toBe(
		"50 → 55 (account's currency). It would be 60; 'At Most' is 55",
	);
	const stays = changedAmount(percent(20, 50), 50, '');
	expect(changeInWords(percent(20, 50), stays)).toBe(
		"stays 50 (account's currency). It is 50 already; 'At Most' is 50",
	);
});

it.each([
	['add', { amount: 1e303 }, "'Amount' is too large: '1e+303'"],
	['add', { amount: -1e303 }, "'Amount' is too large: '-1e+303'"],
	['percent', { percent: 1e304 }, "'Percent' is too large: '1e+304'"],
])('refuses numbers that nobody means: %s %j', (changeBy, given, words) => {
	const form = { amountToChange: 'dailyBudget', changeBy, atMost: '100', ...given };
	expect(readForm(form).message).toBe(words);
});
