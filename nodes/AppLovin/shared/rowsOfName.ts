import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { clock } from '../../common/ground/clock';
import { isSameName } from '../../common/ground/names';
import type { Found } from '../../common/run/ifItExists';
import { oncePerRun } from '../../common/run/oncePerRun';
import { credentialOf } from '../transport/request';

/**
 * The rows of a list, which is read once for all items of a run: AppLovin can't search.
 *
 * @param list what is listed, with everything but the credential that the answer depends on
 */
export async function listedOnce(
	context: IExecuteFunctions,
	itemIndex: number,
	list: string[],
	read: () => Promise<IDataObject[]>,
): Promise<Found> {
	const key = JSON.stringify([...list, credentialOf(context, itemIndex)]);
	return await oncePerRun(context, key, async () => {
		const askedAt = clock.now();
		return { rows: await read(), askedAt };
	});
}

/** The rows of {@link listedOnce} whose name looks like this one. */
export async function rowsOfName(
	context: IExecuteFunctions,
	itemIndex: number,
	list: string[],
	read: () => Promise<IDataObject[]>,
	wanted: unknown,
): Promise<Found> {
	const { rows, askedAt } = await listedOnce(context, itemIndex, list, read);
	return { rows: rows.filter(({ name }) => isSameName(name, wanted)), askedAt };
}
