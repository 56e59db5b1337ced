import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { pathId } from '../../common/send/door';
import { uncertain } from '../../common/send/thrown';
import { isObject } from '../../common/ground/values';
import type { NamedThing } from '../shared/answered';
import { contradicted, readThing } from '../shared/answered';
import { refuseContradictions } from '../shared/contradicted';
import { rowsOf, setIdOf } from '../shared/answerRows';
import { appLovinRequest } from '../transport/request';
import { LABELS } from './setFields';

export const SET: NamedThing = { names: ['creativeset', 'creativesets', 'set'], idOf: setIdOf };

/** A creative set with its ids under their own names. */
export function setResult(row: IDataObject, ids: IDataObject = {}): IDataObject {
	const id = setIdOf(row);
	return { ...ids, ...(id === '' ? {} : { creative_set_id: id }), ...row };
}

function unclear(message: string, id: string): ApiFailure {
	return new ApiFailure(message, {
		description: uncertain('creative set', 'AppLovin'),
		mayHaveActed: true,
		created: id === '' ? [] : [`creative_set_id ${id}`],
	});
}

/**
 * Refuses an answer to a change that is about another creative set; an answer that names none counts
 * as being about this one.
 */
export function checkSet(data: unknown, id: string): void {
	const answered = readThing(data, SET, id)?.id ?? '';
	if (answered === '' || answered === id) return;
	throw unclear(`AppLovin answered for the creative set ${answered} instead of ${id}`, id);
}

/**
 * The creative set in the answer to a creation.
 *
 * @throws ApiFailure if there is none, if it is in another campaign, or if it differs from what was
 *   sent
 */
export function createdSet(data: unknown, sent: IDataObject): IDataObject {
	const told = readThing(data, SET);
	if (told === undefined || told.id === '') {
		throw unclear("AppLovin's response is missing the creative set and its ID", '');
	}
	const label = `creative_set_id ${told.id}`;
	refuseContradictions('creative set', label, contradicted(sent, told, LABELS));
	return setResult(told.thing, { campaign_id: sent.campaign_id });
}

/**
 * The creative set in the answer to a change. An answer without content means that the change was
 * made: the result is then what was sent.
 *
 * @throws ApiFailure if it is another set, or differs from what was sent
 */
export function changedSet(data: unknown, id: string, sent: IDataObject): IDataObject {
	checkSet(data, id);
	const told = readThing(data, SET, id);
	if (told === undefined) {
		const isEmpty = data === undefined || isObject(data);
		if (isEmpty) return { creative_set_id: id, updated: true, ...sent };
		throw unclear("AppLovin's response is missing the creative set and its ID", id);
	}
	refuseContradictions('creative set', `creative_set_id ${id}`, contradicted(sent, told, LABELS));
	return setResult(told.thing, { creative_set_id: id });
}

/** The creative sets of a campaign: `GET /creative_sets/{campaign_id}`, which has no pages. */
export async function setsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	campaign: string,
): Promise<{ rows: IDataObject[]; raw: unknown }> {
	const path = `/creative_sets/${pathId(campaign)}`;
	const request = { method: 'GET', path, mayBeEmpty: true } as const;
	const { data, raw } = await appLovinRequest(context, request, itemIndex);
	return { rows: rowsOf(data, 'creative_sets'), raw };
}

/** @throws ApiFailure if the campaign, whose sets these are, does not have it */
export function setAmong(rows: IDataObject[], campaign: string, set: string): IDataObject {
	const row = rows.find((candidate) => setIdOf(candidate) === set);
	if (row !== undefined) return row;
	throw new ApiFailure(`The campaign ${campaign} has no creative set ${set}`, {
		description: "Check 'Creative Set' and 'Campaign': AppLovin lists creative sets by campaign.",
	});
}

/**
 * One creative set, found among its campaign's: the API has no GET for a single one.
 *
 * @throws ApiFailure if the campaign does not have it
 */
export async function findSet(
	context: IExecuteFunctions,
	itemIndex: number,
	campaign: string,
	set: string,
): Promise<{ row: IDataObject; raw: unknown }> {
	const { rows, raw } = await setsOf(context, itemIndex, campaign);
	return { row: setAmong(rows, campaign, set), raw };
}
