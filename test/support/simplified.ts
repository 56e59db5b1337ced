import type { IDataObject } from 'n8n-workflow';

import { CONTRACTS } from '../../sandbox/iqm/contracts';
import type { Asked } from './answering';

/** What a simplified result is, for a document's sample. */
export interface Simplified {
	/** The operation, by the title of `Offered`. */
	of: string;
	/** What distinguishes rows of one operation. */
	name?: string;
	parameters?: IDataObject;
	answer: (asked: Asked) => unknown;
	/** The first item. */
	result: IDataObject;
	/** Whether it has nothing to leave out. */
	isWhole?: boolean;
}

/** The sample answer of an operation's contract. */
export function sampled(of: string): Simplified['answer'] {
	const contract = CONTRACTS.find((one) => one.of === of);
	if (contract === undefined) throw new Error(`There is no contract of ${of}`);
	return () => contract.answer;
}

export const always = (answer: unknown) => () => answer;
