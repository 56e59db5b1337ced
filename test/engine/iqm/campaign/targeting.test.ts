import type { IDataObject } from 'n8n-workflow';

import { IqmCampaign } from '../../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { campaignPickers } from '../../../../nodes/Iqm/IqmCampaign/pickers';
import { campaignStage } from '../../../support/campaignStage';
import { apiRequests, requestsTo } from '../../../support/harness';
import { openForm } from '../../../support/openForm';
import { CAMPAIGN_FORM } from '../../../support/scenarios';

/** Whom and where a campaign targets: picked and named, against the same by IDs. */
const { sandbox, stage, run } = campaignStage();

const ADD = '/api/v2/cmp/campaigns/add';

const form = (changes: IDataObject) => ({ ...CAMPAIGN_FORM(stage), ...changes });

/** What is sent for a new campaign with these fields. */
async function sentFor(changes: IDataObject): Promise<IDataObject> {
	sandbox.requests.length = 0;
	const { error } = await run(form(changes));
	expect(error).toBeUndefined();
	return requestsTo(sandbox, ADD)[0].json as IDataObject;
}

/** The values of a picker's entries with these names, as a click on them puts them into the form. */
async function pick(
	method: keyof typeof campaignPickers,
	names: string[],
	parameters = {},
): Promise<string[]> {
	const entries = await openForm(sandbox, new IqmCampaign(), { parameters }).load(method);
	return names.map((name) => {
		const found = entries.filter((entry) => entry.name.startsWith(`${name} (`));
		expect([name, found.length]).toEqual([name, 1]);
		return String(found[0].value);
	});
}

it('sends for what was picked by name what it sends for the IDs', async () => {
	const [women] = await pick('getGenders', ['Female']);
	const [young] = await pick('getAges', ['25-34']);
	const states = await pick('getStates', ['California', 'Ohio'], { countryId: '30100001' });
	const exchanges = await pick('getExchanges', ['Google DoubleClick']);
	const named = await sentFor({
		who: { genderIds: [women], ageRangeIds: [young] },
		where: { whiteListedStateIds: states },
		deviceTypeChoice: 'chosen',
		deviceType: ['13'],
		exchangesChoice: 'chosen',
		exchanges,
	});
	const byIds = await sentFor({
		who: { genderIds: '={{ "10200002" }}', ageRangeIds: `={{ [${young}] }}` },
		where: { whiteListedStateIds: '={{ "30200005,30200036" }}' },
		deviceTypeChoice: 'chosen',
		deviceType: '={{ 13 }}',
		exchangesChoice: 'chosen',
		exchanges: '={{ [39] }}',
	});
	expect(named).toEqual(byIds);
	// IQM's sample of a campaign has its lists as text: "whiteListedStateIds":"30200031,30200032" (IQM
	// OpenAPI cmp, addCampaign).
	expect(named).toMatchObject({
		whiteListedStateIds: '30200005,30200036',
		deviceType: '13',
		exchanges: '39',
	});
});

it('asks for ten lists with ten requests, and for none again within the minute', async () => {
	const methods = [
		...(['getAges', 'getCarriers', 'getDmas', 'getEthnicities', 'getExchanges'] as const),
		...(['getGenders', 'getIncomes', 'getInterests', 'getLanguages', 'getStates'] as const),
	];
	for (const times of [1, 2]) {
		const opened = openForm(sandbox, new IqmCampaign(), {});
		const lists = await Promise.all(methods.map(async (method) => await opened.load(method)));
		expect(lists.every((entries) => entries.length > 1)).toBe(true);
		expect([times, apiRequests(sandbox).length]).toEqual([times, 10]);
	}
});

it.each(Object.keys(campaignPickers) as Array<keyof typeof campaignPickers>)(
	'%s gives entries with names and IDs that campaigns take',
	async (method) => {
		if (method === 'getAudiences') sandbox.iqm.audiences.clear();
		const entries = await openForm(sandbox, new IqmCampaign()).load(method);
		if (method === 'getAudiences') {
			const why = "There are no audiences yet: upload one with 'IQM Matched Audience'";
			return void expect(entries).toEqual([{ name: why, value: '' }]);
		}
		expect(entries.length).toBeGreaterThan(1);
		for (const { name, value } of entries) {
			if (value !== 'all' && value !== '') expect(name).toMatch(new RegExp(`^.+ \\(${String(value)}\\)( – .+)?$`));
		}
	},
);

