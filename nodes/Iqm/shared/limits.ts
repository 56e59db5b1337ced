import type { IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { wantsPreview } from '../../common/guard/preview';
import type { KnownAmount, Spend } from '../../common/guard/spend';
import { isBlank } from '../../common/ground/values';
import { iqmAccount } from '../transport/request';

/**
 * Which of the amounts that a request sets without holding them must be read first: those that the
 * credential limits, and none for a preview, which sends nothing.
 */
export async function limitsToCheck(
	context: IExecuteFunctions,
	itemIndex: number,
	spends: Spend[],
): Promise<Spend[]> {
	const { limits } = await iqmAccount(context);
	if (wantsPreview(context, itemIndex)) return [];
	return spends.filter((spend) => limits[spend] !== undefined);
}

/**
 * An amount that was read.
 *
 * @throws ApiFailure if it is not an amount: it would exceed no limit
 */
export function readAmount(spend: Spend, name: string, value: unknown): KnownAmount {
	const amount = isBlank(value) ? NaN : Number(value);
	if (!Number.isFinite(amount)) throw uncheckable(name);
	return { spend, name, value: amount };
}

/** @param what what is missing from IQM's answer */
export function uncheckable(what: string): ApiFailure {
	return new ApiFailure(
		`IQM's response is missing ${what}, so the spend limits of the credential can't be checked`,
		{ description: 'Nothing was changed.' },
	);
}
