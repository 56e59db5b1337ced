import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { collectionProperty } from '../../../../common/form/fields';
import { choices } from '../../../../common/form/kinds';
import { Faults } from '../../../../common/ground/faults';
import { isObject } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { readCollection, sendFor } from '../../../../verbs/describe';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { rowsIn } from '../../../transport/answerRows';

/** The answer has a list under each. */
const STATUSES: INodePropertyOptions[] = [
	{ name: 'Expired', value: 'expired' },
	{ name: 'Paused', value: 'paused' },
	{ name: 'Running', value: 'running' },
];

const FILTERS = { displayName: 'Filters', name: 'filters', placeholder: 'Add filter' };

const fields = {
	statuses: choices<string>('Statuses', 'Only campaigns with one of these statuses', {
		of: STATUSES,
		example: 'Running',
	}),
};

/** The campaigns of the answer, each with the status under which it is listed. */
export function eligibleIn(data: unknown): IDataObject[] {
	const lists = isObject(data) ? data : {};
	const known = STATUSES.filter(({ value }) => String(value) in lists);
	// Without any list, this says so.
	if (known.length === 0) return rowsIn(data, ['running']);
	return known.flatMap(({ value }) =>
		rowsIn(lists, [String(value)]).map((row) => ({ ...row, status: value })),
	);
}

/** Campaigns that reports can be made of; IQM answers with IDs alone, and all at once. */
export const getEligibleCampaigns: Operation = {
	value: 'getEligibleCampaigns',
	name: 'Get Eligible Campaigns',
	action: 'Get campaigns for voter level data reports',
	description: 'List the campaigns that voter level data reports can be generated for',
	endpoint: 'GET /api/v3/ins/vld/campaigns',
	document: 'IQM OpenAPI insights, getStatusWiseCampaignsForVLDReports',
	writes: false,
	properties: [...collectionProperty(FILTERS, fields), optionsCollection()],
	async execute(item) {
		const faults = new Faults();
		const { statuses } = readCollection(item, FILTERS.name, fields, faults);
		faults.throwAny();
		const request = { method: 'GET', path: '/api/v3/ins/vld/campaigns' } as const;
		const { data, raw } = await sendFor(IQM_VERBS, item, request);
		const wanted = statuses as string[] | undefined;
		const rows = eligibleIn(data);
		return {
			results: rows.filter(({ status }) => wanted?.includes(String(status)) ?? true),
			raw,
		};
	},
};
