import { toUrl, toUrls } from '../../../nodes/common/ground/values';
import { readAccount } from '../../../nodes/Iqm/transport/account';

/** A blank in a web address is said to be there, and which one, and where. */
describe('an address with a blank in it', () => {
	it.each([
		['https://ads.example.com/vast?q=a b', "a space after 'https://ads.example.com/vast?q=a'"],
		['https://ads.example.com/a\tb', "a tab after 'https://ads.example.com/a'"],
		['https://ads.example.com/a\nb', 'a line break after'],
		['https://ads.example.com/a\u00A0b', 'a no-break space after'],
		['https://ads.example.com/a\u200Bb', "a character that can't be seen (U+200B) after"],
		['https:// example.com', "a space after 'https://'"],
		[`https://example.com/${'x'.repeat(60)} b`, "a space after '…xxxx"],
	])('%j', (url, words) => {
		expect(() => toUrl(url, 'Click URL')).toThrow(`'Click URL' contains whitespace, ${words}`);
	});

	it.each([
		['https://a.example/x?q=a b', "a space after 'https://a.example/x?q=a'"],
		[
			['https://a.example/1', 'https://a.example/x?q=a b'],
			"a space after 'https://a.example/x?q=a'",
		],
		['["https://a.example/x?q=a b"]', "a space after 'https://a.example/x?q=a'"],
	])('in a list: %j', (urls, words) => {
		expect(() => toUrls(urls, 'Pixel URLs')).toThrow(`'Pixel URLs' contains whitespace, ${words}`);
	});

	it.each([
		['https://a.example/1 https://b.example/2', ['https://a.example/1', 'https://b.example/2']],
		[' https://a.example/1\n', ['https://a.example/1']],
		['https://a.example/1,2', ['https://a.example/1,2']],
	])('is none between addresses: %j', (urls, list) => {
		expect(toUrls(urls, 'Pixel URLs')).toEqual(list);
	});

	it('does not hide that an address lacks its protocol', () => {
		expect(() => toUrls('https://a.example/1, example.com', 'Pixel URLs')).toThrow(
			"must be a URL starting with https:// or http://, not 'example.com'",
		);
		expect(() => toUrl('example.com/a b', 'Click URL')).toThrow('starting with https://');
	});

	it('is reported for the base URL of the credential', () => {
		expect(() => readAccount({ baseUrl: 'https://app.iqm .com' })).toThrow(
			"'Base URL' contains whitespace, a space after 'https://app.iqm'",
		);
	});
});
