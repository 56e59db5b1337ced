import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { MASTER_MS } from '../../common/send/keptLists';
import { listData, rowsIn } from '../transport/answerRows';
import type { IqmRequest } from '../transport/request';
import { MATCHED } from './audiences';
import type { V3Facts } from './v3Options';

/** IQM's lists about the columns of matched audiences, for this account. */
export interface V3Lists {
	/** `{id, name: "Voters_ID", displayName, dataFormatIds?}` */
	columns: IDataObject[];
	/** `{id, columnIds, order}` */
	combinations: IDataObject[];
	/** `{id, name: "SHA256", displayName}`; empty if no column needs one. */
	formats: IDataObject[];
	/** `{id, name: "voterbase_id", displayName}`; empty if no column needs one. */
	partners: IDataObject[];
}

const PATH = '/api/v3/audience/static';

/** One list, which {@link listData} keeps for a while: many items must not eat up the request limit. */
async function askList(
	context: IExecuteFunctions,
	name: string,
	query: IDataObject = {},
): Promise<IDataObject[]> {
	const request: IqmRequest = { method: 'GET', path: `${PATH}/${name}`, query };
	const data = await listData(context, request, { keepMs: MASTER_MS });
	return rowsIn(data, ['data'], `the list of ${name}`);
}

/**
 * Asks for the ids by which the current upload refers to columns, combinations, formats and partners:
 * `GET /api/v3/audience/static/{column-list, column-combinations, data-formats, data-partners}`
 * (Audience API guideline). They are asked for because the documents' samples contradict each other:
 * "Voters_ID" is column 1 in one and 5 in another.
 *
 * @param needs whether the form names formats or partners
 * @throws ApiFailure if IQM lists no columns or no combinations
 */
export async function readV3Lists(
	context: IExecuteFunctions,
	{ audienceSubtypeId, verticalId }: V3Facts,
	needs: { formats: boolean; partners: boolean },
): Promise<V3Lists> {
	const query: IDataObject = { audienceTypeId: MATCHED };
	if (verticalId !== undefined) query.verticalId = verticalId;
	const withSubtype = (key: string): IDataObject =>
		audienceSubtypeId === undefined ? query : { ...query, [key]: audienceSubtypeId };

	const columns = await askList(context, 'column-list', withSubtype('audienceSubtypeId'));
	const combinations = await askList(
		context,
		'column-combinations',
		withSubtype('audienceSubtypeId'),
	);
	const formats = needs.formats ? await askList(context, 'data-formats') : [];
	const partners = needs.partners
		? await askList(context, 'data-partners', {
				...withSubtype('audienceSubtypeIds'),
				active: true,
			})
		: [];
	const missing = [
		...(columns.length === 0 ? ['columns'] : []),
		...(combinations.length === 0 ? ['column combinations'] : []),
	];
	if (missing.length > 0) {
		throw new ApiFailure(`IQM lists no ${missing.join(' and no ')} for matched audiences`, {
			description:
				"Nothing was uploaded. Workspace and super users need to set 'Vertical ID' in the options. If 'Audience Subtype' is set, check it.",
		});
	}
	return { columns, combinations, formats, partners };
}
