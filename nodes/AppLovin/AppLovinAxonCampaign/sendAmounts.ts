import type { IDataObject } from 'n8n-workflow';

import type { AmountChange } from '../../common/form/amountChange';
import { isRelative } from '../../common/form/amountChange';
import { ApiFailure, InputError } from '../../common/ground/errors';
import { Previewed, wantsPreview } from '../../common/guard/preview';
import type { Rows } from '../../common/run/batches';
import { claimChanges } from '../../common/run/changedOnce';
import { sendTogether } from '../../common/run/combine';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import { sendEach } from '../axonShared/sendEach';
import { AXON } from '../axonTransport/request';
import { listedByIds, listedNow, seenNow } from '../axonShared/byIds';
import { CAMPAIGNS, inCampaignTurn, LISTED_CAMPAIGNS } from './campaigns';
import { changeCampaign } from './changeCampaign';
import type { AmountRow, CountryAmount, Plan, PlannedRow } from './countryAmounts';
import { leftForm, ownCountries, planAmounts, rowInWords, SHARED } from './countryAmounts';

/** More countries than there are: the rows of all items for one campaign go out together. */
const MOST_ROWS = 1_000;

/** What an item asks for. */
interface Asked {
	amount: CountryAmount;
	change: AmountChange;
	/** Upper-case codes; [{@link SHARED}] for all countries, [] for each that has an amount of its own. */
	countries: string[];
}

/** What a request for a campaign led to; of a preview, nothing was sent. */
interface Answer {
	campaign: IDataObject;
	plan: Plan;
	raw: unknown;
	previewed?: Previewed;
}

const rowId = (id: string, country: string): string => `${id} ${country}`;

function linesOf(
	{ rows }: Plan,
	all: AmountRow[],
	{ campaign, unit }: { campaign: IDataObject; unit: string },
): IDataObject {
	const of = `campaign ${String(campaign.id)}`;
	return Object.fromEntries(
		all.flatMap(({ country, change }) => {
			const row = rows.get(country);
			if (row === undefined || row instanceof InputError) return [];
			const where = country === SHARED ? of : `${country} in ${of}`;
			return [[`${change.amount.name} of ${where}`, rowInWords(row, change, unit)]];
		}),
	);
}

/** @throws ApiFailure if AppLovin keeps both forms, since no document says which one counts */
async function checkForm(
	item: Item,
	id: string,
	amount: CountryAmount,
	isShared: boolean,
): Promise<void> {
	const now = await seenNow(item, LISTED_CAMPAIGNS, id);
	const left = now === undefined ? undefined : leftForm(now, amount, isShared);
	if (left === undefined) return;
	throw new ApiFailure(
		`AppLovin took the new ${amount.part} of the campaign ${id}, but still lists ${left} beside it`,
		{
			description: `Check in AppLovin which of the two the campaign uses.`,
			mayHaveActed: true,
			created: [`campaign_id ${id}`],
		},
	);
}

/** Reads a campaign's amounts, changes some of them, and sends all: in turn with all others that do. */
async function sendRows(
	item: Item,
	id: string,
	amount: CountryAmount,
	rows: AmountRow[],
): Promise<Answer> {
	const label = rows[0].change.amount.name;
	const isShared = rows[0].country === SHARED;
	return await inCampaignTurn(item, id, async () => {
		const campaign = await listedNow(item, LISTED_CAMPAIGNS, id);
		const plan = planAmounts(campaign, amount, rows, label);
		const lines = linesOf(plan, rows, { campaign, unit: amount.unitOf(campaign) });
		const { fields, isSwitched } = plan;
		if (fields === undefined) {
			const previewed = wantsPreview(item.context, item.index)
				? new Previewed([], { lines })
				: undefined;
			return { campaign, plan, raw: {}, previewed };
		}
		const change = {
			id,
			type: campaign.type,
			fields,
			writes: `${amount.part} of the campaign`,
			lines,
		};
		const sent = await changeCampaign(item, change).then(
			(raw) => ({ raw }),
			async (error: unknown) =>
				error instanceof Previewed ? { previewed: error, raw: {} } : await Promise.reject(error),
		);
		if (isSwitched && !('previewed' in sent)) await checkForm(item, id, amount, isShared);
		return { campaign, plan, ...sent };
	});
}

