/** The MIME type of Excel's workbooks. */
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What n8n knows about a file in a binary field; any of it may be missing or wrong. */
export interface FileFacts {
	fileName?: string;
	/** As n8n fills it in: what follows the last dot of the name, or what fits the MIME type. */
	fileExtension?: string;
	mimeType?: string;
}

/**
 * The file extension for each MIME type that says what a file is. Those of plain text and bytes do
 * not.
 */
const EXTENSIONS: Record<string, string> = {
	'application/csv': 'csv',
	'application/pdf': 'pdf',
	[XLSX_TYPE]: 'xlsx',
	'application/x-csv': 'csv',
	'application/x-zip-compressed': 'zip',
	'application/xml': 'xml',
	'application/zip': 'zip',
	'audio/mp3': 'mp3',
	'audio/mpeg': 'mp3',
	'audio/ogg': 'ogg',
	'audio/vnd.wave': 'wav',
	'audio/wav': 'wav',
	'audio/wave': 'wav',
	'audio/x-mp3': 'mp3',
	'audio/x-wav': 'wav',
	'image/gif': 'gif',
	'image/jpeg': 'jpg',
	'image/jpg': 'jpg',
	'image/pjpeg': 'jpg',
	'image/png': 'png',
	'image/svg+xml': 'svg',
	'image/webp': 'webp',
	'image/x-png': 'png',
	'text/comma-separated-values': 'csv',
	'text/csv': 'csv',
	'text/html': 'html',
	'text/plain': 'txt',
	'text/x-comma-separated-values': 'csv',
	'text/x-csv': 'csv',
	'text/xml': 'xml',
	'video/mp4': 'mp4',
	'video/quicktime': 'mov',
	'video/webm': 'webm',
	'video/x-m4v': 'm4v',
};

/** Further endings that say what a file is; `.php` or `.bin` says nothing. */
const OTHERS =
	'7z aac avi avif bmp doc docx eps flac gz heic htm jpeg json m4a mkv mpeg mpg ods parquet ppt pptx psd rar tif tiff tsv wmv xls xlsb xlsm';

const KNOWN = new Set([...Object.values(EXTENSIONS), ...OTHERS.split(' ')]);

/** Any text may have this ending, a CSV too, so whatever says more takes precedence. */
const ANY_TEXT = 'txt';

/** A known ending and what may hide it: the query of an address, parameters of a header, a quote. */
const HIDDEN_ENDING = new RegExp(`^(.*?\\.(?:${[...KNOWN].join('|')}))[?#;&"'].*$`, 'is');

/** The extension of a file name in lower case and without its dot, or ''. */
export function extensionOf(fileName: string): string {
	return /\.([^./\\]+)$/.exec(fileName)?.[1].toLowerCase() ?? '';
}

function known(extension: string): string | undefined {
	return KNOWN.has(extension) ? extension : undefined;
}

/** A text with its percent signs resolved, if it is encoded that way. */
export function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

/** The path in a web address; any other text as it is. */
function pathOf(name: string): string {
	const path = /^[a-z][a-z\d+.-]*:\/\/[^/?#]*([^?#]*)/i.exec(name)?.[1];
	return path === undefined ? name : decoded(path);
}

/** "What now?.csv" is a name; `people.csv?sig=1` and `download?id=1` have a query. */
function withoutQuery(name: string): string {
	const at = name.indexOf('?');
	const isQuery = at >= 0 && (name.includes('=', at) || known(extensionOf(name.slice(0, at))));
	const path = isQuery ? name.slice(0, at) : name;
	return known(extensionOf(path)) ? path : (HIDDEN_ENDING.exec(path)?.[1] ?? path);
}

/**
 * Without quotes around it, and without blanks, dots and invisible signs at the end, which no system
 * shows.
 */
function trimmed(name: string): string {
	const text = name.replace(/^[\s\p{Cc}\p{Cf}]+|[\s\p{Cc}\p{Cf}.]+$/gu, '');
	return /^(["']).+\1$/s.test(text) ? trimmed(text.slice(1, -1)) : text;
}

/** The last part of a name that may be a path or an address, without query and control characters. */
function lastPart(given: string): string {
	const path = trimmed(withoutQuery(pathOf(trimmed(given))));
	return trimmed(path.replace(/^.*[/\\]/s, '')).replace(/\p{Cc}/gu, '_');
}

/**
 * Name and type of a file. A known ending of the name wins, then n8n's file extension, then the MIME
 * type, whose parameters don't count. `application/octet-stream` says nothing, nor does
 * `application/vnd.ms-excel`, which Windows gives to CSV files. `.txt` says little: any other source
 * that names another type wins over it.
 *
 * @param stem what to call a file without a name
 * @returns `fileName` ends in `extension`, lower case and without a dot; each is '' if nothing gives
 *   it away
 */
export function nameOfFile(
	facts: FileFacts,
	stem: string,
): { fileName: string; extension: string } {
	const given = facts.fileName ?? '';
	const name = lastPart(given);
	const stated = trimmed(facts.fileExtension ?? '')
		.replace(/^\.+/, '')
		.replace(/[?#;&\s].*$/s, '')
		.toLowerCase();
	const mimeType = (facts.mimeType ?? '').split(';')[0].trim().toLowerCase();
	const byType = Object.hasOwn(EXTENSIONS, mimeType) ? EXTENSIONS[mimeType] : undefined;
	const own = extensionOf(name);
	const told = [known(own), known(stated), byType];
	const extension =
		told.find((one) => one !== undefined && one !== ANY_TEXT) ??
		(told.includes(ANY_TEXT) ? ANY_TEXT : undefined) ??
		known(extensionOf(trimmed(given))) ??
		own;
	if (name === '') return { fileName: extension === '' ? '' : `${stem}.${extension}`, extension };
	return { fileName: own === extension ? name : `${name}.${extension}`, extension };
}

/**
 * How a user gives a file another name: few n8n nodes have a field for that.
 *
 * @param example a name with the wanted ending
 * @param field the binary field that holds the file
 */
export function namingAdvice(example: string, field = 'data'): string {
	const access = /^[A-Za-z_$][\w$]*$/.test(field) ? `.${field}` : `[${JSON.stringify(field)}]`;
	return `To give the file a name, put a Code node before this one that runs once for each item: $input.item.binary${access}.fileName = '${example}'; return $input.item;`;
}
