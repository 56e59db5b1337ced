import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { requiredProperties } from '../../../../common/form/fields';
import { ApiFailure } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isObject } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import type { WaitOptions } from '../../../../common/run/waitForStatus';
import { readWaitOptions, waitForStatus, waitProperties } from '../../../../common/run/waitForStatus';
import { readTop, sendFor } from '../../../../verbs/describe';
import { followLink, outputField, readOutputField, storeFile } from '../../../../verbs/storeFile';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { FILES, isNotReady, LINK_REQUEST, REPORT_FILE, VOTERS } from './reports';

const READY = 'ready';
const STATUSES = [{ name: 'Ready', value: READY }];
const WAIT = 'Wait for Status';

const waiting: INodeProperties[] = waitProperties(STATUSES, READY).map((property) =>
	property.name === 'waitForStatus' ? { ...property, displayName: WAIT } : property,
);

const UNSUPPORTED = /unsupported file type/i;
/** These have nothing to do with the names in the body. */
const OTHER_REASONS = ['401', '403', '404', '408', '413', '429'];

/** Whether IQM may have refused the names in the body. */
function mayBeNames(error: unknown): boolean {
	if (!(error instanceof ApiFailure) || UNSUPPORTED.test(error.message)) return false;
	const { httpCode = '' } = error.facts;
	return /^4\d\d$/.test(httpCode) && !OTHER_REASONS.includes(httpCode);
}

type Look = { status: string; link?: unknown; error?: unknown };

/**
 * Asks for the link. `{reportId, fileTypeId}` is the newest document's body; older ones have `vldId`,
 * with the type as `fileTypeId` in the table and `fileType` in the sample, and are tried once.
 */
function linkReader(item: Item, reportId: number, fileTypeId: number): () => Promise<Look> {
	const older = { vldId: reportId, fileTypeId, fileType: fileTypeId };
	let body: IDataObject = { reportId, fileTypeId };
	let hasTried = false;
	const ask = async (asked: IDataObject): Promise<Look> => {
		return await sendFor(IQM_VERBS, item, { ...LINK_REQUEST, body: asked }).then(
			({ data }) => ({ status: READY, link: isObject(data) ? data.vldReportUrl : data }),
			async (error: unknown) =>
				isNotReady(error) ? { status: 'not ready', error } : await Promise.reject(error),
		);
	};
	const askOlder = async (refused: unknown): Promise<Look> => {
		if (hasTried || !mayBeNames(refused)) return await Promise.reject(refused);
		hasTried = true;
		const look = await ask(older).catch(async (error: unknown) =>
			// What the newest document's body met says more.
			error instanceof ApiFailure ? await Promise.reject(refused) : await Promise.reject(error),
		);
		body = older;
		return look;
	};
	return async () => await ask(body).catch(askOlder);
}

async function readLink(
	read: () => Promise<Look>,
	{ wait, reportId }: { wait: WaitOptions | undefined; reportId: number },
): Promise<unknown> {
	if (wait !== undefined) {
		const what = `The voter level data report ${reportId}`;
		return (await waitForStatus({ ...wait, read, failed: [], what })).link;
	}
	const { link, error } = await read();
	if (!(error instanceof ApiFailure)) return link;
	throw new ApiFailure(error.message, {
		...error.facts,
		description: `Run this again later, or turn on '${WAIT}'. Get Many shows whether it has failed.`,
	});
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const { reportId = 0, fileTypeId = 0 } = readTop(item, REPORT_FILE, faults);
	const field = readOutputField(item, faults);
	const wait = faults.attempt(() => readWaitOptions(item.context, item.index, STATUSES));
	faults.throwAny();
	const read = linkReader(item, reportId, fileTypeId);
	const link = await readLink(read, { wait, reportId });
	const { extension, type } = FILES[fileTypeId];
	const answered = await followLink(IQM_VERBS, item, link);
	const preset = `voter-level-data-report-${reportId}.${extension}`;
	const { json, files } = await storeFile(item, answered, { api: 'IQM', field, type, preset });
	const result = { vldId: reportId, ...json };
	// The answer is a link to the data of people: not even "Raw Response" shows it.
	return { results: [result], raw: result, files };
}

/** Downloads a report. Its rows are people, so they come as a file only, and to no agent. */
export const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download a voter level data report',
	description: 'Download a voter level data report as a CSV or XLSX file',
	endpoint: 'POST /api/v3/ins/vld-report/download',
	document: 'IQM OpenAPI insights, getVLDReportDownloadUrl',
	writes: false,
	notForTools: VOTERS,
	properties: [...requiredProperties(REPORT_FILE), outputField, ...waiting, optionsCollection()],
	execute,
};
