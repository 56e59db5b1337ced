import { randomUUID } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { namingAdvice } from '../../common/file/fileName';
import type { InputFile } from '../../common/file/inputFile';
import { inputFile } from '../../common/file/inputFile';
import { toList } from '../../common/ground/values';

/** What IQM accepts for one file extension. */
interface FileRule {
	/** In bytes. */
	limit: number;
	/** The limit in the documents' words. */
	says: string;
	contentType: string;
}

/** The file extensions of one kind of creative. */
export type FileRules = Record<string, FileRule>;

/** A file that obeys its rule, under the name it is sent with. */
export interface CreativeFile {
	file: InputFile;
	/** Links the file to its metadata. */
	refId: string;
	/** `<refId>.<extension>`: unique, and ASCII whatever the user's own file is called. */
	sentName: string;
	contentType: string;
}

// IQM does not say whether its MB is a million bytes or 1024 × 1024. Only files too large by either
// definition are refused here; in between, IQM decides.
const KB = 1024;
const MB = 1024 * KB;

/**
 * Types and sizes of the quickstart "Upload Creative and Create a Campaign", "File requirements". MPEG
 * is listed there among the sounds.
 */
export const IMAGE_FILES: FileRules = {
	gif: { limit: 750 * KB, says: '750 KB', contentType: 'image/gif' },
	jpeg: { limit: 2 * MB, says: '2 MB', contentType: 'image/jpeg' },
	jpg: { limit: 2 * MB, says: '2 MB', contentType: 'image/jpeg' },
	png: { limit: 2 * MB, says: '2 MB', contentType: 'image/png' },
};
export const VIDEO_FILES: FileRules = {
	mov: { limit: 400 * MB, says: '400 MB', contentType: 'video/quicktime' },
	mp4: { limit: 400 * MB, says: '400 MB', contentType: 'video/mp4' },
};
export const AUDIO_FILES: FileRules = {
	mp3: { limit: 100 * MB, says: '100 MB', contentType: 'audio/mpeg' },
	mpeg: { limit: 100 * MB, says: '100 MB', contentType: 'audio/mpeg' },
	ogg: { limit: 100 * MB, says: '100 MB', contentType: 'audio/ogg' },
	wav: { limit: 100 * MB, says: '100 MB', contentType: 'audio/wav' },
};

/** The name of the parameter for the fields that hold the files. */
export const FILE_FIELDS_LABEL = 'Input Data Field Name(s)';

/** "GIF up to 750 KB, JPEG up to 2 MB, …". */
function allowed(rules: FileRules): string {
	return Object.entries(rules)
		.map(([extension, { says }]) => `${extension.toUpperCase()} up to ${says}`)
		.join(', ');
}

function checked(file: InputFile, rules: FileRules): CreativeFile {
	const { fileName, extension, size } = file;
	const rule = Object.hasOwn(rules, extension) ? rules[extension] : undefined;
	if (rule === undefined) {
		const type =
			extension === '' ? 'no file extension' : `the file type ${extension.toUpperCase()}`;
		throw new InputError(
			`'${fileName}' has ${type}, allowed are: ${allowed(rules)}`,
			extension === ''
				? namingAdvice(`creative.${Object.keys(rules).at(-1)}`)
				: "Check 'Kind' and the file's name.",
		);
	}
	if (size === 0) throw new InputError(`'${fileName}' is empty`);
	if (size > rule.limit) {
		throw new InputError(
			`'${fileName}' has ${size} bytes, ${extension.toUpperCase()} can have at most ${rule.says} (${rule.limit} bytes). Allowed are: ${allowed(rules)}`,
			'Make the file smaller.',
		);
	}
	const refId = randomUUID();
	return { file, refId, sentName: `${refId}.${extension}`, contentType: rule.contentType };
}

/** A file name without its extension. */
export function stemOf(fileName: string): string {
	const stem = fileName.replace(/\.[^.]*$/, '').trim();
	return stem === '' ? fileName : stem;
}

/** The files in the item's fields that the user named, one or several. */
export async function itemFiles(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<InputFile[]> {
	const value = context.getNodeParameter('binaryPropertyName', itemIndex, undefined);
	const names = toList(value, FILE_FIELDS_LABEL);
	if (names.length === 0) {
		throw new InputError(
			`'${FILE_FIELDS_LABEL}' is empty`,
			'Enter the name of the field containing the file, usually data.',
		);
	}
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) {
		throw new InputError(
			`'${FILE_FIELDS_LABEL}' names '${twice}' twice`,
			'Its file would be uploaded twice: name each field once.',
		);
	}
	const files: InputFile[] = [];
	for (const name of names) files.push(await inputFile(context, itemIndex, name, 'banner.png'));
	return files;
}

/** The item's files, once all of them obey the rules for their kind of creative. */
export async function creativeFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	rules: FileRules,
): Promise<CreativeFile[]> {
	return (await itemFiles(context, itemIndex)).map((file) => checked(file, rules));
}
