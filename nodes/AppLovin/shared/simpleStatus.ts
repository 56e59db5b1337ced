import type { IDataObject } from 'n8n-workflow';

import { flagOf } from '../../common/ground/flags';

/** Whether a campaign, source or ad is active, as the forms call it. */
export function shownStatus({ status = null }: IDataObject): unknown {
	// No document has other words: what they mean is left to the reader.
	const isKnown = typeof status !== 'string' || /^(?:true|false|active|paused)$/i.test(status);
	const isActive = isKnown ? flagOf(status) : undefined;
	return isActive === undefined ? status : isActive ? 'Active' : 'Paused';
}
