import type { INodeProperties } from 'n8n-workflow';

import {
	optionsCollection as optionsOf,
	writeOptionsCollection as writeOptionsOf,
} from '../../common/form/options';

/** The collection "Options" that every operation ends with. */
export function optionsCollection(extra: INodeProperties[] = []): INodeProperties {
	return optionsOf('IQM', extra);
}

/** The same for an operation that creates or changes something. */
export function writeOptionsCollection(extra: INodeProperties[] = []): INodeProperties {
	return writeOptionsOf('IQM', extra);
}
