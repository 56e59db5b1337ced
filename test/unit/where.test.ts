import { findMessage, textsOf } from '../../scripts/messages';

const TEXTS = textsOf();

it('finds a message that is written in one piece', () => {
	const [found] = findMessage(TEXTS, 'There was no time left to wait for IQM');
	expect(found.text).toBe('There was no time left to wait for …');
	expect(found.file).toMatch(/^nodes[\\/]common[\\/]/);
	expect(found.line).toBeGreaterThan(1);
});

it('finds a message with values in it, and where its label is written', () => {
	const [found] = findMessage(
		TEXTS,
		"'Total Budget' can't be set while 'Sum of Campaign Budgets' is on",
	);
	expect(found.text).toBe("'…' can't be set while '…' is on");
	expect(found.labels.some(({ text }) => text === 'Total Budget')).toBe(true);
});

it('finds words in the middle of a message', () => {
	const found = findMessage(TEXTS, 'may or may not have been created');
	expect(found.map(({ text }) => text)).toContainEqual(
		expect.stringContaining('check in … before running again'),
	);
});

it('finds part of a message with a value in it', () => {
	const found = findMessage(TEXTS, "'Latitude' must be from -90");
	expect(found.map(({ text }) => text)).toEqual(["'…' must be from -… to …, not …"]);
});

it('finds nothing for the words of an API', () => {
	expect(findMessage(TEXTS, 'Qwertz uiop asdf')).toEqual([]);
});
