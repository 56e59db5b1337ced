import { emails } from '../../../nodes/Iqm/shared/emails';

const { read } = emails('To', 'Who gets it');

it.each<[unknown, string[]]>([
	['ada@example.com', ['ada@example.com']],
	[
		"ada@example.com; 'bob.o+x@mail.example.co.uk'\nzoë@exämple.de",
		['ada@example.com', 'bob.o+x@mail.example.co.uk', 'zoë@exämple.de'],
	],
	[
		['ada@example.com', 'ADA@Example.com', "o'neil@example.com"],
		['ada@example.com', "o'neil@example.com"],
	],
	['["ada@example.com"]', ['ada@example.com']],
])('reads %j', (given, addresses) => {
	expect(read(given, 'utc')).toEqual(addresses);
});

it.each([
	'ada',
	'@example.com',
	'ada@',
	'ada@invalid',
	'ada@@example.com',
	'ada@example..com',
	'ada@-example.com',
	'ada@example.123',
	'.ada@example.com',
	'ada.@example.com',
	'a..b@example.com',
	'mailto:ada@example.com',
	`${'a'.repeat(65)}@example.com`,
	`ada@${'example.'.repeat(40)}com`,
])('refuses %s', (given) => {
	expect(() => read(['bob@example.com', given], 'utc')).toThrow(
		`'To' contains something that is not an email address: '${given.slice(0, 80)}`,
	);
});

it('names all that are wrong, and those alone', () => {
	expect(() => read('Ada <ada@example.com>, bob@example.com, bob@', 'utc')).toThrow(
		"'To' contains something that is not an email address: 'Ada', '<ada@example.com>', 'bob@'",
	);
});

it('wants at least one', () => {
	expect(() => read('', 'utc')).toThrow("'To' is empty");
});
