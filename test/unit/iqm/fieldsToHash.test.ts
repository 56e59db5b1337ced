import { fieldsToHash, readHashing } from '../../../nodes/Iqm/IqmMatchedAudience/hashing';

/** Hashing where nothing can be hashed would send people's data as they are. */

const HEADER = ['city', 'contact'];
const words = (hashBeforeUpload: object): string => {
	const hashing = readHashing(hashBeforeUpload);
	if (hashing === undefined) throw new Error('nothing is to be hashed');
	try {
		fieldsToHash(hashing, [['city', 'Residence_City']], HEADER, "'Columns'");
	} catch (error) {
		return (error as Error).message;
	}
	return '';
};

it('is refused for the lack of any such column, or of a chosen one', () => {
	expect(words({ algorithm: 'SHA256' })).toBe(
		"'Hash Before Upload' is to hash email addresses or phone numbers, but 'Columns' maps no column to Email or Phone, and none is called so",
	);
	expect(words({ columns: ['Phone'] })).toBe(
		"'Hash Before Upload' is to hash Phone, but 'Columns' maps no column to Phone, and none is called so",
	);
});

it('names the columns that are sent plain only where there are some', () => {
	expect(words({ columns: ['Phone'], sendPlain: 'city' })).toMatch(
		/and none is called so that is not in 'Send Plain'/,
	);
});
