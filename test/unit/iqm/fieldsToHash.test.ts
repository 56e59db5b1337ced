import {
	checkHashable,
	fieldsToHash,
	readHashing,
	withHashFormats,
} from '../../../nodes/Iqm/IqmMatchedAudience/hashing';

/** Hashing where nothing can be hashed would send people's data as they are. */

const HEADER = ['city', 'contact'];
const words = (hashBeforeUpload: object): string => {
	const hashing = readHashing(hashBeforeUpload);
	try {
		fieldsToHash(hashing, [['city', 'Residence_City']], HEADER, "'Columns'");
	} catch (error) {
		return (error as Error).message;
	}
	return '';
};

it('is nothing where there is no such column, unless some are named', () => {
	expect(words({ algorithm: 'SHA256' })).toBe('');
	expect(words({ sendPlain: 'city' })).toBe(
		"'Hash Before Upload' is to hash email addresses or phone numbers, but 'Columns' maps no column to Email or Phone, and none has such a name that is not in 'Send Unhashed' in 'Hash Settings'",
	);
	expect(words({ columns: ['Phone'] })).toBe(
		"'Hash Before Upload' is to hash Phone, but 'Columns' maps no column to Phone, and none has such a name",
	);
});

it('names the columns that are sent plain only where there are some', () => {
	expect(words({ columns: ['Phone'], sendPlain: 'city' })).toMatch(
		/and none has such a name that is not in 'Send Unhashed'/,
	);
});

it('names every column and every setting that contradicts the hashing', () => {
	const hashing = readHashing({ algorithm: 'SHA256' });
	const header = ['Email', 'Phone'];
	const columns: Array<[string, string]> = [['Email', 'Residence_City'], ['Phone', 'Residence_State']];
	expect(() => checkHashable(hashing, columns, header, "'Columns'")).toThrow(
		/^2 problems found:.*maps 'Email'.*maps 'Phone'/s,
	);
	const settings = { Email: 'MD5', Phone: 'Raw' };
	expect(() => withHashFormats(settings, hashing, header)).toThrow(
		/^2 problems found:.*'Email Format'.*'Phone Format'/s,
	);
});
