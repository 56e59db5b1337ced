import type { IDataObject } from 'n8n-workflow';

import type { Fields } from '../common/form/fields';
import { collectionProperty, requiredProperties } from '../common/form/fields';
import { optionsCollection } from '../common/form/options';
import { ApiFailure } from '../common/ground/errors';
import { Faults } from '../common/ground/faults';
import { isObject, resultId } from '../common/ground/values';
import type { Item } from '../common/run/item';
import { AnsweredFile } from '../common/send/answeredFile';
import type { ApiRequest } from '../common/send/door';
import type { Described, DescribedOperation, Endpoint, VerbApi } from './describe';
import {
	ADDITIONAL_FIELDS,
	article,
	carrying,
	readCollection,
	readPath,
	readTop,
	routeTo,
	sendFor,
} from './describe';
import { followLink, outputField, readOutputField, storeFile } from './storeFile';

type Download<E extends Endpoint> = Described<E> & {
	/** Fields that every request has. */
	fields?: Fields;
	/** Fields that it may have. */
	query?: Fields;
	/** Whether the answer is the file itself, or holds an expiring link to it, and under which key. */
	file: 'in the answer' | { link: string };
	/** The file's MIME type; not JSON, in which an answer says why there is no file. */
	type: string;
	/** The file's name if the answer has none. */
	fileName: (slots: Record<string, string>) => string;
};

async function fileOf(
	api: VerbApi,
	item: Item,
	request: ApiRequest,
	{ file, type }: { file: Download<Endpoint>['file']; type: string },
): Promise<AnsweredFile> {
	const isLinked = file !== 'in the answer';
	const { data } = await sendFor(api, item, isLinked ? request : { ...request, fileType: type });
	if (isLinked) return await followLink(api, item, isObject(data) ? data[file.link] : data);
	if (data instanceof AnsweredFile) return data;
	throw new ApiFailure(`${api.api.name}'s response is missing the file`, {
		description: 'There may be no data for this request.',
	});
}

/** Downloads a file: it streams into n8n's binary store and is never held in memory. */
export function download<E extends Endpoint>(
	api: VerbApi,
	described: Download<E>,
): DescribedOperation {
	const { thing, endpoint, document, path, words, fields = {}, query = {} } = described;
	const { file, type, fileName } = described;
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
			...requiredProperties({ ...path, ...fields }),
			outputField,
			...collectionProperty(ADDITIONAL_FIELDS, query),
			optionsCollection(api.api.name),
		],
		async execute(item) {
			const faults = new Faults();
			const slots = readPath(item, path, faults);
			const field = readOutputField(item, faults);
			const asked = {
				...(readTop(item, fields, faults) as IDataObject),
				...readCollection(item, ADDITIONAL_FIELDS.name, query, faults),
			};
			faults.throwAny();
			const route = routeTo(endpoint, slots);
			const request = { ...route, ...carrying(route.method, asked) };
			const answered = await fileOf(api, item, request, { file, type });
			const { json, files } = await storeFile(item, answered, {
				...{ api: api.api.name, field, type, preset: fileName(slots) },
			});
			const ids = Object.entries(slots).map(([name, id]) => [name, resultId(id)]);
			const result = { ...(Object.fromEntries(ids) as IDataObject), ...json };
			return { results: [result], raw: result, files };
		},
	};
}
