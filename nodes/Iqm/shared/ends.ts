import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import { InputError } from '../../common/ground/errors';

const LABEL = 'Ends';
const AT = 'at';
const NONE = 'none';

/** Name of the parameter that says whether the time in the parameter `name` counts. */
const choiceOf = (name: string): string => `${name}Choice`;

/** What the choice of a time means: a field that may be empty says in its hint what it means then. */
const atWords = ({ displayName, required }: INodeProperties): string =>
	required === true
		? `At the time in '${displayName}'`
		: `At the time in '${displayName}', where a hint says what leaving it empty means`;

/**
 * An optional end: a choice, and the time for it. An optional time left empty means the same as the
 * choice, but an expression that gives nothing never does.
 *
 * @param end the parameter for the time
 * @param none what the other choice is called: "No End"
 */
export function endProperties(
	end: INodeProperties,
	none: { name: string; description: string },
): INodeProperties[] {
	const choice = choiceOf(end.name);
	return [
		{
			displayName: LABEL,
			name: choice,
			type: 'options',
			options: [
				{ name: 'As Set Below', value: AT, description: atWords(end) },
				{ ...none, value: NONE },
			],
			default: AT,
			description: `Whether to set an end, for example ${none.name}`,
		},
		{ ...end, displayOptions: { show: { [choice]: [AT] } } },
	];
}

/** What an operation says about an end without a value: {@link endProperties}. */
export function noneOf(name: string, none: string): Record<string, string> {
	return { [name]: `To set none, choose '${none}' in '${LABEL}'.` };
}

/** Whether the choice says that there is no end. */
export function saysNone(read: (name: string) => unknown, name: string): boolean {
	const choice = read(choiceOf(name)) ?? AT;
	const chosen = toChoice(choice === '' ? AT : choice, LABEL, [
		{ name: AT, value: AT },
		{ name: NONE, value: NONE },
	]);
	return chosen === NONE;
}

/** The time that was entered; '' where the choice says that there is none. */
export function readEnd(read: (name: string) => unknown, name: string): unknown {
	return saysNone(read, name) ? '' : read(name);
}

/** What stands in the field for the time; '' where the choice says that there is none, right or wrong. */
export function givenEnd(read: (name: string) => unknown, name: string): unknown {
	return read(choiceOf(name)) === NONE ? '' : read(name);
}

/**
 * @param merged the form with "Additional JSON"
 * @throws InputError if the JSON gives an end although the choice says there is none
 */
export function checkNone(
	read: (name: string) => unknown,
	name: string,
	none: string,
	merged: IDataObject,
): void {
	if (merged[name] === undefined || !saysNone(read, name)) return;
	throw new InputError(
		`'Additional JSON' sets '${name}', but '${LABEL}' says '${none}'`,
		'Remove it from one of the two.',
	);
}
