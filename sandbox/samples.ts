import { createHash } from 'node:crypto';
import { film } from './film';
import { gif, jpeg, png } from './raster';
import { text, type Reply } from './reply';

const [WIDTH, HEIGHT] = [300, 250];
/** As the sample of a VAST says of its video. */
const FILM = { width: 640, height: 360, seconds: 16 };

/** One second of silence: MPEG-1 layer III frames, 128 kbit/s at 44.1 kHz, 417 bytes each. */
function audio(): Buffer {
	const frame = Buffer.alloc(417);
	frame.set([0xff, 0xfb, 0x90, 0x64]);
	return Buffer.concat(Array.from({ length: 38 }, () => frame));
}

const VAST = `<?xml version="1.0" encoding="UTF-8"?>
<VAST version="4.0" xmlns="http://www.iab.com/VAST">
  <Ad id="sandbox-ad">
    <InLine>
      <AdSystem version="1.0">Sandbox</AdSystem>
      <AdTitle>Sandbox video ad</AdTitle>
      <Impression id="impression"><![CDATA[https://example.com/impression]]></Impression>
      <Creatives>
        <Creative id="1" sequence="1">
          <Linear>
            <Duration>00:00:16</Duration>
            <MediaFiles>
              <MediaFile delivery="progressive" type="video/mp4" width="640" height="360">
                <![CDATA[https://example.com/video.mp4]]>
              </MediaFile>
            </MediaFiles>
            <VideoClicks>
              <ClickThrough><![CDATA[https://example.com]]></ClickThrough>
            </VideoClicks>
          </Linear>
        </Creative>
      </Creatives>
    </InLine>
  </Ad>
</VAST>
`;

const HTML = `<a href="https://example.com" target="_blank" rel="noopener">
  <div style="width:300px;height:250px;background:#2f6fdf;color:#fff;font:24px sans-serif">
    Sandbox ad
  </div>
</a>
`;

function sha256(value: string): string {
	return createHash('sha256').update(value).digest('hex');
}

interface Person {
	voterId: string;
	l2: string;
	targetSmart: string;
	first: string;
	last: string;
	street: string;
	zip: string;
	plus4: string;
	state: string;
	phone: string;
	email: string;
	npi: string;
}

function csvCell(value: string): string {
	return /[",\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value;
}

function csvRow(person: Person): string {
	const { street, zip, state, phone, email } = person;
	return [
		person.voterId,
		person.l2,
		person.targetSmart,
		person.first,
		person.last,
		street,
		'New York',
		zip,
		person.plus4,
		state,
		// The documented rows end with "NY" even if the state column says "New York".
		`${street}, New York, ${zip}, NY`,
		phone,
		email,
		sha256(phone),
		// The documented hashes are those of the lower-cased addresses.
		sha256(email.toLowerCase()),
		person.npi,
	]
		.map(csvCell)
		.join(',');
}

/** The 16 columns of the sample file in the "Upload Matched Audience" quickstart, step 3. */
export const MATCHED_AUDIENCE_COLUMNS = [
	'registered-voter-id',
	'l2-voter-id',
	'targetsmart-voter-id',
	'first-name',
	'last-name',
	'street-address',
	'city',
	'zip',
	'zipplus4',
	'state',
	'full-address',
	'phone',
	'email',
	'phone-sha256',
	'email-sha256',
	'npi-id',
];

// Three rows are in the quickstart's `columnValues`; of the other two it only states that they exist
// (`"rows":5`) and, by `"fileSize":1777`, how long they are. Nobody in this file is a real person.
const PEOPLE: Person[] = [
	'23457|LALNY987654|NY-000020745|Bilbo|Baggins|11 The Shire Middle Earth|10001|1122|NY|' +
		'3456789012|Bilbo.Baggins@lotr.com|1144317652',
	'456789|LALNY76543|NY-000032452|Frodo|Baggins|22 The Shire Middle Earth|10010|2233|New York|' +
		'5678901234|Frodo.Baggins@lotr.com|1467478172',
	'34567|LALNY54321|NY-000069778|Samwise|Gamgee|33 The Shire Middle Earth|10011|3344|NY|' +
		'7890123456|Samwise.Gamgee@lotr.com|1275506503',
	'45678|LALNY43210|NY-000071234|Tobold|Burrows|44 The Shire Middle Earth|10012|4455|NY|' +
		'2125550143|Tobold.Burrows@example.com|1000000004',
	'556789|LALNY32109|NY-000082345|Rosamund|Bunce|55 The Shire Middle Earth|10013|5566|NY|' +
		'2125550178|Rosamund.Bunce@example.com|1000000005',
].map((line) => {
	const [voterId, l2, targetSmart, first, last, street, ...rest] = line.split('|');
	const [zip, plus4, state, phone, email, npi] = rest;
	return { voterId, l2, targetSmart, first, last, street, zip, plus4, state, phone, email, npi };
});

function matchedAudience(): string {
	return [MATCHED_AUDIENCE_COLUMNS.join(','), ...PEOPLE.map(csvRow), ''].join('\n');
}

const FILES: Record<string, { type: string; make: () => Buffer | string }> = {
	'/samples/banner.png': { type: 'image/png', make: () => png(WIDTH, HEIGHT, [47, 111, 223]) },
	'/samples/banner.jpg': { type: 'image/jpeg', make: () => jpeg(WIDTH, HEIGHT) },
	'/samples/banner.gif': { type: 'image/gif', make: () => gif(WIDTH, HEIGHT) },
	'/samples/video.mp4': { type: 'video/mp4', make: () => film(FILM) },
	'/samples/audio.mp3': { type: 'audio/mpeg', make: audio },
	'/samples/vast.xml': { type: 'application/xml', make: () => VAST },
	'/samples/creative.html': { type: 'text/html; charset=utf-8', make: () => HTML },
	'/samples/matched-audience-example.csv': { type: 'text/csv', make: matchedAudience },
};

export const SAMPLE_PATHS = Object.keys(FILES);

/** The bytes of a sample file, for tests and demos that do not go through HTTP. */
export function sampleContent(path: string): Buffer {
	const file = FILES[path];
	if (!file) throw new Error(`There is no sample file ${path}`);
	return Buffer.from(file.make());
}

/** Answers a request for a sample file; undefined if there is none of that name. */
export function sampleFile(method: string, path: string): Reply | undefined {
	const file = FILES[path];
	if (!file || (method !== 'GET' && method !== 'HEAD')) return undefined;
	return text(200, file.type, sampleContent(path));
}
