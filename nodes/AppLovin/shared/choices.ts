import type { INodePropertyOptions } from 'n8n-workflow';

/** Sorts choices as people look for them, by name. */
function byName(choices: INodePropertyOptions[]): INodePropertyOptions[] {
	return choices.sort((a, b) => a.name.localeCompare(b.name));
}

function table(rows: Record<string, string>): INodePropertyOptions[] {
	return byName(Object.entries(rows).map(([value, name]) => ({ name, value })));
}

/** Table of Tracking Methods (Campaign Management API). */
export const TRACKING_METHODS = table({
	adjust: 'Adjust',
	applovin: 'AppLovin',
	appsflyer: 'AppsFlyer',
	apsalar: 'Singular',
	branch: 'Branch',
	custom_track: 'Custom',
	justtrack: 'JustTrack',
	kochava: 'Kochava',
	tenjin: 'Tenjin',
});

/**
 * Language Codes (Campaign Management API), each code once: the table has `he` and `hi` twice. Two
 * languages appear there under several codes, so each name carries its code.
 */
export const LANGUAGES = byName(
	Object.entries({
		ar: 'Arabic',
		bg: 'Bulgarian',
		bn: 'Bengali',
		bs: 'Bosnian',
		ca: 'Catalan',
		cs: 'Czech',
		da: 'Danish',
		de: 'German',
		el: 'Greek',
		en: 'English',
		es: 'Spanish',
		et: 'Estonian',
		eu: 'Basque',
		fa: 'Farsi',
		fi: 'Finnish',
		fr: 'French',
		he: 'Hebrew',
		hi: 'Hindi',
		hr: 'Croatian',
		hu: 'Hungarian',
		id: 'Indonesian',
		in: 'Indian',
		is: 'Icelandic',
		it: 'Italian',
		iw: 'Hebrew',
		ja: 'Japanese',
		jv: 'Javanese',
		ka: 'Georgian',
		ko: 'Korean',
		ld: 'Indonesian',
		lt: 'Lithuanian',
		lv: 'Latvian',
		mk: 'Macedonian',
		mr: 'Marathi',
		ms: 'Malay',
		nb: 'Norwegian',
		nl: 'Dutch',
		no: 'Norwegian',
		pl: 'Polish',
		pt: 'Portuguese',
		ro: 'Romanian',
		ru: 'Russian',
		sk: 'Slovak',
		sq: 'Albanian',
		sr: 'Serbian',
		su: 'Sundanese',
		sv: 'Swedish',
		th: 'Thai',
		tr: 'Turkish',
		ug: 'Uighur',
		uk: 'Ukrainian',
		ur: 'Urdu',
		vi: 'Vietnamese',
		zh: 'Chinese (Simplified and Traditional)',
		zh_hans: 'Chinese (Simplified)',
		zh_hant: 'Chinese (Traditional)',
	}).map(([value, name]) => ({ name: `${name} (${value})`, value })),
);

/** `bid_type` of a campaign, with the unit of its bid, for the form and for messages. */
export const BID_TYPES = byName(
	Object.entries({
		CPE: 'Cost per event: the bid is the value of the goal event in USD',
		CPI: 'Cost per install: the bid is in USD per install',
		CPP_GOAL: 'Cost per purchase: the bid is the value of the goal event in USD',
		RET: 'Retention: the bid is a goal in percent, 50 means 50%',
		ROAS_AD_BASED: 'Return on ad spend from ad revenue: the bid is a goal in percent, 50 means 50%',
		ROAS_IAP: 'Return on ad spend from in-app purchases: the bid is a goal in percent, 50 means 50%',
	}).map(([value, description]) => ({ name: value, value, description })),
);

/** Sizes of `/creative_set/creative_set_id/sizes`. */
export const SIZES = ['BANNER', 'CTV', 'INTER', 'PRELOAD'];

/** Table of Asset Types; what each one is, with its dimensions. */
export const ASSET_TYPES = byName(
	Object.entries({
		HOSTED_HTML: ['Playable File', 'The file of a playable ad'],
		IMG_BANNER: ['Banner Image', '320x50'],
		IMG_ICON: ['App Icon', 'Should match the icon used in the store'],
		IMG_INTER_L: ['Landscape Image', 'For static interstitials and as the end card of videos'],
		IMG_INTER_P: ['Portrait Image', 'For static interstitials and as the end card of videos'],
		IMG_LEADER: ['Leaderboard Image', '728x90'],
		IMG_MREC: ['Medium Rectangle Image', '300x250'],
		IMG_NATIVE: ['Native Image', '1200x628 or 1200x627'],
		TXT_BUTTON: ['Button', 'Text on the button'],
		TXT_RATING: ['App Rating', '0.0 to 5.0 in steps of 0.5'],
		TXT_SUBTITLE: ['Subline', 'Secondary text describing the app'],
		TXT_TITLE: ['App Name', 'For banner ads and some video templates'],
		VID_LONG_L: ['Long Landscape Video', 'More than 15 seconds'],
		VID_LONG_P: ['Long Portrait Video', 'More than 15 seconds'],
		VID_SHORT_L: ['Short Landscape Video', 'Less than 15 seconds'],
		VID_SHORT_P: ['Short Portrait Video', 'Less than 15 seconds'],
	}).map(([value, [name, description]]) => ({ name: `${name} (${value})`, value, description })),
);

const ENDCARDS = ['IMG_INTER_P', 'IMG_INTER_L'];

/** Table of Templates: the assets that a template needs before its ads appear by themselves. */
export const TEMPLATES: Array<{ size: string; template: string; assets: string[] }> = [
	{ size: 'Banner', template: 'Standard', assets: ['IMG_BANNER'] },
	...[
		['Landscape', 'L'],
		['Portrait', 'P'],
	].flatMap(([name, side]) =>
		[
			['Over 15s', 'LONG'],
			['Under 15s', 'SHORT'],
		].flatMap(([length, kind]) => [
			{
				size: 'Interstitial',
				template: `${name} — ${length}`,
				assets: [...ENDCARDS, `VID_${kind}_${side}`],
			},
			{
				size: 'Interstitial',
				template: `${name} Playable Endcard — ${length}`,
				assets: ['HOSTED_HTML', `VID_${kind}_${side}`],
			},
		]),
	),
	{ size: 'Interstitial', template: 'Rewarded Playable', assets: ['HOSTED_HTML'] },
	{ size: 'Interstitial', template: 'Standard', assets: ENDCARDS },
	{ size: 'Interstitial', template: 'Standard Playable', assets: ['HOSTED_HTML'] },
	{ size: 'Leader', template: 'Standard', assets: ['IMG_LEADER'] },
	{ size: 'MREC', template: 'Standard', assets: ['IMG_MREC'] },
];

/** ISO 3166-1 codes of two letters; the API writes them in lower case. */
const COUNTRY_CODES =
	'ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug um us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw'.split(
		' ',
	);

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

/** Countries by English name; the value is the API's lower-case code. */
export const COUNTRIES = byName(
	COUNTRY_CODES.map((code) => ({
		name: `${countryNames.of(code.toUpperCase()) ?? code} (${code})`,
		value: code,
	})),
);
