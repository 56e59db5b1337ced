import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { additionalJsonProperty, withAdditionalJson } from '../../../common/form/additionalJson';
import { collectionProperty, labelsOf, readFields } from '../../../common/form/fields';
import { idPicker } from '../../../common/form/idPicker';
import { flag } from '../../../common/form/kinds';
import { writeOptionsCollection } from '../../../common/form/options';
import { hint } from '../../../common/form/moreHint';
import type { ListChange, ListsMode } from '../../../common/form/presentLists';
import {
	changeList,
	listLines,
	listResult,
	listsModeProperty,
	NO_LISTS,
	readListsMode,
} from '../../../common/form/presentLists';
import { clock } from '../../../common/ground/clock';
import { InputError } from '../../../common/ground/errors';
import { Faults } from '../../../common/ground/faults';
import { isObject, toId } from '../../../common/ground/values';
import type { Item } from '../../../common/run/item';
import type { Operation, OperationResult } from '../../../common/run/operation';
import { DOCUMENT, inCampaignTurn, LISTED_CAMPAIGNS, READABLE_CAMPAIGN } from '../campaigns';
import { listedNow } from '../../axonShared/byIds';
import { checkAxonLimits } from '../../axonTransport/request';
import { changeCampaign } from '../changeCampaign';
import { amountsOf, heldAmounts } from '../countryAmounts';
import {
	axonMoment,
	axonTime,
	CLICK_URL,
	countriesField,
	EXTRA_FIELDS,
	IMPRESSION_URL,
	NAME,
	US_FIELDS,
	WEBSITE_URL,
} from '../fields';
import { jsonFields } from '../jsonFields';
import { checkExtra, LABELS, targetingOf } from '../newCampaign';

const CAMPAIGN = 'Campaign';

const FIELDS = {
	name: NAME,
	countries: countriesField(
		"Countries, which 'How Lists Change' adds, removes or takes in place of the current ones, for example United States (US). Where the campaign has budgets or goals by country, those of the remaining countries are sent again unchanged and those of removed ones are left out, so that they don't count again unnoticed. A country that is added again counts with what AppLovin still lists for it.",
	),
	end_date: axonMoment('End Date', 'end', 'When the campaign ends, for example 2026-03-31'),
	is_continuous_delivery: flag(
		'No End',
		'to run the campaign until it is paused, without an end date',
	),
	website_url: WEBSITE_URL,
	impression_url: IMPRESSION_URL,
	click_url: CLICK_URL,
	...EXTRA_FIELDS,
	...US_FIELDS,
};

const COLLECTION = { displayName: 'Update Fields', name: 'updateFields', placeholder: 'Add field' };

const properties: INodeProperties[] = [
	idPicker(
		{
			displayName: CAMPAIGN,
			name: 'campaign_id',
			description: 'The campaign, picked from the list or entered by ID',
		},
		'searchCampaigns',
		'12345',
	),
	listsModeProperty,
	...collectionProperty(COLLECTION, FIELDS, [additionalJsonProperty]),
	writeOptionsCollection('AppLovin'),
];

/** What is fixed once the campaign exists, or has an operation of its own. */
const REFUSED: Record<string, string> = {
	id: 'It is chosen above.',
	type: 'It is fixed.',
	hashed_id: 'It is fixed.',
	created_at: 'It is fixed.',
	status: 'Use Update Status.',
	goal_type: 'It is fixed: create a new campaign.',
	bidding_strategy: 'It is fixed: create a new campaign.',
	platform: 'It is fixed.',
	package_name: 'It is fixed.',
	itunes_id: 'It is fixed.',
	start_date: 'It is fixed.',
	budget: 'Use Update Budget, which sends the amounts of all countries.',
	goal: 'Use Update Goal, which sends the goals of all countries.',
	targeting: "Use 'Countries' with 'How Lists Change', 'US Regions' and 'US Metros'.",
	countries: "Use the field 'Countries' with 'How Lists Change'.",
	region_codes: "Use the field 'US Regions'.",
	metro_names: "Use the field 'US Metros'.",
	tracking: "Use 'Impression URL' and 'Click URL'; the method is fixed.",
	impression_url: "Use the field 'Impression URL'.",
	click_url: "Use the field 'Click URL'.",
};

