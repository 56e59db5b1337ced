import type { IDataObject } from 'n8n-workflow';

import { XLSX_TYPE } from '../../../../common/file/fileName';
import { preset } from '../../../../common/form/kinds';
import { toProperty } from '../../../../common/form/fields';
import { toChoice } from '../../../../common/form/choice';
import { Faults } from '../../../../common/ground/faults';
import { resultId } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { sendFor } from '../../../../verbs/describe';
import { outputField, readOutputField } from '../../../../verbs/storeFile';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { linkedReport } from '../../linkedReport';
import { isoDay, isoIn } from './asked';
import { readSource, sourceOptions, sourceProperties, wantedOf } from './source';

const CSV = 1;

const FILE_TYPES = [
	{ name: 'CSV', value: CSV },
	{ name: 'Excel (XLSX)', value: 2 },
];

const fileTypeField = preset<number>('File Type', 'Format of the file, for example CSV', {
	of: FILE_TYPES,
	first: CSV,
	toValue: (value, label) => Number(toChoice(value, label, FILE_TYPES)),
});

/** Downloads a report as a file. */
export const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download a report',
	description: 'Download all rows of a report as a CSV or Excel file, even very large ones',
	endpoint: 'POST /api/v3/ra/report/download',
	document: 'IQM OpenAPI v2-and-v3, downloadReport',
	writes: false,
	properties: [
		...sourceProperties,
		toProperty('fileType', fileTypeField),
		outputField,
		optionsCollection(sourceOptions),
	],
	async execute(item) {
		const faults = new Faults();
		const source = readSource(item, faults);
		const fileType = faults.attempt(() => fileTypeField.read(item.read('fileType'), item.zone));
		const field = readOutputField(item, faults);
		faults.throwAny();
		const { body, days } = await wantedOf(item, source);
		const { data } = await sendFor(IQM_VERBS, item, {
			method: 'POST',
			path: '/api/v3/ra/report/download',
			body: { ...body, fileType },
		});
		const { startDate, endDate } = days.period;
		const about: IDataObject = {
			...(source.reportId === undefined ? {} : { reportId: resultId(source.reportId) }),
			startDate: isoIn(days.zone, startDate),
			endDate: isoIn(days.zone, endDate),
		};
		const isCsv = fileType === CSV;
		const span = `${isoDay(days.zone, startDate)}-to-${isoDay(days.zone, endDate)}`;
		return await linkedReport(item, data, about, {
			field,
			type: isCsv ? 'text/csv' : XLSX_TYPE,
			preset: `report-${span}.${isCsv ? 'csv' : 'xlsx'}`,
		});
	},
};
