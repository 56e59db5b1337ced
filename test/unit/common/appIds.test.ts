import { toBundleId, toItunesId, toPackageName } from '../../../nodes/common/ground/appIds';
import { InputError } from '../../../nodes/common/ground/errors';

const LABEL = 'Package Name';
const STORE = 'https://play.google.com/store/apps/details';

/** What a value is refused with: message, and advice. */
function refusal(check: () => unknown): [string, string] {
	try {
		check();
	} catch (error) {
		if (error instanceof InputError) return [error.message, error.description ?? ''];
		throw error;
	}
	throw new Error('was taken');
}

describe('toPackageName', () => {
	it.each([
		['com.example.app', 'com.example.app'],
		['  com.example.app\n', 'com.example.app'],
		['se.raketspel.digaround', 'se.raketspel.digaround'],
		['com.King.CandyCrush_2', 'com.King.CandyCrush_2'],
		['a.b', 'a.b'],
	])('takes %j', (value, taken) => {
		expect(toPackageName(value, LABEL)).toBe(taken);
	});

	it.each([
		[`${STORE}?id=com.example.app`, 'Enter com.example.app.'],
		[`${STORE}?hl=de&id=com.example.app&gl=US`, 'Enter com.example.app.'],
		['play.google.com/store/apps/details?id=com.example.app', 'Enter com.example.app.'],
		['market://details?id=com.example.app', 'Enter com.example.app.'],
		['?id=com.example.app', 'Enter com.example.app.'],
		['id=com.example.app', 'Enter com.example.app.'],
		['https://apkpure.com/some-app/com.example.app', 'Enter com.example.app.'],
		['com.example.app:foo', 'Enter com.example.app.'],
		['com.example.app.', 'Enter com.example.app.'],
		['com.example.app/', 'Enter com.example.app.'],
		['"com.example.app"', 'Enter com.example.app.'],
		['com.example.app, com.example.b', 'Enter com.example.app.'],
		['com.example\u200b.app', 'Enter com.example.app.'],
		['com example.app', 'For example com.example.app'],
		['com..example', 'For example com.example.app'],
		['com.1example.app', 'For example com.example.app'],
		['com.example-app', 'For example com.example.app'],
		['com._example', 'For example com.example.app'],
		['com.ex\u00e4mple', 'For example com.example.app'],
		['com', 'For example com.example.app'],
		[STORE, 'For example com.example.app'],
		['id123', 'This looks like an iTunes ID: choose iOS'],
		['1234567890', 'This looks like an iTunes ID: choose iOS'],
		[1234567890, 'This looks like an iTunes ID: choose iOS'],
		['https://apps.apple.com/us/app/x/id1234567890', 'This looks like an iTunes ID: choose iOS'],
	])('refuses %j with %j', (value, advice) => {
		const [message, description] = refusal(() => toPackageName(value, LABEL, 'choose iOS'));
		expect(message).toContain("'Package Name' must be the package name of an Android app, not '");
		expect(description).toContain(advice);
	});

	it.each([undefined, null, '', ' '])('finds %j empty', (value) => {
		expect(refusal(() => toPackageName(value, LABEL))[0]).toBe("'Package Name' is empty");
	});
});

describe('toItunesId', () => {
	it.each([
		['1234567890', '1234567890'],
		[1234567890, '1234567890'],
		[' 1 ', '1'],
	])('takes %j', (value, taken) => {
		expect(toItunesId(value, LABEL)).toBe(taken);
	});

	it.each([
		['https://apps.apple.com/us/app/some-app/id1234567890', 'Enter 1234567890.'],
		['https://apps.apple.com/us/app/app-2048/id1234567890?mt=8', 'Enter 1234567890.'],
		['https://itunes.apple.com/lookup?id=1234567890', 'Enter 1234567890.'],
		['id1234567890', 'Enter 1234567890.'],
		['ID123', 'Enter 123.'],
		['1234567890.', 'Enter 1234567890.'],
		['123\u200b', 'Enter 123.'],
		['com.example.app', 'the number after id'],
		[`${STORE}?id=com.example.app`, 'the number after id'],
		['12 34', 'the number after id'],
		['-5', 'the number after id'],
		['0', 'the number after id'],
		['1e9', 'the number after id'],
		['1.5', 'the number after id'],
		[2 ** 60, 'the number after id'],
	])('refuses %j with %j', (value, advice) => {
		const [message, description] = refusal(() => toItunesId(value, LABEL));
		expect(message).toContain("'Package Name' must be the numeric iTunes ID on iOS, not '");
		expect(description).toContain(advice);
	});
});

describe('toBundleId', () => {
	it.each(['com.example.app', ' com.Example.my-app ', 'com.2k.game', 'com.a_b.c'])(
		'takes %j',
		(value) => {
			expect(toBundleId(value, 'Bundle ID')).toBe(value.trim());
		},
	);

	it.each([
		'https://apps.apple.com/us/app/x/id1234567890',
		'1234567890',
		'1.2',
		'id123',
		'com.example.app.',
		'com..app',
		'com.example app',
		'com.example.app:foo',
		'com.example\u200b.app',
		'com',
	])('refuses %j', (value) => {
		const [message, description] = refusal(() => toBundleId(value, 'Bundle ID'));
		expect(message).toContain("'Bundle ID' must be the bundle ID of an iOS app, not '");
		expect(description).toContain('com.example.app');
	});
});
