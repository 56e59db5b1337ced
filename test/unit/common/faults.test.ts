import { InputError } from '../../../nodes/common/ground/errors';
import { Faults } from '../../../nodes/common/ground/faults';

/** All that is wrong with a form, told at once. */

function thrownBy(faults: Faults): InputError | undefined {
	try {
		faults.throwAny();
	} catch (error) {
		return error as InputError;
	}
	return undefined;
}

it('says nothing if nothing is wrong', () => {
	const faults = new Faults();
	expect(faults.attempt(() => 7)).toBe(7);
	expect(thrownBy(faults)).toBeUndefined();
});

it('tells a single fault in its own words', () => {
	const faults = new Faults();
	faults.wrong("'Bid' is empty", 'Enter an amount.');
	expect(thrownBy(faults)).toMatchObject({
		message: "'Bid' is empty",
		description: 'Enter an amount.',
	});
});

it('lists every fault, its own advice beside it', () => {
	const faults = new Faults();
	faults.wrong("'Bid' is empty", 'Enter an amount.');
	faults.attempt(() => {
		throw new InputError("'Budget' is empty", 'Enter an amount.');
	});
	faults.wrong("'Start' is past", 'Choose a later day.');
	faults.wrong("'Name' is empty");
	const error = thrownBy(faults);
	expect(error).toBeInstanceOf(InputError);
	expect(error?.message).toBe(
		[
			'4 problems found:',
			"• 'Bid' is empty – Enter an amount.",
			"• 'Budget' is empty – Enter an amount.",
			"• 'Start' is past – Choose a later day.",
			"• 'Name' is empty",
		].join('\n'),
	);
	expect(error?.description).toBeFalsy();
});

it('tells the same fault once, and the faults of a part like its own', () => {
	const part = new Faults();
	part.wrong("'Bid' is empty");
	part.wrong("'Budget' is empty");
	const faults = new Faults();
	faults.wrong("'Name' is empty");
	faults.wrong("'Bid' is empty");
	faults.attempt(() => part.throwAny());
	expect(thrownBy(faults)?.message).toBe(
		"3 problems found:\n• 'Name' is empty\n• 'Bid' is empty\n• 'Budget' is empty",
	);
});

it('leaves out what only follows from a fault that is known', () => {
	const faults = new Faults();
	faults.add(new InputError("'Rows 2: Bid' is empty"), 'Rows 2: Bid');
	faults.addOthers(new InputError("'Rows: Bid' must be a number"));
	faults.addOthers(new InputError("'Most' must be above 'Rows 2: Bid'"));
	faults.addOthers(new TypeError('a bug'));
	expect(thrownBy(faults)?.message).toBe("'Rows 2: Bid' is empty");
	faults.addOthers(new InputError("'Most' is empty"));
	expect(thrownBy(faults)?.message).toMatch(/^2 problems.*\n.*\n• 'Most' is empty$/);
});

it('names the field of a fault whose message does not', () => {
	const faults = new Faults();
	faults.add(new InputError('No node of that name'), 'Bid');
	expect(thrownBy(faults)?.message).toBe('No node of that name');
	faults.wrong("'Name' is empty");
	expect(thrownBy(faults)?.message).toContain("• 'Bid': No node of that name\n");
});

it('passes on what is no fault of the form', () => {
	const other = new TypeError('a bug');
	expect(() =>
		new Faults().attempt(() => {
			throw other;
		}),
	).toThrow(other);
});

it('lists the first fifty things that are wrong, and counts the others', () => {
	const faults = new Faults();
	for (let row = 1; row <= 1_000; row++) faults.wrong(`'Row ${row}' is empty`);
	faults.wrong("'Row 7' is empty");
	const lines = faults.asError().message.split('\n');
	expect(lines).toHaveLength(52);
	expect([lines[0], lines[1], lines[50], lines[51]]).toEqual([
		'1000 problems found:',
		"• 'Row 1' is empty",
		"• 'Row 50' is empty",
		'• 950 more',
	]);
});
