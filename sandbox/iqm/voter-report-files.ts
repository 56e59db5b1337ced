import type { JsonObject } from '../json';
import { okV3, Refusal, type Reply } from '../reply';
import { route, type Context, type Route } from './context';
import { checked } from './contracts/check';
import type { Contract, Keys } from './contracts/contract';
import { vldDownload, vldSendEmail } from './contracts/voterLevelDataReports';
import type { SentEmail, VoterReport } from './insight-state';
import { recipientsIn } from './insights';
import { linkTo } from './links';
import { isReady } from './voter-reports';

/** The older documents: `fileTypeId` in table and schema, `fileType` in the samples. */
const OLD_KEYS: Keys = {
	...{ vldId: 'integer', fileTypeId: 'integer', fileType: 'integer' },
	...{ pldId: 'integer', slsId: 'integer' },
};

/** What is asked for, by the names of whichever documents apply; documented refusals come later. */
function read(contract: Contract, context: Context): JsonObject {
	const { takes } = contract;
	if (!context.state.insight.settings.vldOldBodies) {
		return checked({ ...contract, refuses: [] }, context);
	}
	const { emailIds } = takes.body ?? {};
	const body = { ...OLD_KEYS, ...(emailIds === undefined ? {} : { emailIds }) };
	const needs = (contract.needs ?? []).filter((key) => key in body && key !== 'fileTypeId');
	const old = { ...contract, takes: { body }, needs: ['vldId', ...needs], refuses: [] };
	const { vldId, fileType, fileTypeId = fileType, ...asked } = checked(old, context);
	if (fileType !== undefined && fileType !== fileTypeId) {
		throw new Refusal(422, 'Invalid fileType.', { field: 'fileType' });
	}
	return { ...asked, reportId: vldId, fileTypeId: fileTypeId ?? null };
}

const UNSUPPORTED =
	'Unsupported file type provided. Please use fileType 1 for XLSX or 2 for CSV.';

/** The file type and the report, which must be ready. */
function found(asked: JsonObject, context: Context) {
	const { voterReports, settings } = context.state.insight;
	const fileType = ([undefined, 'xlsx', 'csv'] as const)[Number(asked.fileTypeId)];
	if (fileType === undefined) throw new Refusal(400, UNSUPPORTED);
	const id = Number(asked.reportId);
	const report = voterReports.get(id);
	if (!report || !isReady(report, context)) {
		const words = `The provided VLD ID: ${id} is not in the ready state.`;
		throw new Refusal(settings.vldNotReadyStatus, words);
	}
	return { fileType, report };
}

const MEDIA_TYPES = {
	csv: 'text/csv',
	xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function fileOf(report: VoterReport, fileType: 'csv' | 'xlsx'): Buffer {
	if (fileType === 'xlsx') return Buffer.from(`PK ${report.vldName}\n`);
	return Buffer.from(`Voter ID,First Name,Campaign\nLALNY987654,Bilbo,${report.campaignId}\n`);
}

function download(context: Context): Reply {
	const { fileType, report } = found(read(vldDownload, context), context);
	const content = fileOf(report, fileType);
	const name = `${report.vldId}_Report.${fileType}`;
	return okV3({ vldReportUrl: linkTo({ type: MEDIA_TYPES[fileType], name, content }, context) });
}

function sendEmail(context: Context): Reply {
	const asked = read(vldSendEmail, context);
	const { fileType, report } = found(asked, context);
	const recipients = recipientsIn(asked.emailIds, 'emailIds');
	if (new Set(recipients).size < recipients.length) {
		throw new Refusal(422, 'Invalid emailIds.', { field: 'emailIds' });
	}
	const sent: SentEmail = {
		...{ kind: 'voterReport', id: report.vldId, fileType, recipients, at: context.now },
	};
	context.state.insight.emails.push(sent);
	return okV3({ message: 'VLD report e-mail sent successfully.' });
}

export const voterReportFileRoutes: Route[] = [
	route('POST', '/api/v3/ins/vld-report/download', download),
	route('POST', '/api/v3/ins/vld-report/email', sendEmail),
];
