import type { INodeProperties } from 'n8n-workflow';

/** A node that previews takes made-up IDs too. */
const DIGITS = { regex: '(?:\\d+|preview-[\\w-]+)', rule: 'An ID has digits only' };

/**
 * A parameter for one id that is picked from a list or entered; the mode "By ID" is for when the list
 * can't be loaded. An expression works in both.
 *
 * @param searchMethod name of the node's `listSearch` method
 * @param pattern what an ID looks like, and how to put that in words
 */
export function idPicker(
	property: Pick<INodeProperties, 'displayName' | 'name' | 'description'> &
		Partial<INodeProperties>,
	searchMethod: string,
	example: string,
	pattern: { regex: string; rule: string } = DIGITS,
): INodeProperties {
	return {
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: searchMethod, searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${example}`,
				validation: [
					{
						type: 'regex',
						properties: { regex: `^\\s*${pattern.regex}\\s*$`, errorMessage: pattern.rule },
					},
				],
			},
		],
		...property,
	};
}
