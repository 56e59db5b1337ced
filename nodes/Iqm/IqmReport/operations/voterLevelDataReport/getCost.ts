import type { IDataObject } from 'n8n-workflow';

import { ApiFailure } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { isObject } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation } from '../../../../common/run/operation';
import type { ApiReply } from '../../../../common/send/door';
import { sendFor } from '../../../../verbs/describe';
import { optionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { shownReport } from './reports';
import type { Computed } from './wanted';
import { isCreatable, otherThanAsked, readComputed, readWanted, wantedProperties } from './wanted';

/**
 * Asks what a report would cost; nothing is generated.
 *
 * @throws ApiFailure if IQM answers for another campaign or other dates
 */
export async function computeCost(item: Item, body: IDataObject): Promise<Computed & ApiReply> {
	const reply = await sendFor(IQM_VERBS, item, {
		method: 'POST',
		path: '/api/v3/ins/vld-reports/computation',
		body,
	});
	if (!isObject(reply.data) || Object.keys(reply.data).length === 0) {
		throw new ApiFailure("IQM's response is missing the cost", {
			description: 'Nothing was generated. There may be no data for these dates.',
		});
	}
	const computed = readComputed(reply.data, reply.clean);
	const other = otherThanAsked(body, computed.row);
	if (other !== undefined) {
		throw new ApiFailure(reply.clean(other), {
			description: 'Nothing was generated. Check the campaign in IQM.',
		});
	}
	return { ...reply, ...computed };
}

/** A computation as results show it; `vldChargeableCost` is in the account's currency. */
export function shownCost({ row, existing }: Computed): IDataObject {
	const isNew = existing === undefined;
	const state = isNew ? { creatable: isCreatable(row) } : {};
	return { ...shownReport(row), ...state, alreadyExists: !isNew };
}

/** Amounts are in the account's currency. */
export const getCost: Operation = {
	value: 'getCost',
	name: 'Get Cost',
	action: 'Get the cost of a voter level data report',
	description: 'See what a voter level data report would cost, without generating it',
	endpoint: 'POST /api/v3/ins/vld-reports/computation',
	document: 'IQM OpenAPI insights, getChargeableImpressionsDataForVLDReports',
	writes: false,
	properties: [...wantedProperties, optionsCollection()],
	async execute(item) {
		const faults = new Faults();
		const wanted = readWanted(item, faults);
		faults.throwAny();
		const computed = await computeCost(item, await wanted());
		return { results: [shownCost(computed)], raw: computed.raw };
	},
};
