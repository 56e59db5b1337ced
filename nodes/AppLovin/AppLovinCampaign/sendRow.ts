import type { IDataObject } from 'n8n-workflow';

import type { Rows } from '../../common/run/batches';
import { sendTogether } from '../../common/run/combine';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import { refuseContradictions } from '../shared/contradicted';
import { APPLOVIN, appLovinRequest } from '../transport/request';
import { checkAnswered } from './campaignId';
import { MOST_ROWS } from './formRows';
import type { RowsJudge } from './repeatedRows';
import { judgeRows } from './repeatedRows';

/** Refusals of a request for a campaign that are not about its rows: no such campaign, no right to it. */
const ABOUT_CAMPAIGN = ['403', '404'];

/** What one item sends: its row, or the fields of its request beside the rows. */
interface Sent {
	row?: IDataObject;
	rest?: IDataObject;
	lines: IDataObject;
}

/** The answer to a request for the rows of several items. */
export interface RowsAnswer {
	raw: unknown;
	judge: RowsJudge;
}

/** A row that an item sends, alone or together with others. */
export interface ItemRow {
	campaignId: string;
	path: string;
	/** What changes, for messages: "source bids", and one of them. */
	what: { many: string; one: string };
	/** The API's name of the rows. */
	list: string;
	row: IDataObject;
	/** The row's own name: "da605e in gb". */
	name: string;
	/** What the request holds beside the rows, under the API's names. */
	rest?: IDataObject;
	/** The body for rows and rest under the API's names. */
	toBody(sent: IDataObject): IDataObject | IDataObject[];
	/** Anything but the rows that tells bodies apart. */
	format?: unknown;
	/** What was and what will be, for a preview. */
	lines: IDataObject;
	/** What else the result holds. */
	shown: IDataObject;
	/** Does what has to be done around each request. */
	around?(sent: IDataObject, send: () => Promise<RowsAnswer>): Promise<RowsAnswer>;
	/** Called if the answer says that the row was not set. */
	undone?(): void;
}

/** The IDs of what a row changes, so that no two items change it in one request or out of order. */
export function rowId({ campaignId, name }: Pick<ItemRow, 'campaignId' | 'name'>): string {
	return `${campaignId} ${name}`;
}

/**
 * Sends an item's row, in one request with the rows of other items of the run for the same campaign, at most
 * {@link MOST_ROWS}. All rows are final states, so that sending one again does no harm. Each item reads its own row of the answer.
 *
 * Guess: as for a form's rows, an answer that repeats none of them means that all were set.
 *
 * @throws ApiFailure if the row was not set, or may not have been
 */
export async function sendRow(item: Item, change: ItemRow): Promise<OperationResult> {
	const { context, index } = item;
	const { campaignId, path, what, list, row, name, rest = {}, format, lines, shown } = change;
	const hasRest = Object.keys(rest).length > 0;
	const rows = new Map<string, Sent>([[rowId(change), { row, lines }]]);
	if (hasRest) rows.set(campaignId, { rest, lines: {} });
	const label = `${what.one} ${name} of campaign_id ${campaignId}`;

	const send = async (_: string[], all: Rows<Sent>): Promise<RowsAnswer> => {
		const parts = [...all.values()];
		const sent: IDataObject = {
			[list]: parts.flatMap((part) => part.row ?? []),
			...(Object.assign({}, ...parts.map((part) => part.rest)) as IDataObject),
		};
		const ask = async (): Promise<RowsAnswer> => {
			const { data, raw } = await appLovinRequest(
				context,
				{
					...{ method: 'POST', path, body: change.toBody(sent), writes: what.many },
					...{ mayBeEmpty: true },
					lines: Object.assign({}, ...parts.map((part) => part.lines)) as IDataObject,
				},
				index,
			);
			checkAnswered(data, campaignId, true);
			return { raw, judge: judgeRows(list, sent, data) };
		};
		return await (change.around === undefined ? ask() : change.around(sent, ask));
	};
	const read = ({ raw, judge }: RowsAnswer, ids: string[], all: string[]): OperationResult => {
		const own = judge.of(row);
		const others = judge.repeats(row) && !hasRest ? [] : judge.others;
		const found = [...own, ...others];
		if (found.length > 0) change.undone?.();
		refuseContradictions(what.one, label, found, own.length === 0 && all.length > ids.length);
		const result = { campaign_id: campaignId, ...row, ...rest, updated: true, ...shown };
		return { results: [result], raw, label };
	};
	return await sendTogether<RowsAnswer, Sent>(item, {
		...{ api: APPLOVIN, change: [path, format], ids: [...rows.keys()], rows, most: MOST_ROWS },
		...{ repeatable: true, aboutAll: ABOUT_CAMPAIGN, send, read },
	});
}
