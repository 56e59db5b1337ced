import type { IDataObject } from 'n8n-workflow';

import { collectionProperty, requiredProperties } from '../../../../common/form/fields';
import { id, text } from '../../../../common/form/kinds';
import { ApiFailure } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { answeredId } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { withRunAgainNotice } from '../../../../common/run/operation';
import { ADDITIONAL_FIELDS, readCollection, readTop, sendFor } from '../../../../verbs/describe';
import { writeOptionsCollection } from '../../../shared/options';
import { readSentence } from '../../../shared/readSentence';
import { IQM_VERBS } from '../../../shared/verbs';
import { idInSentence, PICKED, REPORTS } from './savedReports';

const SOURCE = { reportId: id('Report', 'The saved report to copy', PICKED) };

const FIELDS = {
	reportName: text('Name', 'Name of the copy; if not set, IQM chooses it', {
		example: 'Weekly spend by creative',
	}),
};

/** The new report in "Report duplicated successfully with id 124", as a label. */
function madeIn(data: unknown): string[] {
	const copy = answeredId(idInSentence(data));
	return copy === undefined ? [] : [`reportId ${copy}`];
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const { reportId: source } = readTop(item, SOURCE, faults);
	const fields = readCollection(item, ADDITIONAL_FIELDS.name, FIELDS, faults);
	faults.throwAny();
	const body: IDataObject = { id: source, ...fields };
	const reply = await sendFor(IQM_VERBS, item, {
		method: 'POST',
		path: '/api/v3/ra/report/duplicate',
		body,
		writes: 'copy of the report',
		hasSentence: true,
		made: madeIn,
	});
	const reportId = answeredId(idInSentence(reply.data));
	if (reportId === undefined || String(reportId) === String(source)) {
		throw new ApiFailure("IQM's response is missing the ID of the copy", {
			description: 'It was probably created: check the reports in IQM.',
			mayHaveActed: true,
		});
	}
	const message = readSentence(REPORTS, [String(reportId)], reply, 'duplicated');
	return {
		results: [{ reportId, sourceReportId: source, ...fields, ...message }],
		raw: reply.raw,
		label: `reportId ${reportId}`,
	};
}

/** The body calls the report `id`, as the sample does; a table of the guideline says `reportId`. */
export const duplicate: Operation = withRunAgainNotice({
	value: 'duplicate',
	name: 'Duplicate',
	action: 'Duplicate a saved report',
	description: 'Copy a saved report; every run creates another copy',
	endpoint: 'POST /api/v3/ra/report/duplicate',
	document: 'IQM OpenAPI v2-and-v3, duplicateReport',
	writes: true,
	makes: 'reportId',
	properties: [
		...requiredProperties(SOURCE),
		...collectionProperty(ADDITIONAL_FIELDS, FIELDS),
		writeOptionsCollection(),
	],
	execute,
});
