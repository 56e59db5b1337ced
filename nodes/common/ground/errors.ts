import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { NodeApiError, NodeOperationError, UserError } from 'n8n-workflow';

import { isTool } from './tool';

/**
 * A value that can't be sent. The message names the field, the value and the rule; the description
 * says how to fix it. Nothing has been sent when it is thrown.
 */
export class InputError extends UserError {
	constructor(message: string, description?: string) {
		super(message, { description });
	}
}

/** What {@link ApiFailure} knows besides its message. */
export interface ApiFailureFacts {
	/** What the user can do next. */
	description?: string;
	/** The API's status code, or the network's error code such as ECONNREFUSED. */
	httpCode?: string;
	/**
	 * Whether the server may nevertheless have acted on the request. Such a request is never sent
	 * again by this execution, not even by n8n's Retry On Fail.
	 */
	mayHaveActed?: boolean;
	/**
	 * What a partly failed call made or changed nevertheless, a label such as "creativeId 7" for each.
	 */
	created?: string[];
	/**
	 * Whether the API answered that some of it was not done, without saying which part: asking for less
	 * finds out.
	 */
	inPart?: boolean;
}

/** A request that failed, in the API's own words. Holds neither headers nor request bodies. */
export class ApiFailure extends Error {
	constructor(
		message: string,
		readonly facts: ApiFailureFacts = {},
	) {
		super(message);
	}
}

/** An error reduced to what may be shown: plain values only, nothing of a request. */
export interface Problem {
	kind: 'input' | 'api';
	message: string;
	description?: string;
	httpCode?: string;
	mayHaveActed: boolean;
	/** Made or changed by the failing call itself. */
	created: string[];
}

/** Reduces anything thrown to a {@link Problem}. */
export function describeProblem(error: unknown): Problem {
	if (error instanceof ApiFailure) {
		const { description, httpCode, mayHaveActed = false, created = [] } = error.facts;
		return { kind: 'api', message: error.message, description, httpCode, mayHaveActed, created };
	}
	const { message, description } = (error ?? {}) as { message?: unknown; description?: unknown };
	return {
		kind: 'input',
		message: typeof message === 'string' && message !== '' ? message : 'Unknown error',
		description: typeof description === 'string' ? description : undefined,
		mayHaveActed: false,
		created: [],
	};
}

/** The `json` of a failed item on the regular output. */
export function problemJson(problem: Problem): IDataObject {
	const details: IDataObject = { created: problem.created };
	if (problem.httpCode !== undefined) details.httpCode = problem.httpCode;
	if (problem.description !== undefined) details.description = problem.description;
	return { error: problem.message, message: problem.message, details };
}

/**
 * The `json` of a failed item for the error output. Older n8n sends an item down the success branch if
 * it has any key but `error` and `message`, so the details are put into words.
 */
export function problemWords(problem: Problem): IDataObject {
	const message = [problem.message, whatNext(problem, problem.created)]
		.filter((part) => part !== '')
		.join(' – ');
	return { error: problem.message, message };
}

function whatNext({ description }: Problem, created: string[]): string {
	return [
		description,
		created.length > 0 ? `Already done in this run: ${created.join(', ')}.` : undefined,
	]
		.filter((part) => part !== undefined)
		.join(' ');
}

/**
 * Builds the error that n8n shows, from plain values only: given a caught error, n8n would keep the
 * old one and drop message, description and item.
 *
 * @param createdBefore labels of what this run has already created or changed, for the description
 */
export function problemError(
	node: INode,
	problem: Problem,
	itemIndex: number | undefined,
	createdBefore: string[],
): NodeApiError | NodeOperationError {
	const created = [...createdBefore, ...problem.created];
	const description = whatNext(problem, created);
	const options = { message: problem.message, description, itemIndex };
	const error =
		problem.kind === 'input'
			? new NodeOperationError(node, problem.message, options)
			: new NodeApiError(node, { message: problem.message } as JsonObject, {
					...options,
					httpCode: problem.httpCode ?? '',
				});
	// n8n replaces a message that contains EPERM, ENOENT and the like ("approvePermissions") with its
	// own words for that code.
	error.message = problem.message;
	// An AI agent's model reads nothing but the message.
	if (isTool(node)) error.message = problemWords({ ...problem, created }).message as string;
	error.description = description === '' ? undefined : description;
	error.context.details = { created };
	return error;
}
