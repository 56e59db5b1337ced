import type { JsonObject } from '../../json';
import { named } from './people';
import { LEGACY_UNITED_STATES } from './states';

const unknown = (id: number): JsonObject => ({ id, name: 'Unknown' });

/** "20300001 Mobile" and so on. */
function numbered(lines: string): JsonObject[] {
	return lines.split(/[|\n]/).map((line) => {
		const [id, ...name] = line.split(' ');
		return { id: Number(id), name: name.join(' ') };
	});
}

/** For inventory, audiences and reports. */
export const DEVICE_TYPE_ROWS: JsonObject[] = [
	...named(20300001, 'Mobile|Desktop|Connected TV|Tablet'),
	unknown(20399999),
];

/** For campaigns, under the same names. */
export const LEGACY_DEVICE_TYPES: JsonObject[] = numbered(
	'13 Connected TV|15 Desktop|11 Mobile|16 Set-top box|12 Tablet',
);

export const OS_ROWS: JsonObject[] = [
	...named(20200001, 'Android|Chrome OS|Fire OS|FreeBSD|KaiOS|LG proprietary|Linux|Nintendo Wii'),
	...named(20200009, 'OS X|PlayStation 3 OS|PlayStation 4 OS|Roku OS|Series 40|Symbian|Tizen|tvOS'),
	...named(20200017, 'Ubuntu|Vidaa|watchOS|webOS|Windows|Windows Mobile|Windows Phone|Windows RT'),
	...named(20200025, 'Xbox|iOS|iPadOS'),
	unknown(20299999),
];

export const LEGACY_OS: JsonObject[] = numbered(
	'11 Android|14 BlackBerry|17 Desktop|12 iOS|16 IPTV|15 Roku|13 Windows',
);

/** Everybody who makes a device; the first ten are the guideline's. */
const MAKERS = `AT&T|Alcatel|Amazon|Apple|Asus|BLU|Barnes and Noble|BlackBerry|Canonical|Comcast
Coolpad|Dell|Essential|Fairphone|Fujitsu|Garmin|Google|HP|HTC|Hisense|Honor|Huawei|Infinix|Itel
Kyocera|LG|Lenovo|Meizu|Microsoft|Motorola|Nintendo|Nokia|OPPO|OnePlus|Panasonic|Philips|Razer|Realme
Roku|Samsung|Sharp|Sony|TCL|Tecno|Toshiba|Vivo|Vizio|Wiko|Xiaomi|ZTE`.replaceAll('\n', '|');

export const MANUFACTURER_ROWS: JsonObject[] = [...named(20100001, MAKERS), unknown(20199999)];

/** "3Q" is 317 in the sample; 155 and 451 stand in the sample campaign. */
export const LEGACY_MANUFACTURERS: JsonObject[] = [
	{ name: '3Q', id: 317 },
	...MAKERS.split('|').map((name, index) => ({ name, id: 130 + index })),
	...['HiSense TV', 'LG Electronics', 'Vizio TV'].map((name, index) => ({ name, id: 450 + index })),
];

export const CARRIER_ROWS: JsonObject[] = [
	...named(20400002, 'AT&T Internet Services|Comcast Cable|Charter Communications|Verizon Fios'),
	...named(20400006, 'Cox Communications|CenturyLink|Frontier|Optimum|T-Mobile|Verizon Wireless'),
	...named(20400012, 'AT&T Wireless|Sprint|U.S. Cellular|Mediacom Cable|Windstream|Suddenlink'),
	unknown(20499999),
];

const LEGACY_CARRIER_NAMES = `292 AT&T Mobility|293 AT&T WiFi|294 Cable Vision WiFi|295 Cellular One
296 Cellular South|297 Charter WiFi|298 Cincinnati Bell US|299 Cox Communications|300 Cricket
301 Earthlink|302 Metro PCS|303 Nextel|304 Qwest WiFi|305 Qwest Wireless|306 Sprint WiFi
307 Sprint Wireless|308 T-Mobile|309 TracFone|310 U.S. Cellular|311 Verizon WiFi|312 Verizon Wireless
313 XO Communications|346 Alaska Communications System|349 ALLTEL Corporation|352 BATELCO
353 Bell Mobility|355 Bluegrass Cellular|358 Centennial|361 Clearwire|363 Dobson|365 Essar
400 Choice Phone LLC`;

/** Rows of `/api/countries/246/carriers`, whole in the document. */
export const LEGACY_CARRIERS: JsonObject[] = numbered(LEGACY_CARRIER_NAMES).map((row) => ({
	...{ ...row, country_id: LEGACY_UNITED_STATES },
}));

/** For inventory, audiences and reports. */
export const CONNECTION_ROWS: JsonObject[] = [
	...named(20500002, 'Broadband|Cellular'),
	unknown(20599999),
];

/** For campaigns. */
export const LEGACY_NETWORKS: JsonObject[] = numbered('13 Mobile|12 WIFI');

/** The lists of `master/creative/video`, by the last part of their path. */
export const VIDEO_ROWS: Record<string, JsonObject[]> = {
	'placement-type': [...named(20600001, 'In-Stream|Out-Stream'), unknown(20699999)],
	'roll-position': [...named(20700001, 'Pre-Roll|Mid-Roll|Post-Roll'), unknown(20799999)],
	'player-size': [...named(20800001, 'Medium & Big|Small'), unknown(20899999)],
	skippability: [...named(20900001, 'Skippable|Non-Skippable'), unknown(20999999)],
	'playback-method': [...named(21000001, 'Sound On|Mute'), unknown(21099999)],
};

export const CHANNEL_ROWS: JsonObject[] = [
	...named(21100001, 'App|OTT App|Web'),
	unknown(21199999),
];