interface Form {
	id: string;
	changes: IDataObject;
	countries: string[] | undefined;
	us: { region_codes?: string[]; metro_names?: string[] };
	mode: ListsMode | undefined;
}

function readForm(item: Item, faults: Faults): Form {
	const id =
		faults.attempt(() => toId(item.read('campaign_id'), CAMPAIGN).replace(/^0+/, '')) ?? '';
	const given = item.read(COLLECTION.name);
	const { additionalJson, ...form } = isObject(given) ? given : {};
	const { countries, region_codes, metro_names, ...fields } = readFields(
		form,
		FIELDS,
		item,
		faults,
	);
	const isNarrowed = region_codes !== undefined || metro_names !== undefined;
	const mode = readListsMode(item.read, countries === undefined ? [] : ['Countries'], faults);
	const json = jsonFields(additionalJson, FIELDS, REFUSED, 'which Update does not change', faults);
	const changes =
		faults.attempt(() =>
			withAdditionalJson(fields as IDataObject, json, { ...LABELS, ...labelsOf(FIELDS) }),
		) ?? (fields as IDataObject);
	faults.rule((wrong) => {
		const now = axonTime(clock.now());
		if (changes.end_date !== undefined && String(changes.end_date) <= now) {
			wrong(
				`'End Date' (${String(changes.end_date)}) must be later than now (${now} in UTC)`,
				'To end the campaign at once, pause it with Update Status.',
			);
		}
		if (changes.end_date !== undefined && changes.is_continuous_delivery === true) {
			wrong("'End Date' and 'No End' are both set", 'Remove one of them.');
		}
		if (changes.is_continuous_delivery === false) {
			wrong("'No End' is off, which says nothing", "Add 'End Date' instead, to end the campaign.");
		}
		if (Object.keys(changes).length === 0 && countries === undefined && !isNarrowed) {
			wrong('There is nothing to update', `Add a field in '${COLLECTION.displayName}'.`);
		}
	});
	return { id, changes, countries, us: { region_codes, metro_names }, mode };
}

const rowsOf = ({ targeting }: IDataObject): IDataObject[] =>
	Array.isArray(targeting) ? targeting.filter(isObject) : [];

const codeOf = ({ country_code: code }: IDataObject): string => String(code ?? '').toUpperCase();

/** What a campaign can have by country, and the fewest decimals of it. */
const AMOUNTS = [
	{ part: 'budget', map: 'country_code_to_daily_budget', words: 'daily budgets', decimals: 2 },
	{ part: 'goal', map: 'country_code_to_goal_value', words: 'goals', decimals: 0 },
];

/** @throws InputError for a country that would have no budget or goal, where the others have their own */
function checkAmounts(campaign: IDataObject, codes: string[]): void {
	for (const { words, ...amount } of AMOUNTS) {
		const known = heldAmounts(campaign, amount).map(([code]) => code);
		const missing = known.length === 0 ? [] : codes.filter((code) => !known.includes(code));
		if (missing.length === 0) continue;
		throw new InputError(
			`The campaign ${String(campaign.id)} has ${words} by country, and none for ${missing.join(', ')}`,
			'Nothing was sent. Give it one for all countries with Update Budget or Update Goal first, or add the countries in AppLovin.',
		);
	}
}

/**
 * Budgets and goals by country, without those of countries that are no longer served. Where the others
 * alone can't be sent again, such as those above the credential's limit, they stay as they are: a
 * country that is to be removed must not go on spending for that.
 *
 * @throws InputError for amounts that count again with a country that is added
 */
async function amountsFor(
	{ context }: Item,
	campaign: IDataObject,
	codes: string[],
	added: string[],
): Promise<IDataObject> {
	const fields: IDataObject = {};
	for (const amount of AMOUNTS) {
		try {
			const whole = amountsOf(campaign, amount, codes, added);
			await checkAxonLimits(context, whole);
			Object.assign(fields, whole);
		} catch (error) {
			if (added.length > 0 || !(error instanceof InputError)) return await Promise.reject(error);
			hint(
				context,
				`The ${amount.words} of the campaign ${String(campaign.id)} were left as they are, so AppLovin may keep those of removed countries: ${error.message}.`,
				'warning',
			);
		}
	}
	return fields;
}

