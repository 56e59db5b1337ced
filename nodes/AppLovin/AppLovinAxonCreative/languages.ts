import type { INodePropertyOptions } from 'n8n-workflow';

/** Languages of creative sets. The words are those of a public client in daily use. */
const WORDS = [
	...['ARABIC', 'CHINESE_SIMPLIFIED', 'CHINESE_TRADITIONAL', 'CZECH', 'DANISH', 'DUTCH', 'ENGLISH', 'FINNISH'],
	...['FRENCH', 'GERMAN', 'GREEK', 'HEBREW', 'HINDI', 'HUNGARIAN', 'INDONESIAN', 'ITALIAN', 'JAPANESE', 'KOREAN'],
	...['MALAY', 'NORWEGIAN', 'POLISH', 'PORTUGUESE', 'ROMANIAN', 'RUSSIAN', 'SPANISH', 'SWEDISH', 'THAI', 'TURKISH'],
	'VIETNAMESE',
];

const nameOf = (word: string): string =>
	word
		.split('_')
		.map((part) => part[0] + part.slice(1).toLowerCase())
		.join(' ')
		.replace(/^(\w+) (Simplified|Traditional)$/, '$1 ($2)');

export const AXON_LANGUAGES: INodePropertyOptions[] = WORDS.map((value) => ({ name: nameOf(value), value }));

/** "WEB sets may not list" these: the European Economic Area, the United Kingdom, Switzerland and what belongs to them. */
export const NOT_FOR_WEB =
	'AD AT AW AX BE BL BQ CH CW DE DK ES FI FO FR GB GF GG GI GL GP GR IE IM IS IT JE LI LU MC MF MQ MT NC NL NO PF PM PT RE SE SH SJ SM SX VA WF YT'.split(
		' ',
	);
