import { dispositionName } from '../../../nodes/common/file/disposition';

/** Examples of RFC 6266, section 5, and of its test suite by J. Reschke; then what servers send. */
it.each<[unknown, string]>([
	['Attachment; filename=example.html', 'example.html'],
	['INLINE; FILENAME= "an example.html"', 'an example.html'],
	["attachment; filename*= UTF-8''%e2%82%ac%20rates", '€ rates'],
	['attachment; filename="EURO rates"; filename*=utf-8\'\'%e2%82%ac%20rates', '€ rates'],
	["attachment; filename*=utf-8''%e2%82%ac%20rates; filename=\"EURO rates\"", '€ rates'],
	["attachment; filename*=UTF-8'en'a%20b.pdf", 'a b.pdf'],
	["attachment; filename*=iso-8859-1''f%FC.pdf", 'fü.pdf'],
	['attachment; filename="a \\"quoted\\" name.pdf"', 'a "quoted" name.pdf'],
	['attachment; filename="a;b=c.pdf"; size=7', 'a;b=c.pdf'],
	['attachment; filename = a.pdf ; x=y', 'a.pdf'],
	['filename="without-a-type.pdf"', 'without-a-type.pdf'],
	['attachment; filename="first.pdf"; filename="second.pdf"', 'first.pdf'],
	['attachment; filename="C:\\files\\a.pdf"', 'C:\\files\\a.pdf'],
	['attachment; filename="f\u00c3\u00bc.pdf"', 'fü.pdf'],
	['attachment; filename="f\u00fc.pdf"', 'fü.pdf'],
	['attachment; filename="50%25.pdf"', '50%25.pdf'],
	['attachment; filename="a\u202efdp.exe"', 'afdp.exe'],
	// Malformed: the plain name counts.
	["attachment; filename*=UTF-8''%zz.pdf; filename=a.pdf", 'a.pdf'],
	["attachment; filename*=UTF-8''%ff.pdf; filename=a.pdf", 'a.pdf'],
	["attachment; filename*=nonsense''a.pdf; filename=a.pdf", 'a.pdf'],
	['attachment; filename*=a.pdf; filename=b.pdf', 'b.pdf'],
	// No name at all, though the word stands there.
	['attachment; xfilename=a.pdf', ''],
	['attachment; x="filename=a.pdf"', ''],
	['attachment; filename=', ''],
	['attachment; filename=""', ''],
	['attachment', ''],
	['', ''],
	[undefined, ''],
	[['attachment; filename=a.pdf'], ''],
])('%j', (header, name) => {
	expect(dispositionName(header)).toBe(name);
});

it('is fast on a long header', () => {
	const start = Date.now();
	dispositionName(`attachment; filename="${'\\'.repeat(100_000)}`);
	dispositionName(`attachment; ${'a'.repeat(100_000)}`);
	dispositionName(`attachment${' '.repeat(100_000)}`);
	expect(Date.now() - start).toBeLessThan(2_000);
});
