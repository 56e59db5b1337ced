import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toProperty } from '../../../common/form/fields';
import { endProperties, noneOf } from '../../shared/ends';
import { MAIN } from './fields';

/** Labels of the choices between all and some. */
export const CHOICES = {
	exchanges: 'Exchanges',
	publisherAdCategory: 'Publisher Categories',
	deviceType: 'Devices',
};

/** A field of every campaign as a parameter. */
function main(name: keyof typeof MAIN, facts: Partial<INodeProperties> = {}): INodeProperties {
	return { ...toProperty(name, MAIN[name]), ...facts };
}

/** The same for a required field, shown where `shown` says. */
function required(
	name: keyof typeof MAIN,
	shown?: Record<string, Array<boolean | string>>,
): INodeProperties {
	const displayOptions = shown === undefined ? {} : { displayOptions: { show: shown } };
	return main(name, { required: true, ...displayOptions });
}

/**
 * A choice between all and some, and the list for some: an empty list never means "all".
 *
 * @param all what choosing all does
 */
function allOrSome(name: keyof typeof CHOICES, plural: string, all: string): INodeProperties[] {
	const choice = `${name}Choice`;
	const options: INodePropertyOptions[] = [
		{ name: `All ${plural}`, value: 'all', description: all },
		{ name: `Chosen ${plural}`, value: 'chosen', description: 'Only those listed below' },
	];
	return [
		{
			displayName: CHOICES[name],
			name: choice,
			type: 'options',
			options,
			default: 'all',
			description: `Whether the campaign is for all ${plural.toLowerCase()} or for those listed`,
		},
		required(name, { [choice]: ['chosen'] }),
	];
}

const creatives: INodeProperties[] = [
	required('creativeType'),
	{
		displayName: 'Creatives From',
		name: 'creativesFrom',
		type: 'options',
		options: [
			{ name: 'IDs', value: 'ids', description: 'Enter IDs or an expression' },
			{ name: 'List', value: 'list', description: 'Pick from the running creatives of the type' },
		],
		default: 'list',
		description: 'How the creatives are chosen. IDs also take what an earlier node uploaded.',
	},
	{
		displayName: 'Creative Names or IDs',
		name: 'creativeIds',
		type: 'multiOptions',
		typeOptions: {
			loadOptionsMethod: 'getCreatives',
			loadOptionsDependsOn: ['creativeType.value'],
		},
		default: [],
		required: true,
		displayOptions: { show: { creativesFrom: ['list'] } },
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Running creatives of the type above, at most the newest 1,500',
	},
	required('creativeIds', { creativesFrom: ['ids'] }),
];

export const NO_END = { name: 'No End', description: 'The campaign has no last moment' };

/** What may be left empty, and how to say so. */
export const NONE = noneOf('endTime', NO_END.name);

/** What every campaign needs: quickstart "Create a Campaign", table of step 3. */
export const mainProperties: INodeProperties[] = [
	required('campaignName'),
	required('ioId'),
	required('advertiserDomain'),
	required('countryId'),
	...creatives,
	required('startTime'),
	...endProperties(main('endTime'), NO_END),
	required('timezone'),
	main('budgetTypeId'),
	main('totalBudgetPacing'),
	required('budgetTotal'),
	required('budgetDay', { totalBudgetPacing: [false] }),
	required('maxBid'),
	main('campaignType'),
	...allOrSome('exchanges', 'Exchanges', 'Buy from every exchange'),
	...allOrSome(
		'publisherAdCategory',
		'Categories',
		'Buy on sites and apps of every ad category',
	),
	...allOrSome('deviceType', 'Devices', 'Show ads on every kind of device'),
	required('isAgreementChecked'),
];
