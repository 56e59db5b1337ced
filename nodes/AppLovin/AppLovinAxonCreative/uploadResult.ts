import type { IDataObject } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../common/ground/errors';
import { isBlank, isObject, quote, toText } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { axonRequest, countFailedFiles } from '../axonTransport/request';
import { rowId } from '../axonShared/byIds';

export const RESULT_PATH = '/manage/v1/asset/upload_result';

/** What became of one file of an upload. */
export interface UploadedFile {
	name: string;
	/** PENDING, SUCCESS or FAILURE. */
	fileStatus: string;
	/** Why it failed, if AppLovin says so. */
	reason?: string;
	/** As it came. */
	row: IDataObject;
}

export interface UploadState {
	/** PENDING or FINISHED. */
	status: string;
	files: UploadedFile[];
	raw: unknown;
}

const wordOf = (said: unknown): string => (isBlank(said) ? '' : String(said).trim().toUpperCase());

/** @throws InputError for what no upload's ID looks like */
export function toUploadId(value: unknown, label: string): string {
	const id = toText(value, label);
	if (/^[\w-]+$/.test(id)) return id;
	throw new InputError(`'${label}' must have letters, digits and hyphens only, not ${quote(id)}`);
}

/**
 * What became of an upload so far: `GET /asset/upload_result`. A good answer may tell of failed files, each of
 * which is an error that AppLovin counts.
 *
 * @throws ApiFailure for an answer that does not say it
 */
export async function readUpload({ context, index }: Pick<Item, 'context' | 'index'>, id: string): Promise<UploadState> {
	const { data, raw, clean } = await axonRequest(context, { method: 'GET', path: RESULT_PATH, query: { upload_id: id } }, index);
	const status = isObject(data) ? wordOf(data.upload_status) : '';
	if (!isObject(data) || status === '') {
		throw new ApiFailure(`AppLovin's response is missing the state of the upload ${id}`, {
			description: 'AppLovin may have changed this API.',
		});
	}
	const details = Array.isArray(data.details) ? data.details.filter(isObject) : [];
	const files = details.map((row) => ({
		name: isBlank(row.name) ? '' : String(row.name),
		fileStatus: wordOf(row.file_status),
		...(isBlank(row.error_message) ? {} : { reason: clean(String(row.error_message)) }),
		row,
	}));
	const failed = files.filter(({ fileStatus }) => fileStatus === 'FAILURE').length;
	await countFailedFiles(context, id, failed);
	return { status, files, raw };
}

/** A file of an upload as a result; the time has another name here than in lists. */
export function fileResult(uploadId: string, { fileStatus, row }: UploadedFile): IDataObject {
	const others = Object.entries(row).filter(([name]) => name !== 'id' && name !== 'uploadTime');
	return {
		...(rowId(row) === '' ? {} : { asset_id: rowId(row) }),
		...(Object.fromEntries(others) as IDataObject),
		...(row.uploadTime === undefined ? {} : { upload_time: row.uploadTime }),
		file_status: fileStatus,
		upload_id: uploadId,
	};
}
