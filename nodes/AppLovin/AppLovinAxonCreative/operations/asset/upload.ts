import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { NO_UPLOADS } from '../../../../common/file/inputFile';
import { hint } from '../../../../common/form/moreHint';
import { writeOptionsCollection } from '../../../../common/form/options';
import { clock } from '../../../../common/ground/clock';
import { duration } from '../../../../common/ground/durations';
import { ApiFailure, describeProblem, InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { comparedName, isSameName } from '../../../../common/ground/names';
import { withUnit } from '../../../../common/ground/units';
import { quote, toNumber } from '../../../../common/ground/values';
import { ExecutionStopped } from '../../../../common/ground/wait';
import { Previewed, wantsPreview } from '../../../../common/guard/preview';
import { combineOption, combines, keyOf } from '../../../../common/run/combine';
import type { ExistsWords, IfItExists } from '../../../../common/run/ifItExists';
import { existingResult, ifItExistsProperties, readIfItExists } from '../../../../common/run/ifItExists';
import type { Item } from '../../../../common/run/item';
import { rememberMade } from '../../../../common/run/madeLately';
import type { Waiting } from '../../../../common/run/meeting';
import { meetingOf } from '../../../../common/run/meeting';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { DOCUMENT } from '../../../AppLovinAxonCampaign/campaigns';
import { AXON } from '../../../axonTransport/request';
import { axonFileField, readAssetFiles, sha1Of } from '../../assetFiles';
import { READABLE_ASSET } from '../../assets';
import { followUpload } from '../../followUpload';
import type { Job, Sent } from '../../sendFiles';
import { assetLabel, contentKey, MOST_FILES, sendFiles } from '../../sendFiles';
import type { UploadedFile } from '../../uploadResult';
import { fileResult } from '../../uploadResult';

const WAIT_LABEL = 'Maximum Wait';
const WAIT_MINUTES = 10;

const WORDS: ExistsWords = {
	rules: 'Names do not matter. If several assets have the same content, an active one is returned.',
	another: { name: 'Create Another', description: 'Skips the check: every run sends the file again' },
	returnIt: 'Returns the existing asset and sends nothing',
};

const properties: INodeProperties[] = [
	axonFileField,
	...ifItExistsProperties('its content (SHA-1)', WORDS),
	writeOptionsCollection('AppLovin', [
		combineOption('the files of input items', `${MOST_FILES} files`),
		{
			displayName: withUnit(WAIT_LABEL, 'Minutes'),
			name: 'longestWaitMinutes',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: WAIT_MINUTES,
			description:
				'How long to wait until AppLovin has worked on the files, for example 10. After that, files that are still pending fail; Get Upload Result shows what becomes of them.',
		},
	]),
];

function readWaitMs({ context, index }: Item): number {
	const minutes = toNumber(context.getNodeParameter('options.longestWaitMinutes', index, WAIT_MINUTES), WAIT_LABEL);
	if (minutes > 0) return minutes * 60_000;
	throw new InputError(`'${WAIT_LABEL}' must be above 0, not ${quote(minutes)}`);
}

async function readJobs(item: Item): Promise<Job[]> {
	const faults = new Faults();
	const { context, index } = item;
	const choice: IfItExists = faults.attempt(() => readIfItExists(context, index, WORDS)) ?? 'return';
	const longestMs = faults.attempt(() => readWaitMs(item)) ?? 0;
	const files = await readAssetFiles(item, faults);
	faults.throwAny();
	const looks = choice !== 'create' && !wantsPreview(context, index);
	const jobs: Job[] = [];
	for (const asset of files) {
		const hash = looks ? await sha1Of(asset.file, context.getExecutionCancelSignal()) : undefined;
		jobs.push({ asset, choice, longestMs, ...(hash === undefined ? {} : { hash }) });
	}
	return jobs;
}

const sentAs = ({ asset }: Job): string => asset.file.fileName;

const WHERE = 'Get Upload Result shows what becomes of it, and a new run finds it by its content.';

const ofName = (files: UploadedFile[], name: string): UploadedFile | undefined =>
	files.find((file) => file.name === name) ??
	files.find((file) => isSameName(comparedName(file.name), comparedName(name)));

/** Whether a row may be that of a file, by what AppLovin says that it is; of a failed file it says nothing. */
function mayBe({ row }: UploadedFile, { asset: { contentType } }: Job): boolean {
	const [kind, format] = contentType.split('/');
	const said = String(row.resource_type ?? '').trim().toLowerCase();
	return said === '' || said === (kind === 'text' ? format : kind);
}

/**
 * The upload's row of a file, by its name. AppLovin may have renamed it: it is the only row that is left then
 * once each of the other files has one of its own.
 */
function ownFile(files: UploadedFile[], name: string, { others }: Sent, job: Job): UploadedFile | undefined {
	const named = ofName(files, name);
	if (named !== undefined || others === undefined) return named;
	const taken = new Set(others.map((other) => ofName(files, other)));
	const left = files.filter((file) => !taken.has(file));
	if (taken.has(undefined) || taken.size < others.length || left.length !== 1) return undefined;
	return others.length === 0 || mayBe(left[0], job) ? left[0] : undefined;
}

async function resultOf(item: Item, job: Job, sent: Sent): Promise<IDataObject> {
	const { context } = item;
	const named = { what: 'asset', name: sentAs(job) };
	const own = { originalFileName: sentAs(job), ...(job.hash === undefined ? {} : { asset_hash: job.hash }) };
	const { existing, uploadId = '', name = sentAs(job), isShared } = sent;
	if (existing !== undefined) {
		const result: IDataObject = { asset_id: existing.asset_id ?? existing.id, ...existing, ...own };
		if (String(existing.status ?? '').trim().toUpperCase() === 'REJECTED') {
			hint(context, `AppLovin has rejected the existing asset ${String(result.asset_id)}, which is returned for '${named.name}': no creative set can use it.`, 'warning');
		}
		const differs = isSameName(existing.name, named.name)
			? []
			: [{ label: 'File Name', wanted: named.name, present: existing.name }];
		return existingResult(context, named, assetLabel(result), { result, differs }, { words: WORDS, so: 'nothing was sent' });
	}
	const followed = await followUpload(item, uploadId, job.longestMs);
	if ('error' in followed) {
		const { message, httpCode } = describeProblem(followed.error);
		throw new ApiFailure(`'${named.name}' was sent, but its result can't be read: ${message}`, {
			description: `It is in the upload ${uploadId}. ${WHERE}`,
			httpCode,
		});
	}
	const file = ownFile(followed.state.files, name, sent, job);
	const status = file?.fileStatus ?? '';
	if (status === 'FAILURE') {
		throw new ApiFailure(`AppLovin could not take '${named.name}'${file?.reason === undefined ? ' and gives no reason' : `: ${file.reason}`}`, {
			description: `Change the file before uploading it again: each failed file counts as an error, and AppLovin blocks an account for 24 hours after 100 errors in 5 minutes. It was in the upload ${uploadId}.`,
		});
	}
	const isFinished = followed.state.status === 'FINISHED';
	if (file === undefined && isFinished) {
		throw new ApiFailure(`AppLovin's result of the upload ${uploadId} does not name '${named.name}'`, {
			description: 'It may or may not have been uploaded: check in AppLovin.',
			mayHaveActed: true,
		});
	}
	if (file === undefined || status !== 'SUCCESS') {
		throw new ApiFailure(`'${named.name}' is still ${status.toLowerCase() || 'pending'} after ${duration(followed.waitedMs)}`, {
			description: `It is in the upload ${uploadId}. ${WHERE}`,
		});
	}
	const result: IDataObject = { ...fileResult(uploadId, file), ...own };
	if (result.asset_id === undefined) {
		throw new ApiFailure(`AppLovin took '${named.name}', but its response is missing the asset's ID`, {
			description: 'Asset > Get Many shows it.',
			mayHaveActed: true,
		});
	}
	if (job.hash !== undefined) rememberMade(await contentKey(item, job.hash), { ...result, at: clock.now() });
	if (isShared !== true) return result;
	const shown = { result, differs: [] };
	return existingResult(context, named, assetLabel(result), shown, { words: WORDS, so: 'it was sent once' });
}

/** Sends the files, with those of other items if the form says so; each is sent once in this execution. */
async function sendJobs(item: Item, jobs: Job[]): Promise<Array<PromiseSettledResult<IDataObject>>> {
	const key = combines(item) ? await keyOf(item, AXON, 'upload') : undefined;
	const alone: Array<Waiting<Job, Sent>> = [];
	const join = async (job: Job): Promise<Sent> =>
		key === undefined
			? await new Promise((resolve, reject) => alone.push({ value: job, resolve, reject }))
			: await meetingOf(item).wait<Job, Sent>(item.index, {
					...{ key, value: job, isWrite: true },
					serve: async (waiting) => await sendFiles(item, waiting),
				});
	const results = jobs.map(async (job, at) => {
		const sent = await item.once(`file ${at + 1}`, async () => {
			const value = await join(job);
			const { uploadId } = value;
			return { value, made: uploadId === undefined ? [] : [`upload_id ${uploadId} (${sentAs(job)})`] };
		});
		return await resultOf(item, job, sent);
	});
	if (alone.length > 0) {
		await sendFiles(item, alone).catch((error: unknown) => {
			for (const { reject } of alone) reject(error);
		});
	}
	return await Promise.allSettled(results);
}

async function execute(item: Item): Promise<OperationResult> {
	const jobs = await readJobs(item);
	const ends = await sendJobs(item, jobs);
	const results = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []));
	const errors = ends.flatMap((end, at) => (end.status === 'rejected' ? [{ at, error: end.reason as unknown }] : []));
	const labels = results
		.filter(({ alreadyExisted }) => alreadyExisted !== true)
		.map((result) => `${assetLabel(result)} (${String(result.originalFileName)}) of upload_id ${String(result.upload_id)}`);
	if (errors.length === 0) {
		const raws = results.length === 1 ? results[0] : { files: results };
		return { results, raw: raws, ...(labels.length === 0 ? {} : { label: labels.join(', ') }) };
	}
	const end = errors.find(({ error }) => error instanceof Previewed || error instanceof ExecutionStopped);
	if (end !== undefined || jobs.length === 1) throw (end ?? errors[0]).error;
	const problems = errors.map(({ at, error }) => ({ name: sentAs(jobs[at]), ...describeProblem(error) }));
	throw new ApiFailure(
		`${errors.length} of ${jobs.length} files were not uploaded – ${problems.map(({ name, message }) => `${name}: ${message}`).join('; ')}`,
		{
			description: problems[0].description,
			httpCode: problems[0].httpCode,
			mayHaveActed: problems.some(({ mayHaveActed }) => mayHaveActed),
			created: [...labels, ...problems.flatMap(({ created }) => created)],
		},
	);
}

/** Uploads files: the parts `files`, up to 40 in one request, and waits until AppLovin has worked on them. */
export const upload: Operation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload assets',
	description: 'Upload image, video or playable files, and wait until AppLovin has taken them; files that it has already are found by their content',
	endpoint: 'POST /manage/v1/asset/upload',
	document: `${DOCUMENT}, "/asset/upload"`,
	writes: true,
	readable: READABLE_ASSET,
	makes: 'asset_id',
	notForTools: NO_UPLOADS,
	properties,
	execute,
};
