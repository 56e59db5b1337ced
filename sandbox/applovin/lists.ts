/** The values of the "Campaign Management API" document's tables. */

/** Table "/campaign/campaign_id", field `bid_type`. */
export const BID_TYPES = ['CPI', 'CPP_GOAL', 'RET', 'CPE', 'ROAS_AD_BASED', 'ROAS_IAP'];

/** "Table of Tracking Methods". */
export const TRACKING_METHODS = [
	'adjust',
	'applovin',
	'appsflyer',
	'apsalar',
	'branch',
	'custom_track',
	'justtrack',
	'kochava',
	'tenjin',
];

/** "Language Codes", which has `he` and `hi` twice. */
export const LANGUAGES = new Set(
	(
		'ar bg bn bs ca cs da de el en es et eu fa fi fr he hi hr hu id in is it iw ja jv ka ko ld lt ' +
		'lv mk mr ms nb nl no pl pt ro ru sk sq sr su sv th tr ug uk ur vi zh zh_hans zh_hant'
	).split(' '),
);

/**
 * "Two-letter country code", always in lower case in the document ("za", "gb"), which lists none:
 * these are the codes of ISO 3166-1.
 */
export const COUNTRIES = new Set(
	(
		'ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br ' +
		'bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ' +
		'ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw ' +
		'gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky ' +
		'kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv ' +
		'mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py ' +
		'qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg ' +
		'th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw'
	).split(' '),
);

/** "/creative_set/creative_set_id/sizes": "Valid size designators". */
export const SIZE_DESIGNATORS = ['BANNER', 'CTV', 'INTER', 'PRELOAD'];

/** "Asset Types". */
export const ASSET_TYPES = [
	'HOSTED_HTML',
	'IMG_BANNER',
	'IMG_ICON',
	'IMG_INTER_L',
	'IMG_INTER_P',
	'IMG_LEADER',
	'IMG_MREC',
	'IMG_NATIVE',
	'TXT_BUTTON',
	'TXT_RATING',
	'TXT_SUBTITLE',
	'TXT_TITLE',
	'VID_LONG_L',
	'VID_LONG_P',
	'VID_SHORT_L',
	'VID_SHORT_P',
];

export interface Template {
	/** In the words of the table "/ad/ad_id", which differ from those of "Templates". */
	size: string;
	name: string;
	assets: string[];
}

const IMAGES = ['IMG_INTER_P', 'IMG_INTER_L'];

function videoTemplates(orientation: 'Landscape' | 'Portrait'): Template[] {
	const letter = orientation[0];
	const [long, short] = [`VID_LONG_${letter}`, `VID_SHORT_${letter}`];
	const end = `${orientation} Playable Endcard`;
	return [
		{ size: 'INTER', name: `${orientation} — Over 15s`, assets: [...IMAGES, long] },
		{ size: 'INTER', name: `${orientation} — Under 15s`, assets: [...IMAGES, short] },
		{ size: 'INTER', name: `${end} — Over 15s`, assets: ['HOSTED_HTML', long] },
		{ size: 'INTER', name: `${end} — Under 15s`, assets: ['HOSTED_HTML', short] },
	];
}

/** "Templates"; the one of size Preload has no assets, so that no upload completes it. */
export const TEMPLATES: Template[] = [
	{ size: 'BANNER', name: 'Standard', assets: ['IMG_BANNER'] },
	...videoTemplates('Landscape'),
	...videoTemplates('Portrait'),
	{ size: 'INTER', name: 'Rewarded Playable', assets: ['HOSTED_HTML'] },
	{ size: 'INTER', name: 'Standard', assets: IMAGES },
	{ size: 'INTER', name: 'Standard Playable', assets: ['HOSTED_HTML'] },
	{ size: 'LEADER', name: 'Standard', assets: ['IMG_LEADER'] },
	{ size: 'MREC', name: 'Standard', assets: ['IMG_MREC'] },
];
