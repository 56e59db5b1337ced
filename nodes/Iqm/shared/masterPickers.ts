import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import type { LoadOptions } from '../../common/form/pickerLists';
import { asOptions, entryOf } from '../../common/form/pickerLists';
import { nounOf } from './masterList';
import type { MasterKey } from './masterLists';
import { MASTER_LISTS, UNITED_STATES } from './masterLists';
import { readMasterList } from './masterRows';
import { chosenIn, cutEntry } from './pickers';

/** The most entries of one list, and the most requests for it, out of 20 a minute. */
const MOST_LISTED = 1_000;
const MOST_REQUESTS = 4;

interface Picked {
	list: MasterKey;
	/** The form's parameter that names the country. */
	country?: string;
}

/** Entries of a master list by name, in the list's order; states are those of the form's country. */
async function entriesOf(
	context: ILoadOptionsFunctions,
	{ list, country }: Picked,
): Promise<INodePropertyOptions[]> {
	const parent = country === undefined ? undefined : (chosenIn(context, country) ?? UNITED_STATES);
	const ask = parent === undefined ? {} : { parentIds: [parent] };
	const reading = { wanted: MOST_LISTED, mostRequests: MOST_REQUESTS };
	const { results, more } = await readMasterList(context, list, ask, reading);
	const entries = results.map((row) => entryOf(row, 'id', ['name', 'label', 'displayName']));
	const noun = nounOf(MASTER_LISTS[list]);
	const where = parent === undefined ? '' : ' for this country';
	const options = asOptions(entries, `IQM lists no ${noun}${where}: enter IDs with an expression`);
	return more === 'no' ? options : [...options, cutEntry(entries.length)];
}

const of = (picked: Picked): LoadOptions =>
	async function load(this: ILoadOptionsFunctions) {
		return await entriesOf(this, picked);
	};

/** The lists to pick several from, as a node's `loadOptions`: for campaigns, with the IDs that they take. */
export const masterPickers = {
	getAges: of({ list: 'ages' }),
	getCarriers: of({ list: 'carriersForCampaigns' }),
	getDmas: of({ list: 'dmasForCampaigns' }),
	getEthnicities: of({ list: 'ethnicities' }),
	getExchanges: of({ list: 'exchanges' }),
	getGenders: of({ list: 'genders' }),
	getIncomes: of({ list: 'incomes' }),
	getInterests: of({ list: 'interests' }),
	getLanguages: of({ list: 'languages' }),
	getManufacturers: of({ list: 'manufacturersForCampaigns' }),
	getPlacementTypes: of({ list: 'placementTypes' }),
	getPlaybackMethods: of({ list: 'playbackMethods' }),
	getPlayerSizes: of({ list: 'playerSizeSegments' }),
	getPublisherCategories: of({ list: 'adCategories' }),
	getRollPositions: of({ list: 'rollPositions' }),
	getSkippability: of({ list: 'skippability' }),
	getStates: of({ list: 'states', country: 'countryId' }),
} satisfies Record<string, LoadOptions>;
