import type { IExecuteFunctions } from 'n8n-workflow';

import { wantsPreview } from '../../common/preview';
import { iqmAccount } from '../transport/request';

/**
 * Whether amounts that a request sets without holding them have to be read first: only where the
 * credential has limits, and never for a preview, which sends nothing.
 */
export async function limitsToCheck(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<boolean> {
	const { limits } = await iqmAccount(context);
	return Object.keys(limits).length > 0 && !wantsPreview(context, itemIndex);
}
