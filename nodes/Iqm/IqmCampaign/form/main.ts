import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { mustFill, toProperty } from '../../../common/form/fields';
import { ifItExistsProperties } from '../../../common/run/ifItExists';
import { byPerson } from '../../../common/guard/twoKeys';
import { endProperties, noneOf } from '../../shared/ends';
import { MAIN } from './fields';
import { sections } from './sections';

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
	return { ...mustFill(main(name)), ...displayOptions };
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
		name: 'pickedCreatives',
		type: 'multiOptions',
		typeOptions: {
			loadOptionsMethod: 'getRunningCreatives',
			loadOptionsDependsOn: ['creativeType.value'],
		},
		default: [],
		required: true,
		displayOptions: { show: { creativesFrom: ['list'] } },
		description:
			'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		hint: 'Running creatives of the type above, at most the newest 1,000. A new one appears once IQM has approved it',
	},
	required('creativeIds', { creativesFrom: ['ids'] }),
];

export const NO_END = { name: 'No End', description: 'The campaign runs until it is stopped' };

/** What may be left empty, and how to say so. */
export const NONE = {
	...noneOf('endTime', NO_END.name),
	startTime: "To use the insertion order's start, clear the field.",
	timezone: "To use the insertion order's time zone, clear the field.",
};

/** What may be left empty: then the insertion order's value is taken. */
function fromOrder(name: keyof typeof MAIN, of: string): INodeProperties {
	const { hint, ...property } = main(name);
	const hints = [`Leave empty to use ${of}`, hint].filter((part) => part !== undefined);
	return { ...property, required: false, hint: hints.join('. ') };
}

/**
 * What every campaign needs (quickstart "Create a Campaign", table of step 3), with the sections of what
 * can be added to it between.
 */
export const mainProperties: INodeProperties[] = [
	required('campaignName'),
	required('ioId'),
	...ifItExistsProperties('its name, in its insertion order'),
	required('advertiserDomain'),
	...creatives,
	fromOrder('startTime', "the insertion order's start, or five minutes from now if it has passed"),
	...endProperties(fromOrder('endTime', "the insertion order's end"), NO_END),
	fromOrder('timezone', "the insertion order's time zone"),
	required('budgetTotal'),
	main('budgetTypeId'),
	main('totalBudgetPacing'),
	required('budgetDay', { totalBudgetPacing: [false] }),
	required('maxBid'),
	...sections.moneyAndTime,
	required('countryId'),
	...sections.where,
	...sections.who,
	...allOrSome('deviceType', 'Devices', 'Show ads on every kind of device'),
	...allOrSome('exchanges', 'Exchanges', 'Buy from every exchange'),
	...allOrSome(
		'publisherAdCategory',
		'Categories',
		'Buy on sites and apps of every ad category',
	),
	...sections.onWhat,
	...sections.advanced,
	...byPerson(required('isAgreementChecked')),
];
