import type { INodeProperties } from 'n8n-workflow';

import { optionsCollection as optionsOf } from '../../common/options';

/** The collection "Options" that every operation ends with. */
export function optionsCollection(extra: INodeProperties[] = []): INodeProperties {
	return optionsOf('IQM', extra);
}
