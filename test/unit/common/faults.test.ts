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

it('names every fault, and each advice once', () => {
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
		"4 things are wrong: 'Bid' is empty; 'Budget' is empty; 'Start' is past; 'Name' is empty",
	);
	expect(error?.description).toBe('Enter an amount. Choose a later day.');
});

it('gives no advice where no fault has any', () => {
	const faults = new Faults();
	faults.wrong("'Bid' is empty");
	faults.wrong("'Name' is empty");
	expect(thrownBy(faults)?.description).toBeFalsy();
});

it('passes on what is no fault of the form', () => {
	const other = new TypeError('a bug');
	expect(() =>
		new Faults().attempt(() => {
			throw other;
		}),
	).toThrow(other);
});
