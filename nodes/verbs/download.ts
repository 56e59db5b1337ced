import type { IBinaryData, IDataObject, INodeProperties } from 'n8n-workflow';

import { decoded, nameOfFile } from '../common/file/fileName';
import type { Fields } from '../common/form/fields';
import { collectionProperty, readFields, requiredProperties } from '../common/form/fields';
import { optionsCollection } from '../common/form/options';
import { ApiFailure } from '../common/ground/errors';
import { Faults } from '../common/ground/faults';
import { isBlank, isObject, resultId, toText } from '../common/ground/values';
import type { Item } from '../common/run/item';
import { AnsweredFile } from '../common/send/answeredFile';
import type { ApiRequest } from '../common/send/door';
import { fetchLink } from '../common/send/link';
import { networkWords } from '../common/send/network';
import type { Described, DescribedOperation, Endpoint, VerbApi } from './describe';
import { article, carrying, readPath, routeTo, sendFor } from './describe';

type Download<E extends Endpoint> = Described<E> & {
	/** What may be added to the question. */
	query?: Fields;
	/** Whether the answer is the file itself, or holds a link to it that expires, under which key. */
	file: 'in the answer' | { link: string };
	/** The file's MIME type. */
	type: string;
	/** The file's name where the answer has none. */
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

/** The name in a header Content-Disposition (RFC 6266). */
function nameIn(disposition: unknown): string {
	const [, encoded, quoted, plain] =
		/filename\*=UTF-8''([^;]+)|filename="([^"]*)"|filename=([^;]+)/i.exec(
			String(disposition ?? ''),
		) ?? [];
	return encoded === undefined ? (quoted ?? plain ?? '') : decoded(encoded);
}

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

/** Puts a file into n8n's binary store as it comes. */
async function stored(
	{ context }: Item,
	{ stream, headers }: AnsweredFile,
	type: string,
	preset: string,
	api: string,
): Promise<IBinaryData> {
	const facts = { fileName: nameIn(headers['content-disposition']) || preset, mimeType: type };
	const { fileName } = nameOfFile(facts, 'file');
	return await context.helpers.prepareBinaryData(stream, fileName, type).catch((error: unknown) => {
		const { code = '', message = 'unknown reason' } = error as { code?: string; message?: string };
		throw new ApiFailure(`The file of ${api} broke off: ${networkWords(code) ?? message}`, {
			description: 'Nothing was changed. Run this again.',
		});
	});
}

/** Downloads a file: it streams into n8n's binary store, and is never held in memory. */
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
			...collectionProperty(
				{ displayName: 'Additional Fields', name: 'additionalFields', placeholder: 'Add field' },
				query,
			),
			optionsCollection(api.api.name),
		],
		async execute(item) {
			const faults = new Faults();
			const slots = readPath(item, path, faults);
			const field = faults.attempt(() => toText(item.read(outputField.name), FIELD)) ?? '';
			const given = item.read('additionalFields');
			const asked = readFields(isObject(given) ? given : {}, query, item, faults);
			faults.throwAny();
			const route = routeTo(endpoint, slots);
			const request = { ...route, ...carrying(route.method, asked as IDataObject) };
			const answered = await fileOf(api, item, request, { file, type });
			const binary = await stored(item, answered, type, fileName(slots), api.api.name);
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
