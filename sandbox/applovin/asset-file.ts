import type { ParsedPart } from '../body';
import { extensionOf, imageSize, imageTypeOf, looksLike } from '../media';
import { refuse } from './context';
import type { AppLovinOptions } from './options';

/** The dimensions in "Asset Types"; any other image is classified by its shape. */
const EXACT: Record<string, string> = {
	'320x50': 'IMG_BANNER',
	'728x90': 'IMG_LEADER',
	'300x250': 'IMG_MREC',
	'1200x628': 'IMG_NATIVE',
	'1200x627': 'IMG_NATIVE',
};

function imageType(file: ParsedPart, extension: string): string {
	const size = imageSize(file.content);
	if (!size || size.type !== imageTypeOf(extension)) refuse(`${file.filename} is no ${extension}`);
	const { width, height } = size;
	const shape = width > height ? 'IMG_INTER_L' : 'IMG_INTER_P';
	return EXACT[`${width}x${height}`] ?? (width === height ? 'IMG_ICON' : shape);
}

/**
 * "Landscape oriented video more than 15 seconds" and its three variants. Nothing is decoded here:
 * `_30s` and `landscape` in the file name stand for length and shape, and a name without them is a
 * long portrait video. "More than 15" and "less than 15" leave exactly 15 without a type.
 */
function videoType(filename: string, options: AppLovinOptions): string {
	if (options.videoType) return options.videoType;
	const seconds = Number(/_(\d+)s(?![a-z0-9])/i.exec(filename)?.[1] ?? 30);
	if (seconds === 15) refuse('A video of exactly 15 seconds is neither long nor short');
	const orientation = /landscape/i.test(filename) ? 'L' : 'P';
	return `VID_${seconds > 15 ? 'LONG' : 'SHORT'}_${orientation}`;
}

/** A part's own Content-Type must fit: the strictest reading, as none is required. */
function checkMediaType(file: ParsedPart, expected: RegExp): void {
	if (!expected.test(file.contentType ?? '')) {
		refuse(`The content type '${file.contentType ?? ''}' does not fit ${file.filename}`);
	}
}

/**
 * "When you pass in a file to add or update a file asset, type is calculated from the file
 * properties." An "Image, video, or HTML file", the table says.
 */
export function fileAssetType(file: ParsedPart, options: AppLovinOptions): string {
	const filename = file.filename ?? '';
	const extension = extensionOf(filename);
	if (file.size === 0) refuse('The file is empty');
	if (imageTypeOf(extension)) {
		checkMediaType(file, /^image\/(png|jpeg|gif)$/);
		return imageType(file, extension);
	}
	if (['mp4', 'mov'].includes(extension)) {
		checkMediaType(file, /^video\/(mp4|quicktime|x-m4v)$/);
		if (!looksLike(extension, file.content)) refuse(`${filename} is no video`);
		return videoType(filename, options);
	}
	if (['html', 'htm'].includes(extension)) {
		checkMediaType(file, /^text\/html(;|$)/);
		if (!/<[a-z!]/i.test(file.content.toString('utf8'))) refuse(`${filename} is no HTML`);
		return 'HOSTED_HTML';
	}
	refuse(`${filename || 'The file'} is no image, video or HTML file`);
}
