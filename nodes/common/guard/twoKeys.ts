import type {
	ICredentialDataDecryptedObject,
	IExecuteFunctions,
	INode,
	INodeProperties,
} from 'n8n-workflow';

import { InputError } from '../ground/errors';
import { isTool } from '../ground/tool';
import { saidBoolean } from '../ground/values';

/**
 * Money and rights need two keys: the operation in the workflow, and a switch of the credential that
 * allows it. What is refused here is refused before anything is sent, reads included.
 */

/** What an operation does that its credential must allow: move money, or give or take rights. */
export type Need = 'access' | 'money';

/** What a credential allows; what it does not mention is not allowed. */
export type Allowed = Partial<Record<Need, boolean>>;

interface Switch {
	name: string;
	displayName: string;
	/** As a sentence goes on after "It …". */
	does: string;
	description: string;
}

const SWITCHES: Record<Need, Switch> = {
	money: {
		name: 'allowMoneyOperations',
		displayName: 'Allow Money Operations',
		does: 'spends or moves money',
		description:
			'Whether nodes may use this credential for operations that spend or move money immediately, such as generating a paid report. Campaign budgets and bids are not affected: they have their own limits.',
	},
	access: {
		name: 'allowAccessChanges',
		displayName: 'Allow Access Changes',
		does: 'changes permissions',
		description:
			'Whether nodes may use this credential for operations that change permissions, such as inviting a user or granting access',
	},
};

const NEEDS = Object.keys(SWITCHES) as Need[];

/** The credential's switches, all off. */
export function twoKeyFields(needs: Need[]): INodeProperties[] {
	return needs.map((need) => {
		const { name, displayName, description } = SWITCHES[need];
		return { displayName, name, type: 'boolean', default: false, description };
	});
}

/** Reads a credential's switches. One saved before they existed allows nothing. */
export function readAllowed(credentials: ICredentialDataDecryptedObject): Allowed {
	return Object.fromEntries(
		NEEDS.map((need) => [need, saidBoolean(credentials[SWITCHES[need].name]) === true]),
	);
}

/** n8n accepts any case; a call in a comment is refused too, which harms nobody. */
const FROM_AI = /\$fromai\b/i;

function holdsFromAi(saved: unknown): boolean {
	if (typeof saved === 'string') return FROM_AI.test(saved);
	return typeof saved === 'object' && saved !== null && Object.values(saved).some(holdsFromAi);
}

/** What {@link checkCaller} needs to know about an operation. */
export interface Guarded {
	needs?: Need;
	/** Why a model must not use it as a tool, as a whole sentence. */
	notForTools?: string;
	properties: INodeProperties[];
}

/** Why a field of {@link byPerson} is no model's. */
const OWN_WORD = 'A person has to decide this.';

/**
 * A field that only a person fills in: a confirmation, or terms that are agreed to. It stands in the
 * form twice. In an agent's tool it takes no expressions, and n8n offers no model for such a field;
 * elsewhere it takes them. {@link checkCaller} sees to workflows that were not made in n8n's form.
 *
 * @returns the field of all nodes but tools, also in versions of n8n that know none, and that of tools
 */
export function byPerson(field: INodeProperties): INodeProperties[] {
	const { show, hide } = field.displayOptions ?? {};
	return [
		{ ...field, displayOptions: { ...(show && { show }), hide: { ...hide, '@tool': [true] } } },
		{
			...field,
			displayOptions: { ...(hide && { hide }), show: { ...show, '@tool': [true] } },
			noDataExpression: true,
		},
	];
}

/** What n8n lets nobody compute: {@link byPerson}, and choices that decide which fields there are. */
const isByPerson = ({ noDataExpression }: INodeProperties): boolean => noDataExpression === true;

/**
 * Refuses a model as the caller of what moves money or rights, or is not for tools, and as the source
 * of any value of it: its switches, confirmations, amounts and addresses are a person's. In all other
 * operations it refuses a model as the source of what only a person fills in.
 *
 * @throws InputError that says which field, or that it is no tool
 */
export function checkCaller(
	{ needs, notForTools, properties }: Guarded,
	node: Pick<INode, 'parameters' | 'type'>,
): void {
	const why = needs === undefined ? notForTools : `It ${SWITCHES[needs].does}.`;
	if (why !== undefined && isTool(node as INode)) {
		throw new InputError(
			"AI agents can't use this operation as a tool",
			`Nothing was sent. ${why} Use it in a node of the workflow, after a person has approved it.`,
		);
	}
	const guarded = why === undefined ? properties.filter(isByPerson) : properties;
	const filled = guarded.find(({ name }) => holdsFromAi(node.parameters[name]));
	if (filled === undefined) return;
	throw new InputError(
		`'${filled.displayName}' must not be filled by an AI model ($fromAI)`,
		`Nothing was sent. ${why ?? OWN_WORD} Enter the value, or an expression without $fromAI.`,
	);
}

/** What the items of a run need, by execution and item, so that no request has to remember it. */
const held = new WeakMap<object, Map<number, Need>>();

/** Holds all requests of an item to what its operation needs, until the next call for it. */
export function holdTo(context: IExecuteFunctions, itemIndex: number, need: Need | undefined): void {
	const items = held.get(context) ?? new Map<number, Need>();
	held.set(context, items);
	if (need === undefined) items.delete(itemIndex);
	else items.set(itemIndex, need);
}

/**
 * Refuses a request that needs a switch which is off in the credential, be it that its operation needs
 * it or the request itself.
 *
 * @param context of the run, form or poll that the request comes from
 * @throws InputError that names the switch
 */
export function checkAllowed(
	context: object,
	itemIndex: number,
	{ needs }: { needs?: Need },
	allowed: Allowed = {},
): void {
	for (const need of [needs, held.get(context)?.get(itemIndex)]) {
		if (need === undefined || allowed[need] === true) continue;
		const { displayName, does } = SWITCHES[need];
		throw new InputError(
			`The credential does not allow this operation: '${displayName}' is off`,
			`Nothing was sent. It ${does}. Turn on '${displayName}' in the credential, ideally in one used for nothing else.`,
		);
	}
}
