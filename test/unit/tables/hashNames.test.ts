import { visibleText } from '../../../nodes/tables/header';
import { contactNamed } from '../../../nodes/Iqm/IqmMatchedAudience/contactNames';
import { findColumn } from '../../../nodes/Iqm/IqmMatchedAudience/mapping';
import { plainColumns, readSendPlain } from '../../../nodes/Iqm/IqmMatchedAudience/sendPlain';
import { keyNamed, plainName } from '../../../nodes/Iqm/IqmMatchedAudience/systemFields';
import { cpuTime } from '../../support/cpuTime';

/** By the Unicode standard: format characters, default ignorable ones, controls. */
const UNSEEN = [
	...['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u200e', '\u200f', '\u202a'],
	...['\u202c', '\u202e', '\u2066', '\u2069', '\u061c', '\u180e', '\ufe0f', '\ufe00', '\u034f'],
	...['\u{e0100}', '\u{e0061}', '\u115f', '\u3164', '\u0000', '\u0007', '\u007f', '\u0085'],
];
const BLANKS = [
	...[' ', '\t', '\n', '\r\n', '\u00a0', '\u2007', '\u202f', '\u3000', '\u2003', '\u2028'],
];
const DASHES = [
	...['-', '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2212', '\uff0d', '\ufe63'],
];

describe('a text as it looks', () => {
	it.each(UNSEEN)('is without %j', (sign) => {
		for (const text of [`${sign}email`, `em${sign}ail`, `email${sign}`, `${sign}e${sign}mail${sign}`]) {
			expect(visibleText(text)).toBe('email');
			expect(keyNamed(text)).toBe('Email');
		}
	});

	it.each(BLANKS)('has one blank for %j', (blank) => {
		expect(visibleText(`${blank}phone${blank}${blank}number${blank}`)).toBe('phone number');
		expect(keyNamed(`phone${blank}number`)).toBe('Phone');
	});

	it.each([...DASHES])('has one hyphen for %j', (dash) => {
		expect(visibleText(`e${dash}mail`)).toBe('e-mail');
		expect(keyNamed(`e${dash}mail`)).toBe('Email');
	});
});

describe('a column name', () => {
	it.each([
		...['email', 'Email', 'EMAIL', 'e-mail', 'E-Mail:', 'Email*', '* Email', '"Email"', "'email'"],
		...['“Email”', '«Email»', '(email)', '[Email]', '<email>', '#email', 'e_mail', 'e.mail'],
		...['{email}', 'ｅｍａｉｌ', 'Ｅ－Ｍａｉｌ'],
		...['e\u2011mail', 'em\u00adail', 'email\u200b', '\ufeffemail', '📧 Email'],
		...['EMAİL', 'Émail', 'Email?', 'Email Address', 'E-Mail-Address', 'email__address'],
		...['Mail', '/mail/'],
	])('%j means Email', (name) => {
		expect(keyNamed(name)).toBe('Email');
		expect(contactNamed(name)).toBe('Email');
	});

	it.each([
		...['phone', 'Phone*', '#phone', 'Phone #', 'Phone:', '“Phone”', 'ｐｈｏｎｅ', 'pho\u200dne'],
		...['Phone Number', 'phone\u00a0number', 'Phone–Number', 'phone_number', '☎ Phone'],
		...['TELEPHONE', 'Téléphone', 'mobile', 'Mobile-Phone', 'Mobile\u2003Phone'],
	])('%j means Phone', (name) => {
		expect(keyNamed(name)).toBe('Phone');
		expect(contactNamed(name)).toBe('Phone');
	});

	it.each([
		...['email1', 'Email 2', 'email_2', '2nd Email', 'Primary Email', 'workEmail', 'email (work)'],
		...['E Mail Addr.', 'Emails', 'Email Addresses', 'Contact E-Mail', "Customer's Email", 'mail2'],
	])('%j holds addresses, which are hashed and not mapped', (name) => {
		expect(keyNamed(name)).toBeUndefined();
		expect(contactNamed(name)).toBe('Email');
	});

	it.each([
		...['phone1', 'Phone 2', 'phone no.', 'Phone №', 'Tel.', 'tel no', 'cell', 'Cell Phone 2'],
		...['Mobile Number', 'mobile no', 'Home Phone', 'phone_home', 'Preferred Phone', 'phones'],
		...['Teléfono', 'Telefon', 'celular', 'Phone/Mobile', '℡', 'Fax', 'Fax No', 'Telefax'],
		...['WhatsApp', 'WhatsApp Number', 'Handy', 'Handynummer', 'Handy-Nr.', 'Rufnummer'],
		...['Móvil', 'Número de teléfono', 'Numero movil', 'Contact Number', 'Kontaktnummer', '电话'],
		...['Telefonnummer', 'voter phone number', 'landline 1'],
	])('%j holds numbers, which are hashed and not mapped', (name) => {
		expect(keyNamed(name)).toBeUndefined();
		expect(contactNamed(name)).toBe('Phone');
	});

	it.each(['Cellphone', 'cell phone', 'Landline', 'VoterTelephones_LandlineUnformatted'])(
		'%j holds numbers too, of a field without a format',
		(name) => {
			expect(keyNamed(name)).toMatch(/^VoterTelephones_/);
			expect(contactNamed(name)).toBe('Phone');
		},
	);

	it.each([
		...['email-sha256', 'phone_md5', 'Email (hashed)', 'email opt in', 'Phone Type'],
		...['email status', 'mailing address'],
		...['Mail City', 'hotel', 'cell carrier', 'npi', 'voter id', 'zip'],
		...['first name', 'contact', 'name', '*', '\u200b', '', '1', `${'work'.repeat(30)}email`],
	])('%j says nothing of the kind', (name) => {
		expect(contactNamed(name)).toBeUndefined();
	});

	it('is read at once, however long it is', () => {
		const start = cpuTime();
		const units = ['email', '1', '1st', 'work', 'phone', 'cell', 'tel', 'mobile', 'numero', 'contactnumber', ' '];
		for (const unit of units) {
			for (const count of [20, 100_000]) contactNamed(`${unit.repeat(count)}x`);
		}
		expect(cpuTime() - start).toBeLessThan(1_000);
	});

	it('is the same where only case, width, accents and punctuation differ', () => {
		expect(plainName(' \ufeffＮｏ.\u00a0dé\u200b_Té1 ')).toBe('nodete1');
	});
});

