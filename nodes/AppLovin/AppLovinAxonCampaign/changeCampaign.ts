import type { IDataObject } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import { isBlank } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { checkAnswered } from '../axonShared/byIds';
import type { AxonRequest } from '../axonTransport/request';
import { axonRequest } from '../axonTransport/request';
import { CAMPAIGNS, UPDATE_PATH } from './campaigns';

/** What is sent for one campaign, besides its ID. */
interface Change extends Pick<AxonRequest, 'isUrgent' | 'lines' | 'spends'> {
	id: string;
	/** The campaign's own, from the list: it belongs to every update. */
	type: unknown;
	fields: IDataObject;
	/** What changes, for messages: "status of the campaign". */
	writes: string;
}

/**
 * Changes one campaign: `POST /campaign/update` with its ID and type and what changes; the answer is the
 * ID alone.
 *
 * @returns the answer as it came
 * @throws InputError for a campaign that is listed without its type; nothing is sent then
 * @throws ApiFailure for an answer that names no campaign, or another one
 */
export async function changeCampaign(
	{ context, index }: Pick<Item, 'context' | 'index'>,
	{ id, type, fields, writes, ...others }: Change,
): Promise<unknown> {
	if (isBlank(type)) {
		throw new InputError(
			`AppLovin lists the campaign ${id} without its type, which every change must name`,
			'Nothing was sent for it. Change it in AppLovin.',
		);
	}
	const { data, raw } = await axonRequest(
		context,
		{
			method: 'POST',
			path: UPDATE_PATH,
			body: { id, type, ...fields } as IDataObject,
			writes,
			...others,
		},
		index,
	);
	checkAnswered(CAMPAIGNS, id, data);
	return raw;
}
