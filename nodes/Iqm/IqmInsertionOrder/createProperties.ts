import type { INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty } from '../../common/form/additionalJson';
import { collectionProperty, mustFill, toProperty } from '../../common/form/fields';
import { ifItExistsProperties } from '../../common/run/ifItExists';
import { endProperties } from '../shared/ends';
import { writeOptionsCollection } from '../shared/options';
import { BY_BUDGET, BY_IMPRESSIONS, MAIN, OPTIONAL } from './fields';

/** How the form says that an order has no end. */
export const NO_END = { name: 'No End', description: 'The order runs until it is stopped' };

function required(name: keyof typeof MAIN, shown?: INodeProperties['displayOptions']): INodeProperties {
	const displayOptions = shown === undefined ? {} : { displayOptions: shown };
	return { ...mustFill(toProperty(name, MAIN[name])), ...displayOptions };
}

/** The form of a new order. */
export const createProperties: INodeProperties[] = [
	required('ioName'),
	...ifItExistsProperties('its name'),
	required('ioStartTime'),
	...endProperties(required('ioEndTime'), NO_END),
	required('ioTimeZoneId'),
	toProperty('ioBudgetTypeId', MAIN.ioBudgetTypeId),
	toProperty('isAutoSumIoTotalBudget', MAIN.isAutoSumIoTotalBudget),
	required('ioTotalBudget', {
		show: { ioBudgetTypeId: [BY_BUDGET], isAutoSumIoTotalBudget: [false] },
	}),
	required('ioTotalImpressions', {
		show: { ioBudgetTypeId: [BY_IMPRESSIONS], isAutoSumIoTotalBudget: [false] },
	}),
	...collectionProperty(
		{ displayName: 'Additional Fields', name: 'additionalFields', placeholder: 'Add field' },
		OPTIONAL,
		[additionalJsonProperty],
	),
	writeOptionsCollection(),
];
