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
			'Whether nodes may use this credential for what spends or moves money at once, such as generating a paid report. Budgets and bids of campaigns are not meant: they have limits of their own.',
	},
	access: {
		name: 'allowAccessChanges',
		displayName: 'Allow Access Changes',
		does: 'changes who may do what',
		description:
			'Whether nodes may use this credential for what changes who may do what, such as inviting a user or giving access',
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

/**
 * Refuses a model as the caller, and as the source of any value, of what moves money or rights: its
 * switches, confirmations, amounts and addresses are a person's.
 *
 * @throws InputError that says which field, or that it is no tool
 */
export function checkCaller(
	{ needs, notForTools, properties }: Guarded,
	node: Pick<INode, 'parameters' | 'type'>,
): void {
	if (needs === undefined && notForTools === undefined) return;
	const why = needs === undefined ? notForTools : `It ${SWITCHES[needs].does}.`;
	if (isTool(node as INode)) {
		throw new InputError(
			"AI agents can't use this operation as a tool",
			`Nothing was sent. ${why} Use it in a node of the workflow, after a person has approved it.`,
		);
	}
	if (needs === undefined) return;
	const filled = properties.find(({ name }) => holdsFromAi(node.parameters[name]));
	if (filled === undefined) return;
	throw new InputError(
		`'${filled.displayName}' must not be filled by an AI model ($fromAI)`,
		`Nothing was sent. ${why} Enter the value, or an expression without $fromAI.`,
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
			`Nothing was sent. It ${does}. Switch on '${displayName}' in the credential, best in one that is used for nothing else.`,
		);
	}
}