/** The rows of an item in the answer to a request that others may have shared. */
function readRows(
	{ campaign, plan, raw, previewed }: Answer,
	own: AmountRow[],
	{ amount, id }: { amount: CountryAmount; id: string },
): OperationResult {
	const rows = own.map(({ country }) => plan.rows.get(country));
	const wrong = rows.filter((row) => row instanceof InputError);
	if (wrong.length > 0) {
		const messages = [...new Set(wrong.map(({ message }) => message))];
		throw new InputError(messages.join('; '), wrong[0].description ?? undefined);
	}
	if (previewed !== undefined) return { results: [], raw: previewed };
	const unit = amount.unitOf(campaign);
	const { name: field } = own[0].change.amount;
	const changes = (rows as PlannedRow[]).map(({ country, ...row }) => ({
		...(country === SHARED ? {} : { country }),
		...row,
	}));
	const isSent = plan.fields !== undefined;
	const isShared = own[0].country === SHARED;
	const result: IDataObject = {
		campaign_id: id,
		...(campaign.name === undefined ? {} : { name: campaign.name }),
		field,
		...(isShared ? changes[0] : {}),
		unit,
		...(isSent ? { updated: true } : { updated: false, unchanged: true }),
		...(isShared ? {} : { changes: changes as unknown as IDataObject[] }),
	};
	const label = isSent ? `${field} of campaign_id ${id}` : undefined;
	return { results: [result], raw, label };
}

async function sendFor(
	item: Item,
	id: string,
	{ amount, change, countries }: Asked,
): Promise<OperationResult> {
	const own = countries.map((country): AmountRow => ({ country, change }));
	const rows = new Map(own.map((row) => [rowId(id, row.country), row]));
	const isShared = countries[0] === SHARED;
	const sent = await sendTogether<Answer, AmountRow>(item, {
		api: AXON,
		change: [amount.part, id, isShared],
		ids: [...rows.keys()],
		rows,
		most: MOST_ROWS,
		repeatable: false,
		send: async (_: string[], all: Rows<AmountRow>) =>
			await sendRows(item, id, amount, [...all.values()]),
		read: (answer) => readRows(answer, own, { amount, id }),
	});
	// Items that share a request have the same preview, but each its own error.
	if (sent.raw instanceof Previewed) throw sent.raw;
	return sent;
}

/**
 * Changes an amount of campaigns, for all countries or by country. Items that change other countries of the
 * same campaign share one request: the API takes the amounts of all countries as a whole.
 *
 * @throws InputError for a campaign that is not listed, an amount that can't be changed, and one that an
 *   earlier item changes by Add or Percent too
 */
export async function sendAmounts(
	item: Item,
	ids: string[],
	asked: Asked,
): Promise<OperationResult> {
	const { amount, change, countries } = asked;
	const isEach = countries.length === 0;
	const found = isEach ? await listedByIds(item, LISTED_CAMPAIGNS, ids) : undefined;
	const of = (id: string): string[] => {
		if (!isEach) return countries;
		const codes = ownCountries(found?.get(id) ?? {}, amount);
		if (codes.length > 0) return codes;
		throw new InputError(
			`The campaign ${id} has no ${change.amount.name} by country`,
			"Nothing was sent for it. Choose 'All Countries', or name the countries.",
		);
	};
	const own = ids.map((id) => ({ id, codes: of(id) }));
	if (isRelative(change)) {
		const names = own.flatMap(({ id, codes }) => codes.map((code) => rowId(id, code)));
		claimChanges(item, change.amount.name, 'campaign', names);
	}
	const answers = await sendEach(item, CAMPAIGNS, ids, 'changed', async (id) => {
		const codes = own.find((one) => one.id === id)?.codes ?? [];
		return await sendFor(item, id, { ...asked, countries: codes });
	});
	const labels = answers.flatMap(({ label }) => label ?? []);
	const raws = answers.map(({ raw }) => raw);
	return {
		results: answers.flatMap(({ results }) => results),
		raw: raws.length === 1 ? raws[0] : { responses: raws },
		label: labels.length === 0 ? undefined : labels.join(', '),
	};
}
