import { visibleText } from '../../tables';
import { plainName } from './systemFields';

/** What a column's name suggests about numbers in it. */
export type ColumnMeaning = 'contact' | 'identifier' | 'unknown';

const listed = (words: string) => new Set(words.split(' '));

/** An ID, a date or an amount, whatever else the name contains: "Contact ID", "Phone Code". */
const SURE = listed(
	'id ids identifier identifiers uid uuid guid key keys code codes npi ssn ein itin tin mrn vuid vin iban bic swift mbi hicn upin clia dea ndc rxcui hcpcs cpt isbn issn ean upc gtin asin sku imei imsi iccid idfa gaid madid barcode zip zipcode postal fips geoid tract apn van date dates time timestamp datetime epoch expires expiry expiration expired created updated modified changed at amount total revenue price cost balance latitude longitude lat lon lng sequence seq zigzag',
);
/** The same, in names without a word for a way to reach somebody. */
const NOUNS = listed(
	'account acct order orders invoice block census parcel precinct ref reference license licence member membership case policy loyalty serial record registration reg file tax card credit claim claims group rx prescription medicare medicaid payer plan receipt transaction txn tracking confirmation ticket shipment booking reservation voucher coupon vehicle passport employee student badge donation gift spend spent ltv count score rank index frequency impressions clicks visits seconds ms hash checksum version build batch lot asset catalog model subscriber',
);
/** Numbers of something, unless a word says that they can be called: "Customer No.", "Case #". */
const NUMBER_WORDS = listed('number numbers num nums no nos nr nbr nummer numero numeros nro');
const NUMBER_END = /(?:numbers?|num|nummer|numero|nbr|nr)$/;
/** Ways to reach somebody. */
const CONTACT = listed(
	'contact contacts contacto contactos contatto contato kontakt kontakte fax telefax faxes whatsapp handy portable movil movel mobil mobile mobiles cell cellular celular cellulare phone phones telephone telephones telefon telefono telefone telefoon tel tels telf tfno tlf cel gsm msisdn pager beeper caller sms mms text texts call calls callback dial reach viber signal telegram wechat imessage hotline landline festnetz rufnummer fixe emergency ice kin dnc',
);
const CONTACT_PARTS =
	/phone|t[ei]lefon|telefax|whatsapp|handy|kontakt|contact|mobil|^cell|rufn|^fax|fax(?:number|num|nummer|nr|no)$|^tel(?:s|nr|no|num|nummer|number)?\d*$|^(?:sms|gsm)|nexttokin|nextofkin/;
/** Free text of any kind. */
const TEXTS = listed(
	'note notes comment comments remark remarks info infos information memo memos description details message messages misc notiz notizen bemerkung nota notas comentario comentarios',
);
/** Words that say which of a person's numbers it is: "Home Number". */
const WHICH = listed(
	'home work day daytime evening night best primary preferred secondary alternate alt other my your our main direct office business personal private second third',
);

/** The words of a name, in lower case and without accents: "CustomerNumber" has two. */
function wordsOf(name: string): string[] {
	return visibleText(name)
		.slice(0, 200)
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/IDs(?!\p{Ll})/gu, 'Ids')
		.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
		.toLowerCase()
		.split(/[^\p{L}]+/u)
		.filter((word) => word !== '');
}

/**
 * What a column's name suggests: a way to reach somebody or free text (`contact`), where a single
 * number can be called; or an ID, date or amount (`identifier`), whose digits can't.
 */
export function meaningOf(name: string): ColumnMeaning {
	const words = wordsOf(name);
	const plain = plainName(name).slice(0, 200);
	const has = (some: Set<string>) => words.some((word) => some.has(word));
	if (has(SURE) || /(?:id|uuid|guid|zip|code)$/.test(plain)) return 'identifier';
	if (has(CONTACT) || CONTACT_PARTS.test(plain)) return 'contact';
	const isNumber = has(NUMBER_WORDS) || /[#№]/.test(name) || NUMBER_END.test(plain);
	const others = words.filter((word) => !NUMBER_WORDS.has(word));
	if (isNumber && others.length > 0 && !others.some((word) => WHICH.has(word))) return 'identifier';
	if (has(TEXTS)) return 'contact';
	return has(NOUNS) ? 'identifier' : 'unknown';
}
