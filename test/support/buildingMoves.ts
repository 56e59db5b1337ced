import * as fc from 'fast-check';

import { AUDIENCE, CAMPAIGN, CREATIVE, ORDER, RAISE } from './buildingStage';

/** What a person does who builds the workflow of the building stage. */

const NODES = [ORDER, CREATIVE, AUDIENCE, CAMPAIGN, RAISE];

/** What a person does: something first, then "Execute step" of a node. */
export interface Move {
	before: 'discard' | 'edit' | 'nothing' | 'pin' | 'reload' | 'unpin' | 'wait' | 'waitLong';
	at: string;
	press: string;
}

/** Each as often as it is drawn. */
const BEFORE: Array<Move['before']> = [
	...(['nothing', 'nothing', 'edit', 'edit', 'reload', 'reload', 'discard'] as const),
	...(['pin', 'unpin', 'wait', 'waitLong'] as const),
];

const anyMove: fc.Arbitrary<Move> = fc.record({
	before: fc.constantFrom(...BEFORE),
	at: fc.constantFrom(...NODES),
	press: fc.constantFrom(...NODES),
});

/** Sequences of so many moves. */
export const anyMoves = (count: number): fc.Arbitrary<Move[]> =>
	fc.array(anyMove, { minLength: count, maxLength: count });
