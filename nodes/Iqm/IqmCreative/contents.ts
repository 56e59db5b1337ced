import { randomUUID } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import type { InputFile } from '../../common/file/inputFile';
import { toText, toUrl } from '../../common/ground/values';
import type { CreativeFile } from './creativeFiles';
import { creativeFiles, itemFiles } from './creativeFiles';
import type { KindFacts, OtherKind, Source } from './creativeKinds';
import { KINDS } from './creativeKinds';

/** The content of one creative. */
export interface Content {
	/** Links the creative to its entry in the answer. */
	refId: string;
	/** `creativeSource`: the name of the file that is sent, markup, or an address. */
	source: string;
	/** Only if a file is sent as it is. */
	sent?: CreativeFile;
	/** The user's file, if the content comes from one. */
	fileName?: string;
}

/** Names of the parameter `creativeSource`. */
export const SOURCE_LABEL = { url: 'Creative URL', html: 'HTML', xml: 'XML' };

/** Markup is held in memory, so it is bounded. */
const MOST_MARKUP_BYTES = 2 * 1024 * 1024;

async function readMarkup(file: InputFile): Promise<string> {
	const { fileName, size } = file;
	if (size > MOST_MARKUP_BYTES) {
		throw new InputError(
			`'${fileName}' has ${size} bytes, HTML and XML files can have at most 2 MB (${MOST_MARKUP_BYTES} bytes)`,
			"Check 'Kind': HTML, VAST and DAAST files are read as text.",
		);
	}
	const chunks: Uint8Array[] = [];
	for await (const chunk of file.open()) chunks.push(chunk);
	const text = Buffer.concat(chunks)
		.toString('utf8')
		.replace(/^\uFEFF/, '');
	if (text.includes('\uFFFD')) {
		throw new InputError(
			`'${fileName}' is not UTF-8 text`,
			"Save it as UTF-8. HTML5 archives can't be uploaded with this node.",
		);
	}
	return text;
}

function checkMarkup(text: string, { markup }: KindFacts, where: string): string {
	if (markup === undefined || markup.pattern.test(text)) return text;
	throw new InputError(
		`'${where}' does not contain ${markup.says}`,
		"Check the content and 'Kind'. For the URL of an XML file, choose URL as the source.",
	);
}

/** The contents of the item's creatives: one per file, or one from a text or an address. */
export async function readContents(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: OtherKind,
	source: Source,
): Promise<Content[]> {
	const facts = KINDS[kind];
	if (source === 'file' && facts.files !== undefined) {
		const files = await creativeFiles(context, itemIndex, facts.files);
		return files.map((sent) => ({
			refId: sent.refId,
			source: sent.sentName,
			sent,
			fileName: sent.file.fileName,
		}));
	}
	if (source === 'file') {
		const contents: Content[] = [];
		for (const file of await itemFiles(context, itemIndex)) {
			const text = checkMarkup(await readMarkup(file), facts, file.fileName);
			contents.push({ refId: randomUUID(), source: text, fileName: file.fileName });
		}
		return contents;
	}
	const value = context.getNodeParameter('creativeSource', itemIndex, undefined);
	if (source === 'url') {
		return [{ refId: randomUUID(), source: toUrl(value, SOURCE_LABEL.url) }];
	}
	const label = kind === 'html' ? SOURCE_LABEL.html : SOURCE_LABEL.xml;
	return [{ refId: randomUUID(), source: checkMarkup(toText(value, label), facts, label) }];
}
