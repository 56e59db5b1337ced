import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Problem } from '../../../nodes/common/ground/errors';
import {
	ApiFailure,
	describeProblem,
	InputError,
	problemError,
	problemJson,
	problemWords,
} from '../../../nodes/common/ground/errors';

/** An error in words, to its end: what to do, and what is already done. */

const NODE = { name: 'Node', type: 'n8n-nodes-iqm-applovin.iqmCampaign', typeVersion: 1 } as INode;
const TOOL = { ...NODE, type: `${NODE.type}Tool` };

const problem = (changes: Partial<Problem> = {}): Problem => ({
	kind: 'api',
	message: 'It failed',
	description: 'Do this.',
	httpCode: '422',
	mayHaveActed: false,
	created: [],
	...changes,
});

describe('what is thrown', () => {
	it('by an API keeps all that it knows', () => {
		const facts = { description: 'Do.', httpCode: '500', mayHaveActed: true, created: ['a 1'] };
		expect(describeProblem(new ApiFailure('No', facts))).toEqual({
			kind: 'api',
			message: 'No',
			...facts,
		});
		expect(describeProblem(new ApiFailure('No'))).toMatchObject({
			mayHaveActed: false,
			created: [],
		});
	});

	it('about a value was never sent', () => {
		expect(describeProblem(new InputError("'Name' is empty", 'Enter one.'))).toEqual({
			kind: 'input',
			message: "'Name' is empty",
			description: 'Enter one.',
			mayHaveActed: false,
			created: [],
		});
	});

	it.each([[undefined], [null], ['text'], [{ message: '' }], [{ message: 7 }]])(
		'without words is unknown: %j',
		(thrown) => {
			expect(describeProblem(thrown)).toMatchObject({ kind: 'input', message: 'Unknown error' });
		},
	);
});

it.each([
	[{}, [], 'Do this.'],
	[{ description: undefined }, [], undefined],
	[{}, ['item 0 → a 1'], 'Do this. Already done in this run: item 0 → a 1.'],
	[{ created: ['a 2'] }, [], 'Do this. Already done in this run: a 2.'],
	[{ created: ['a 2'] }, ['item 0 → a 1'], 'Do this. Already done in this run: item 0 → a 1, a 2.'],
	[{ description: undefined, created: ['a 2'] }, [], 'Already done in this run: a 2.'],
])('%j after %j is described to its end', (changes, before, description) => {
	const error = problemError(NODE, problem(changes), 3, before);
	expect(error).toBeInstanceOf(NodeApiError);
	expect(error.message).toBe('It failed');
	expect(error.description).toBe(description);
	expect(error.context.itemIndex).toBe(3);
	expect(error.context.details).toEqual({
		created: [...before, ...((changes as Partial<Problem>).created ?? [])],
	});
	// The model of an agent reads nothing but the message.
	const told = problemError(TOOL, problem(changes), 3, before).message;
	expect(told).toBe(description === undefined ? 'It failed' : `It failed – ${description}`);
});

it('an error about a value is one of the node, and one of an API has its code', () => {
	expect(problemError(NODE, problem({ kind: 'input' }), 0, [])).toBeInstanceOf(NodeOperationError);
	expect(problemError(NODE, problem(), 0, [])).toMatchObject({ httpCode: '422' });
	expect(problemError(NODE, problem({ httpCode: undefined }), 0, [])).toBeInstanceOf(NodeApiError);
});

it('a failed item holds message and details, and on the error output words alone', () => {
	expect(problemJson(problem({ created: ['a 1'] }))).toEqual({
		error: 'It failed',
		message: 'It failed',
		details: { created: ['a 1'], httpCode: '422', description: 'Do this.' },
	});
	expect(problemJson(problem({ description: undefined, httpCode: undefined }))).toEqual({
		error: 'It failed',
		message: 'It failed',
		details: { created: [] },
	});
	expect(problemWords(problem({ created: ['a 1', 'a 2'] }))).toEqual({
		error: 'It failed',
		message: 'It failed – Do this. Already done in this run: a 1, a 2.',
	});
	expect(problemWords(problem({ description: undefined })).message).toBe('It failed');
});
