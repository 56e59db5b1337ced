import { countIn, tellsOfRest, verdictOf } from '../../../nodes/Iqm/transport/sentences';
import { DONE_SENTENCES, OTHER_SENTENCES, REFUSAL_SENTENCES } from '../../support/iqmSentences';

/** Its "invalid" is what the locations were. */
const DISMISSED = 'Invalid locations dismissed successfully';

describe('sentences of the documents', () => {
	it.each(DONE_SENTENCES)('say that it was done: %s', (sentence) => {
		expect(verdictOf(sentence)).toBe('done');
		expect(tellsOfRest(sentence)).toBe(sentence === DISMISSED);
	});

	it.each(REFUSAL_SENTENCES)('say that it was not: %s', (sentence) => {
		expect(verdictOf(sentence)).toBe('refused');
	});

	it.each(OTHER_SENTENCES)('say nothing of a change: %s', (sentence) => {
		expect(verdictOf(sentence)).toBe('unclear');
	});
});

describe('sentences of no document', () => {
	it.each([
		'Failed to save.',
		'Not saved successfully.',
		'The order was not saved successfully',
		"The order wasn't saved successfully",
		'Failed to be saved successfully',
		'Unsuccessful',
		'Could not be saved.',
		"Couldn't save",
		'Budget was not updated',
		'Nothing was changed.',
		'No changes were saved.',
		'Deletion failed',
		'Save error',
		'Error: not saved',
		'Permission denied',
		'Saved successfully, but 1 campaign failed.',
		'Partly updated successfully: 1 failed',
		'Updated successfully for 2 creatives, failed for 1 creative',
		'Operation completed with errors',
		'The campaign is already deleted.',
		'Sorting can be changed.',
	])('that say it was not done: %s', (sentence) => {
		expect(verdictOf(sentence)).toBe('refused');
	});

	it.each([
		'OK',
		'Done',
		'Deleted',
		'Success',
		'Successfully saved',
		'Audience created. Please wait for approval.',
		'Campaign saved. It is not running until it is approved.',
		'Your request is being processed',
		'3 Creatives updated successfully. No errors.',
		'3 Insertion Orders deleted successfully, 0 failed',
		'  Budget\nupdated   successfully ',
	])('that say it was done: %s', (sentence) => {
		expect(verdictOf(sentence)).toBe('done');
	});

	it.each([
		'Failed leads saved successfully.',
		'Failed leads saved.',
		'Do Not Call saved successfully.',
		'Invalid Traffic Filter saved successfully.',
		'Error 404 creative updated successfully',
		'Why not? Already great, 0 fails saved successfully.',
		'Click URL updated successfully for failed test creative',
		'No Limit saved successfully.',
		'Nothing Else creative duplicated successfully',
	])('whose name says something else: %s', (sentence) => {
		expect(verdictOf(sentence)).toBe('done');
		expect(countIn(sentence, 1)).toBeUndefined();
	});

	it.each(['Proposal 7', 'false', '0', 'null', 'IO Name 1'])('that say neither: %s', (sentence) => {
		expect(verdictOf(sentence)).toBe('unclear');
	});
});

describe('the things that a sentence counts', () => {
	it.each<[string, number, number | undefined]>([
		['0 Insertion Orders deleted successfully', 1, 0],
		['0 Insertion Order deleted successfully', 1, 0],
		['0 Insertion Orders deleted successfully', 3, 0],
		['0 of 3 creatives updated successfully', 3, 0],
		['0 deleted', 1, 0],
		['0 IOs deleted.', 1, 0],
		['No insertion orders deleted', 1, 0],
		['None of the insertion orders were deleted', 2, 0],
		['Nothing was deleted', 1, 0],
		['Deleted 0 insertion orders', 1, 0],
		['Successfully deleted 0 Insertion Orders', 1, 0],
		['Insertion Orders deleted: 0', 2, 0],
		['0 creatives successfully duplicated', 2, 0],
		['Click URL updated successfully for 0 creatives', 1, 0],
		['Click URL updated successfully for 2 creatives', 2, 2],
		['1 Insertion Order deleted successfully', 1, 1],
		['3 Insertion Orders deleted successfully', 1, 3],
		['2 of 3 Insertion Orders deleted successfully', 3, 2],
		['2 out of 3 Insertion Orders deleted successfully', 3, 2],
		['1,200 Creatives updated successfully', 1_200, 1_200],
		// About one, by its name: of several it is one.
		['asdf creative updated successfully', 1, undefined],
		['asdf creative updated successfully', 3, 1],
		['Native image 3 creative duplicated successfully', 2, 1],
		// A name may begin with a number, or be one.
		['2026 Spring deleted successfully', 1, undefined],
		['24 creative updated successfully', 1, undefined],
		['24 saved successfully.', 1, undefined],
		['3 creatives creative updated successfully', 1, undefined],
		['Promo 0 creative updated successfully', 1, undefined],
		// About all of them, however many.
		['Budget updated successfully', 3, undefined],
		['Creative updated successfully', 3, undefined],
		['Selected creative updated successfully', 3, undefined],
	])('%s, of %s: %s', (sentence, asked, count) => {
		expect(countIn(sentence, asked)).toBe(count);
	});
});