it('lists the states of the country that the form has chosen', async () => {
	const parameters = { countryId: { __rl: true, mode: 'id', value: '30100002' } };
	const inCanada = openForm(sandbox, new IqmCampaign(), { parameters }).load('getStates');
	await inCanada.catch(() => undefined);
	const [request] = apiRequests(sandbox);
	expect(request.json).toMatchObject({ parentSegmentIds: [30100002] });
});

describe('places by their names', () => {
	it.each([
		['a city with its state', 'CityIds', 'Columbus, OH', 'cities', 'Columbus, OH'],
		['a county', 'CountyIds', 'Franklin, OH', 'counties', 'Franklin, OH'],
		['a district by its code', 'CongressionalDistrictIds', 'AL-1', 'congressional', 'Alabama-1'],
	])('%s becomes its ID', async (_, suffix, entered) => {
		const sent = await sentFor({ where: { [`whiteListed${suffix}`]: entered } });
		expect(sent[`whiteListed${suffix}`]).toMatch(/^\d+$/);
		const again = await sentFor({
			where: { [`blackListed${suffix}`]: sent[`whiteListed${suffix}`] as string },
		});
		expect(again[`blackListed${suffix}`]).toBe(sent[`whiteListed${suffix}`]);
	});

	it('may stand beside IDs, one per line', async () => {
		const { whiteListedCityIds: columbus } = await sentFor({
			where: { whiteListedCityIds: 'Columbus, OH' },
		});
		const { whiteListedCityIds } = await sentFor({
			where: { whiteListedCityIds: `30400001, 30400014\nColumbus, OH\n${String(columbus)}` },
		});
		expect(whiteListedCityIds).toBe(`30400001,30400014,${String(columbus)}`);
	});

	it.each(['={{ ["Columbus, OH", "Franklin, OH"] }}', '["Columbus, OH", "Franklin, OH"]'])(
		'may be an array, whose entries have commas: %s',
		async (array) => {
			const counties = (whiteListedCountyIds: string) => ({ where: { whiteListedCountyIds } });
			const { whiteListedCountyIds: franklin } = await sentFor(counties('Franklin, OH'));
			const cities = (whiteListedCityIds: string) => ({ where: { whiteListedCityIds } });
			const { whiteListedCityIds: columbus } = await sentFor(cities('Columbus, OH'));
			const ofCounties = array.replace('Columbus, OH', String(franklin));
			expect(await sentFor(counties(ofCounties))).toMatchObject({ whiteListedCountyIds: franklin });
			const ofCities = array.replace('Franklin, OH', '30400001');
			expect(await sentFor(cities(ofCities))).toMatchObject({
				whiteListedCityIds: `${String(columbus)},30400001`,
			});
		},
	);

	it('are told if IQM has none or several of them, and nothing is sent', async () => {
		const { error } = await run(
			form({ where: { whiteListedCityIds: 'Springfield\nAtlantis, OH' } }),
		);
		const told = `${error?.message} ${error?.description}`;
		expect(told).toContain("'Cities' holds 'Springfield', which may be several cities");
		expect(told).toContain('Springfield, IL');
		expect(told).toContain("'Cities' holds 'Atlantis, OH', which is none of IQM's cities");
		expect(requestsTo(sandbox, ADD)).toEqual([]);
	});

	it('are looked up once for all items of a run, although each makes a campaign', async () => {
		const parameters = form({
			campaignName: '={{ $json.name }}',
			where: { whiteListedCityIds: 'Columbus, OH' },
		});
		const items = ['One', 'Two', 'Three'].map((name) => ({ json: { name } }));
		const { error } = await run(parameters, { items });
		expect(error).toBeUndefined();
		expect(requestsTo(sandbox, ADD)).toHaveLength(3);
		expect(requestsTo(sandbox, '/api/v3/master/segment/city')).toHaveLength(1);
	});

	it('can be added to those of a campaign', async () => {
		const { whiteListedCityIds: columbus } = await sentFor({
			where: { whiteListedCityIds: 'Columbus, OH' },
		});
		const campaign = sandbox.iqm.campaigns.get(stage.campaignId)!;
		campaign.request.whiteListedCityIds = '30400001';
		sandbox.requests.length = 0;
		const { error } = await run({
			operation: 'update',
			campaignId: stage.campaignId,
			listsMode: 'add',
			where: { whiteListedCityIds: 'Columbus, OH' },
		});
		expect(error).toBeUndefined();
		const change = apiRequests(sandbox).find(({ method }) => method === 'PATCH');
		expect(change?.json).toEqual({ whiteListedCityIds: `30400001,${String(columbus)}` });
	});
});
