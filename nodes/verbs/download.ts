import type { IBinaryData, IDataObject, INodeProperties } from 'n8n-workflow';

import { dispositionName } from '../common/file/disposition';
import { nameOfFile } from '../common/file/fileName';
import type { Fields } from '../common/form/fields';
import { collectionProperty, requiredProperties } from '../common/form/fields';
import { optionsCollection } from '../common/form/options';
import { ApiFailure } from '../common/ground/errors';
import { Faults } from '../common/ground/faults';
import { isBlank, isObject, resultId, toText } from '../common/ground/values';
import { stopIfCancelled, unlessCancelled } from '../common/ground/wait';
import type { Item } from '../common/run/item';
import { AnsweredFile } from '../common/send/answeredFile';
import type { ApiRequest } from '../common/send/door';
import { fetchLink } from '../common/send/link';
import { networkWords } from '../common/send/network';
import type { Described, DescribedOperation, Endpoint, VerbApi } from './describe';
import {
	ADDITIONAL_FIELDS,
	article,
	carrying,
	readCollection,
	readPath,
	routeTo,
	sendFor,
} from './describe';

type Download<E extends Endpoint> = Described<E> & {
	/** Optional query fields. */
	query?: Fields;
	/** Whether the answer is the file itself, or holds an expiring link to it, and under which key. */
	file: 'in the answer' | { link: string };
	/** The file's MIME type; not JSON, in which an answer says why there is no file. */
	type: string;
	/** The file's name if the answer has none. */
	fileName: (slots: Record<string, string>) => string;
};

const FIELD = 'Output Data Field Name';

const outputField: INodeProperties = {
	displayName: FIELD,
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	description: 'Name of the field that the file is put into, for example data',
};

async function fileOf(
	api: VerbApi,
	item: Item,
	request: ApiRequest,
	{ file, type }: { file: Download<Endpoint>['file']; type: string },
): Promise<AnsweredFile> {
	const { name } = api.api;
	const isLinked = file !== 'in the answer';
	const { data } = await sendFor(api, item, isLinked ? request : { ...request, fileType: type });
	if (isLinked) {
		const link = isObject(data) ? data[file.link] : data;
		if (isBlank(link)) {
			throw new ApiFailure(`${name} answered without a link to the file`, {
				description: 'There may be no data for what was asked.',
			});
		}
		const { baseUrl } = await api.api.open(item.context, item.index);
		return await fetchLink(item.context, name, link, baseUrl);
	}
	if (data instanceof AnsweredFile) return data;
	throw new ApiFailure(`${name} answered without the file`, {
		description: 'There may be no data for what was asked.',
	});
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
	return new ApiFailure(`The file of ${api} broke off: ${words}`, {
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
	throw new ApiFailure(`The file of ${api} did not come within ${LONGEST_MINUTES} minutes`, {
		description: 'Nothing was changed. Run this again, or ask for less at once.',
	});
}

/** Downloads a file: it streams into n8n's binary store and is never held in memory. */
export function download<E extends Endpoint>(
	api: VerbApi,
	{ thing, endpoint, document, path, words, query = {}, file, type, fileName }: Download<E>,
): DescribedOperation {
	return {
		value: 'download',
		name: 'Download',
		action: `Download ${article(thing.one)}`,
		description: `Download ${article(thing.one)} as a file`,
		...words,
		endpoint,
		document,
		writes: false,
		properties: [
			...requiredProperties(path ?? {}),
			outputField,
			...collectionProperty(ADDITIONAL_FIELDS, query),
			optionsCollection(api.api.name),
		],
		async execute(item) {
			const faults = new Faults();
			const slots = readPath(item, path, faults);
			const field = faults.attempt(() => toText(item.read(outputField.name), FIELD)) ?? '';
			const asked = readCollection(item, ADDITIONAL_FIELDS.name, query, faults);
			faults.throwAny();
			const route = routeTo(endpoint, slots);
			const request = { ...route, ...carrying(route.method, asked) };
			const answered = await fileOf(api, item, request, { file, type });
			const name = fileNameOf(answered, type, fileName(slots));
			const binary = await stored(item, answered, { name, type, api: api.api.name });
			const ids = Object.entries(slots).map(([name, id]) => [name, resultId(id)]);
			const json = {
				...(Object.fromEntries(ids) as IDataObject),
				fileName: binary.fileName,
				fileSize: binary.fileSize,
				mimeType: binary.mimeType,
			};
			return { results: [json], raw: json, files: { [field]: binary } };
		},
	};
}