describe('a column that is named', () => {
	const header = ['email\u200b', 'Phone \u2013 Cell', ' zip', 'a\u00a0b', 'a b\u00ad', 'Name'];

	it.each([
		['email', 'email\u200b'],
		['Phone - Cell', 'Phone \u2013 Cell'],
		['zip', ' zip'],
		['a\u00a0b', 'a\u00a0b'],
		['Ｎａｍｅ', 'Name'],
		['a b', undefined],
		['name', undefined],
		['mail', undefined],
	])('%j is found as it looks: %j', (name, found) => {
		expect(findColumn(name, header)).toBe(found);
	});
});

describe('Send Unhashed', () => {
	const header = [
		...['contact', 'Work Email', 'Notes, internal', 'a,b', 'a', '2020', 'x\ny', 'email\u200b', 'x;y', 'a;b'],
	];
	const named = (sendPlain: unknown) => plainColumns(readSendPlain({ sendPlain }), header);

	it.each<[unknown, string[]]>([
		['contact', ['contact']],
		[' contact , Work Email ', ['contact', 'Work Email']],
		['contact\nWork Email\r\n', ['contact', 'Work Email']],
		['Notes, internal', ['Notes, internal']],
		['contact, Notes, internal, a', ['contact', 'Notes, internal', 'a']],
		['a,b', ['a,b']],
		['a, contact', ['a', 'contact']],
		['contact; Work Email;a', ['contact', 'Work Email', 'a']],
		['x;y', ['x;y']],
		['a;x;y', ['a', 'x;y']],
		['a;b', ['a;b']],
		['contact; a;b, Notes, internal;', ['contact', 'a;b', 'Notes, internal']],
		['a,a,b', ['a', 'a,b']],
		['x\ny', ['x\ny']],
		['["contact", "Notes, internal"]', ['contact', 'Notes, internal']],
		[['contact', 'a,b', 'x\ny'], ['contact', 'a,b', 'x\ny']],
		[['contact, a', ''], ['contact', 'a']],
		[[2020], ['2020']],
		[2020, ['2020']],
		['email', ['email\u200b']],
	])('%j names %j', (sendPlain, columns) => {
		expect(named(sendPlain)).toEqual({ columns, unknown: [] });
	});

	it.each<[unknown, string[]]>([
		['Contact', ['Contact']],
		['contact; z', [' z']],
		['contact, b', [' b']],
		[['contact', 'z'], ['z']],
		[true, ['true']],
	])('%j has names that are not columns: %j', (sendPlain, unknown) => {
		expect(named(sendPlain).unknown).toEqual(unknown);
	});

	it.each([undefined, null, '', '  ', [], '[]', [''], ['', null], NaN])(
		'%j is empty',
		(sendPlain) => {
			expect(() => readSendPlain({ sendPlain })).toThrow(
				"'Send Unhashed' in 'Hash Settings' is empty",
			);
		},
	);

	it.each([{}, { contact: true }, [['contact']], [{ name: 'contact' }]])(
		'%j is no list of names',
		(sendPlain) => {
			expect(() => readSendPlain({ sendPlain })).toThrow(
				"'Send Unhashed' in 'Hash Settings' must be a list of names, not",
			);
		},
	);

	it('is nothing where it was not added', () => {
		expect(readSendPlain({ algorithm: 'SHA256' })).toEqual([]);
	});

	it('is read at once, however long', () => {
		const columns = Array.from({ length: 1_000 }, (_, nth) => `c${nth}`);
		const start = cpuTime();
		expect(plainColumns([columns.join(',')], columns).columns).toEqual(columns);
		expect(cpuTime() - start).toBeLessThan(1_000);
	});
});
