import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import type { Faults } from '../../common/ground/faults';
import { namingAdvice } from '../../common/file/fileName';
import type { InputFile } from '../../common/file/inputFile';
import { inputFile } from '../../common/file/inputFile';
import type { Part } from '../../common/file/multipart';
import { toList } from '../../common/ground/values';

const LABEL = 'Input Data Field Name(s)';

/**
 * Types from AppLovin's page of ad specifications, which belongs to a newer API; its limits of size
 * and length may differ from this one's, so the form states them without enforcing them.
 */
const CONTENT_TYPES: Record<string, string> = {
	gif: 'image/gif',
	htm: 'text/html',
	html: 'text/html',
	jpeg: 'image/jpeg',
	jpg: 'image/jpeg',
	m4v: 'video/x-m4v',
	mov: 'video/quicktime',
	mp4: 'video/mp4',
	png: 'image/png',
};

/** The possible beginnings of the type that AppLovin derives from a file. */
const TYPE_PREFIXES: Record<string, string> = { image: 'IMG_', text: 'HOSTED_', video: 'VID_' };

export const fileField: INodeProperties = {
	displayName: LABEL,
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	hint: 'The name of the input field containing the file',
	description:
		'One field or several, separated by commas, for example data. AppLovin detects the asset type from the file. It accepts images (PNG, JPEG, GIF) up to 10 MB, videos (MP4, MOV) up to 1 GB and 60 seconds, and playables as a single HTML file up to 5 MB. A video of exactly 15 seconds counts as neither long nor short.',
};

/** A file with what its extension says about it. */
export interface AssetFile {
	file: InputFile;
	contentType: string;
	/** The beginning of its asset type. */
	typePrefix: string;
}

function checked(file: InputFile): AssetFile {
	const { fileName, extension, size } = file;
	if (!Object.hasOwn(CONTENT_TYPES, extension)) {
		const type =
			extension === '' ? 'no file extension' : `the file type ${extension.toUpperCase()}`;
		throw new InputError(
			`'${fileName}' has ${type}, assets can be ${Object.keys(CONTENT_TYPES).join(', ').toUpperCase()}`,
			extension === ''
				? namingAdvice('banner.png')
				: 'A playable must be a single HTML file that contains all of its assets.',
		);
	}
	if (size === 0) throw new InputError(`'${fileName}' is empty`);
	const contentType = CONTENT_TYPES[extension];
	return { file, contentType, typePrefix: TYPE_PREFIXES[contentType.split('/')[0]] };
}

/** The item's fields that the user named. */
function readNames(context: IExecuteFunctions, itemIndex: number): string[] {
	const names = toList(context.getNodeParameter('binaryPropertyName', itemIndex, null), LABEL);
	if (names.length === 0) {
		throw new InputError(
			`'${LABEL}' is empty`,
			'Enter the name of the field containing the file, usually data.',
		);
	}
	const twice = names.find((name, index) => names.indexOf(name) !== index);
	if (twice !== undefined) {
		throw new InputError(`'${LABEL}' names '${twice}' twice`, 'Name each field once.');
	}
	return names;
}

/**
 * The files in the item's fields that the user named, all checked before any is sent.
 *
 * @param faults collects what is wrong with each
 */
export async function readFiles(
	context: IExecuteFunctions,
	itemIndex: number,
	faults: Faults,
): Promise<AssetFile[]> {
	const names = faults.attempt(() => readNames(context, itemIndex)) ?? [];
	const files: AssetFile[] = [];
	for (const name of names) {
		const file = await faults.attemptAsync(async () =>
			checked(await inputFile(context, itemIndex, name, 'banner.png')),
		);
		if (file !== undefined) files.push(file);
	}
	return files;
}

/** "When you pass in a file …, type is calculated from the file properties": the file goes alone. */
export function filePart({ file, contentType }: AssetFile): Part {
	return { name: 'file', file, fileName: file.fileName, contentType };
}
