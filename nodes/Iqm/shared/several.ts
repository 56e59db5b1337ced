import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ApiFailure, InputError } from '../../common/ground/errors';
import { idNumber, toIds } from '../../common/ground/values';
import { messageIn } from '../transport/envelope';
import type { IqmReply } from '../transport/request';
import { countIn, tellsOfRest } from '../transport/sentences';

/** Things of one kind that a single request acts on. */
export interface Kind {
	/** Parameter that holds their ids. */
	name: string;
	displayName: string;
	/** In the plural, as it stands in sentences: "campaigns". */
	what: string;
	example: string;
}

/** The parameter for one or several ids. */
export function idsProperty(
	{ name, displayName, what, example }: Kind,
	verb: string,
): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		default: '',
		required: true,
		placeholder: `e.g. ${example}`,
		description: `The ${what} to ${verb}, all by one request. A comma list, an array or one number, for example ${example}.`,
	};
}

/** Ids, each once, as IQM's answers write them: "007" is 7. */
export function distinctIds(value: unknown, label: string): string[] {
	return [...new Set(toIds(value, label).map((id) => id.replace(/^0+/, '')))];
}

/**
 * Ids as numbers, for requests that take them so.
 *
 * @throws InputError for one that a number can't hold exactly
 */
export function asNumbers(ids: string[], { displayName }: Kind): number[] {
	return ids.map((id) => idNumber(id, displayName));
}

/** The ids of {@link idsProperty}: at least one, each once. */
export function readIds(
	context: IExecuteFunctions,
	itemIndex: number,
	{ name, displayName, what }: Kind,
): string[] {
	const value = context.getNodeParameter(name, itemIndex, '') as unknown;
	const ids = distinctIds(value, displayName);
	if (ids.length > 0) return ids;
	throw new InputError(`'${displayName}' is empty`, `Enter the IDs of the ${what}.`);
}

/**
 * Adds to the failure of a request for several things what it leaves open: IQM names those that it
 * refused, and no document says whether the others were changed. For the `catch` of a request.
 *
 * @param done what the request does to them: "paused"
 */
export function forSeveral(
	{ what }: Kind,
	ids: string[],
	done: string,
): (failure: unknown) => never {
	return (failure) => {
		if (!(failure instanceof ApiFailure) || ids.length === 1) throw failure;
		const { description, ...facts } = failure.facts;
		const open = `The request was for ${ids.length} ${what}: look in IQM whether others were ${done}.`;
		throw new ApiFailure(failure.message, {
			...facts,
			description: description === undefined ? open : `${description} ${open}`,
		});
	};
}

/**
 * Reads the sentence that answers a request for one or several things against how many they were. IQM
 * names a count, no IDs: "3 Insertion Orders deleted successfully".
 *
 * @param done what the request does to them: "deleted"
 * @returns the sentence as part of a result
 * @throws ApiFailure for another count; one of 0 says that nothing was done
 */
export function readSentence(
	{ what }: Pick<Kind, 'what'>,
	ids: string[],
	{ data, clean }: Pick<IqmReply, 'data' | 'clean'>,
	done: string,
): { message?: IDataObject[string] } {
	const message = messageIn(data);
	const sentence = String(message.message ?? '');
	const count = countIn(sentence, ids.length) ?? ids.length;
	// A sentence about one begins with its name, which may say anything.
	const isPart = ids.length > 1 && tellsOfRest(sentence);
	if (count === ids.length && !isPart) return message;
	const part = isPart ? 'not all' : String(count);
	throw new ApiFailure(clean(`IQM ${done} ${part} of ${ids.length} ${what}: ${sentence}`), {
		description:
			count === 0
				? 'Nothing was changed, says IQM. Look at them in IQM before you run this again.'
				: `Look in IQM which of them were ${done} before you run this again.`,
		mayHaveActed: count !== 0,
	});
}