/** The complete targeting, of which the API takes only the whole, and how its countries change. */
function newTargeting(
	campaign: IDataObject,
	{ id, countries, us, mode }: Form,
): { rows: IDataObject[]; added: string[]; changed: ListChange[] } {
	const present = rowsOf(campaign);
	const codes = present.map(codeOf);
	const facts = {
		label: 'Countries',
		as: 'array',
		of: `campaign ${id}`,
		api: 'AppLovin',
		empty: 'none',
		toEmpty: 'Pause the campaign to stop it everywhere.',
	} as const;
	const list =
		countries === undefined
			? undefined
			: changeList(facts, mode, countries, campaign.targeting === undefined ? undefined : codes);
	const wanted = (list?.value as string[] | undefined) ?? codes;
	const faults = new Faults();
	const narrowed = us.region_codes !== undefined || us.metro_names !== undefined;
	const rows = targetingOf(wanted, us, faults).map((row) => {
		const kept = present.find((one) => codeOf(one) === row.country_code);
		return kept === undefined || (narrowed && row.country_code === 'US') ? row : kept;
	});
	faults.throwAny();
	const added = wanted.filter((code) => !codes.includes(code));
	checkAmounts(campaign, added);
	return { rows, added, changed: list === undefined ? [] : [list.change] };
}

/** A moment as the list has it, in the form that this API takes; undefined for anything else. */
function listedMoment(value: unknown): string | undefined {
	const text = typeof value === 'string' ? value.trim() : '';
	return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z?$/.test(text) ? text.slice(0, 19) : undefined;
}

async function fieldsOf(
	item: Item,
	campaign: IDataObject,
	form: Form,
): Promise<{ fields: IDataObject; changed: ListChange[] }> {
	const { impression_url, click_url, ...changes } = form.changes;
	const faults = new Faults();
	const goal = isObject(campaign.goal) ? campaign.goal.goal_type : undefined;
	checkExtra(form.changes, String(campaign.type ?? '') || undefined, goal, faults);
	const start = listedMoment(campaign.start_date);
	if (start !== undefined && changes.end_date !== undefined && String(changes.end_date) <= start) {
		faults.wrong(
			`'End Date' (${String(changes.end_date)}) must be after the start of the campaign ${form.id} (${start})`,
		);
	}
	faults.throwAny();
	const fields: IDataObject = { ...changes };
	if (impression_url !== undefined || click_url !== undefined) {
		const present = isObject(campaign.tracking) ? campaign.tracking : {};
		// No document says what becomes of the other URL, so both are sent.
		fields.tracking = {
			impression_url: impression_url ?? present.impression_url,
			click_url: click_url ?? present.click_url,
		};
	}
	const isTargeted =
		form.countries !== undefined ||
		form.us.region_codes !== undefined ||
		form.us.metro_names !== undefined;
	if (!isTargeted) return { fields, changed: [] };
	const { rows, added, changed } = newTargeting(campaign, form);
	const amounts =
		form.countries === undefined ? {} : await amountsFor(item, campaign, rows.map(codeOf), added);
	return { fields: { ...fields, targeting: rows, ...amounts }, changed };
}

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const form = readForm(item, faults);
	faults.throwAny();
	const { id } = form;
	return await inCampaignTurn(item, id, async () => {
		const campaign = await listedNow(item, LISTED_CAMPAIGNS, id);
		const { fields, changed } = await fieldsOf(item, campaign, form);
		const raw = await changeCampaign(item, {
			...{ id, type: campaign.type, fields, writes: 'campaign' },
			...(changed.length === 0 ? {} : { lines: listLines(changed) }),
		});
		const name = fields.name ?? campaign.name;
		const result = {
			campaign_id: id,
			...(name === undefined ? {} : { name }),
			updated: true,
			...fields,
			...listResult(changed),
		};
		return { results: [result], raw, label: `campaign_id ${id} changed` };
	});
}

/**
 * Changes a campaign: only the chosen fields are sent, and never its status, budgets or goals, but that
 * those by country go out as they are without the countries that it is removed from.
 */
export const update: Operation = {
	value: 'update',
	name: 'Update',
	action: 'Update a campaign',
	description:
		'Change the name, end, countries, tracking URLs and other settings of a campaign; a removed country loses its own budget and goal too',
	endpoint: 'POST /manage/v1/campaign/update',
	document: `${DOCUMENT}, "/campaign/update"`,
	writes: true,
	readable: READABLE_CAMPAIGN,
	none: NO_LISTS,
	properties,
	execute,
};
