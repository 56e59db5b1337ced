import type { IBinaryData, IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import { dispositionName } from '../common/file/disposition';
import { nameOfFile } from '../common/file/fileName';
import { ApiFailure } from '../common/ground/errors';
import type { Faults } from '../common/ground/faults';
import { isBlank, toText } from '../common/ground/values';
import { stopIfCancelled, unlessCancelled } from '../common/ground/wait';
import type { Item } from '../common/run/item';
import type { AnsweredFile } from '../common/send/answeredFile';
import { fetchLink } from '../common/send/link';
import { networkWords } from '../common/send/network';
import type { VerbApi } from './describe';

const FIELD = 'Output Data Field Name';

/** Asks for the field that a downloaded file is put into. */
export const outputField: INodeProperties = {
	displayName: FIELD,
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	description: 'Name of the output field for the file, for example data',
};

/** The field that the user chose for the file; '' if that is wrong. */
export function readOutputField({ read }: Pick<Item, 'read'>, faults: Faults): string {
	return faults.attempt(() => toText(read(outputField.name), FIELD)) ?? '';
}

/**
 * Fetches the file that an answer links to.
 *
 * @param link what the answer holds in the link's place
 * @throws ApiFailure without a link, for one that must not be followed, and if no file comes
 */
export async function followLink({ api }: VerbApi, item: Item, link: unknown): Promise<AnsweredFile> {
	if (isBlank(link)) {
		throw new ApiFailure(`${api.name}'s response is missing a link to the file`, {
			description: 'There may be no data for this request.',
		});
	}
	const { baseUrl } = await api.open(item.context, item.index);
	return await fetchLink(item.context, api.name, link, baseUrl);
}

/** The longest name that all file systems take, in characters of two bytes. */
const LONGEST_NAME = 120;

/**
 * The file's name from the answer, without a path and invisible characters; otherwise the preset one.
 */
function fileNameOf({ headers }: AnsweredFile, type: string, preset: string): string {
	const given = dispositionName(headers['content-disposition']);
	const name = given.length > LONGEST_NAME ? '' : given;
	const stem = preset.replace(/\.[^.]*$/, '');
	const { fileName } = nameOfFile({ fileName: name || preset, mimeType: type }, stem);
	return fileName || preset;
}

/** Why a file did not get into n8n's binary store: the transfer broke off, or the store is full. */
function storingFailure(error: unknown, api: string): ApiFailure {
	const { code = '', message = 'unknown reason' } = error as { code?: string; message?: string };
	const words = networkWords(code);
	if (words === undefined) {
		return new ApiFailure(`n8n could not store the file of ${api}: ${message}`, {
			description: 'Nothing was changed.',
		});
	}
	return new ApiFailure(`The file of ${api} was cut off: ${words}`, {
		description: 'Nothing was changed. Run this again.',
	});
}

/** The longest wait for a whole file: n8n's own timeout ends with the head of the answer. */
const LONGEST_MINUTES = 60;

/** Puts a file into n8n's binary store as it arrives; if that fails, its stream is closed. */
async function stored(
	{ context }: Item,
	{ stream }: AnsweredFile,
	{ name, type, api }: { name: string; type: string; api: string },
): Promise<IBinaryData> {
	const signal = context.getExecutionCancelSignal();
	const limit = AbortSignal.timeout(LONGEST_MINUTES * 60_000);
	const stop = signal === undefined ? limit : AbortSignal.any([signal, limit]);
	try {
		const storing = context.helpers.prepareBinaryData(stream, name, type);
		return await unlessCancelled(storing, stop);
	} catch (error) {
		stream.destroy();
		stopIfCancelled(signal);
		if (!limit.aborted) throw storingFailure(error, api);
	}
	throw new ApiFailure(`The file of ${api} did not arrive within ${LONGEST_MINUTES} minutes`, {
		description: 'Nothing was changed. Run this again, or request less at once.',
	});
}

/** How a file is stored. */
export interface Storing {
	/** The API's name in messages. */
	api: string;
	/** The field that the file is put into. */
	field: string;
	/** Its MIME type. */
	type: string;
	/** Its name if the answer has none. */
	preset: string;
}

/** Streams a file into n8n's binary store: it is never held in memory. */
export async function storeFile(
	item: Item,
	answered: AnsweredFile,
	{ api, field, type, preset }: Storing,
): Promise<{ json: IDataObject; files: IBinaryKeyData }> {
	const name = fileNameOf(answered, type, preset);
	const binary = await stored(item, answered, { name, type, api });
	const { fileName, fileSize, mimeType } = binary;
	return { json: { fileName, fileSize, mimeType }, files: { [field]: binary } };
}
