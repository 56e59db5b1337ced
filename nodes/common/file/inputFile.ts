import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { BINARY_ENCODING } from 'n8n-workflow';

import { clock } from '../ground/clock';
import { InputError } from '../ground/errors';
import { nameOfFile, namingAdvice } from './fileName';
import { isTool } from '../ground/tool';

/** A file of an input item. It is opened when it is read, and can be opened again. */
export interface InputFile {
	/** Without folders, query and control characters; it ends in `extension`. */
	fileName: string;
	mimeType: string;
	/** Lower case, without a dot; '' when neither name nor type tells. */
	extension: string;
	/** In bytes. */
	size: number;
	/** The content in chunks, starting over at each call; never the whole file at once. */
	open(chunkBytes?: number): AsyncIterable<Uint8Array>;
}

/** Why uploads are not for agents: for the `notForTools` of an operation. */
export const NO_UPLOADS = "AI agents can't pass files to their tools: a person chooses what to upload.";

/** Each chunk is a round through several streams: 64 KiB make an upload twice as long. */
const CHUNK_BYTES = 1024 * 1024;
/** After this much of a file in memory, everything else gets its turn. */
const PAUSE_BYTES = 4 * 1024 * 1024;

/** In n8n's own words if there is none, as one of the things that are wrong with a form. */
function binaryIn(context: IExecuteFunctions, itemIndex: number, fieldName: string): IBinaryData {
	if (context.getInputData()[itemIndex]?.binary?.[fieldName] !== undefined) {
		return context.helpers.assertBinaryData(itemIndex, fieldName);
	}
	throw new InputError(
		`This operation expects the node's input data to contain a binary file '${fieldName}', but none was found`,
		'Make sure that the previous node outputs a binary file',
	);
}

/**
 * The file in a binary field of an item. n8n keeps it in its file system, S3 or database and gives an
 * id to stream it by; only in its in-memory mode does the item itself hold the content. A file without
 * a name is named after its field.
 *
 * @param exampleName a suitable name, for the advice given if the file has none
 * @throws InputError when there is none, and when it has neither a name nor a type
 */
export async function inputFile(
	context: IExecuteFunctions,
	itemIndex: number,
	fieldName: string,
	exampleName: string,
): Promise<InputFile> {
	if (
		isTool(context.getNode()) &&
		context.getInputData()[itemIndex]?.binary?.[fieldName] === undefined
	) {
		throw new InputError(
			"AI agents can't pass files to their tools, so there is nothing to upload",
			'Upload files with a node in the workflow, not with a tool of the agent.',
		);
	}
	const binary = binaryIn(context, itemIndex, fieldName);
	const { fileName, extension } = nameOfFile(binary, fieldName.replace(/[^\w-]+/g, '_'));
	if (fileName === '') {
		throw new InputError(
			`The file in '${fieldName}' has no file name, and n8n does not know its type`,
			namingAdvice(exampleName, fieldName),
		);
	}
	const known = { fileName, mimeType: binary.mimeType, extension };

	const { id } = binary;
	if (id !== undefined) {
		const { fileSize } = await context.helpers.getBinaryMetadata(id);
		return {
			...known,
			size: fileSize,
			async *open(chunkBytes = CHUNK_BYTES) {
				yield* (await context.helpers.getBinaryStream(id, chunkBytes)) as AsyncIterable<Uint8Array>;
			},
		};
	}
	const content = Buffer.from(binary.data, BINARY_ENCODING);
	return {
		...known,
		size: content.length,
		async *open(chunkBytes = CHUNK_BYTES) {
			let pauseAt = PAUSE_BYTES;
			for (let at = 0; at < content.length; at += chunkBytes) {
				yield content.subarray(at, at + chunkBytes);
				// Otherwise nothing else would run, and nobody could cancel, before the end of the
				// file.
				if (at < pauseAt) continue;
				pauseAt += PAUSE_BYTES;
				await clock.sleep(0);
			}
		},
	};
}
