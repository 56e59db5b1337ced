import { keyNamed, plainName } from './systemFields';

/** IQM's fields that have a format, and so can be hashed. */
export const CONTACT_FIELDS = ['Email', 'Phone'];

/** Fields that hold phone numbers, although IQM knows no format for them. */
const PHONE_FIELDS = [
	'VoterTelephones_CellphoneUnformatted',
	'VoterTelephones_LandlineUnformatted',
];

/** What may precede such a name: "Primary Email". */
const BEFORE =
	'primary|secondary|main|first|second|third|work|home|personal|private|business|office|company|corporate|preferred|best|alternate|alternative|alt|other|additional|backup|emergency|contact|customer|client|user|member|subscriber|voter|patient|donor|supporter|lead|person|household|parent|billing|shipping|account|recipient|your|my|daytime|evening|day|night|direct|raw|plain|numero|de|du|di|do';

/** What may follow it: "email_work". */
const AFTER =
	'home|work|mobile|personal|private|primary|secondary|business|office|alternate|alt|other|day|evening|raw|plain';

// No word may consist of two others: matching would take exponential time.
const nameOf = (kinds: string, rest: string) =>
	new RegExp(`^(?:(?:${BEFORE})s?)*(?:${kinds})+(?:${rest}|${AFTER})*$`);

const EMAIL = nameOf('emails?', 'address(?:es)?|addrs?|adr');
const MAIL = /^mails?$/;
const PHONE = nameOf(
	'phones?|telephones?|telefonos?|telefon|telefones?|telefoon|tel|telf|mobiles?|mobil|movile?s?|movel|mobilfunk|cellular|celular|cells?|landlines?|festnetz|faxe?s?|telefax|whatsapp|handys?|rufnummern?|rufnr|(?:contact|kontakt)(?:numbers?|num|nbr|nr|nos?|nummern?)|телефон|电话|電話|手机|手機',
	'numbers?|numeros?|nummern?|num|nbr|nr|nos?',
);

/** Longer texts are not names, and not worth the time. */
const LONGEST_NAME = 80;

/**
 * The field, Email or Phone, that a column's values belong to according to its name, in everyday
 * spellings too: "Primary Email", "phone no.", "cell 2". Columns are mapped by the smaller set of
 * names in {@link keyNamed}; these decide what else is hashed.
 */
export function contactNamed(column: string): string | undefined {
	const key = keyNamed(column);
	if (key !== undefined) return contactIn(key);
	// "2nd Email", "phone1"
	const name = plainName(column).replace(/\d+(?:st|nd|rd|th)?/g, '');
	if (name.length > LONGEST_NAME) return undefined;
	if (EMAIL.test(name) || MAIL.test(name)) return 'Email';
	return PHONE.test(name) ? 'Phone' : undefined;
}

/** Email or Phone, if a field of IQM holds email addresses or phone numbers. */
export function contactIn(key: string): string | undefined {
	if (PHONE_FIELDS.includes(key)) return 'Phone';
	return CONTACT_FIELDS.includes(key) ? key : undefined;
}
