import type { IDataObject } from 'n8n-workflow';

import { IqmCampaign } from '../../../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { iqmStage } from '../../../support/iqmStage';
import { CAMPAIGN_FORM } from '../../../support/scenarios';
import { AREA_SAMPLES } from '../../../support/areaSamples';

/** Areas of campaigns, as IQM's OpenAPI file shows them: an array, by an option its text. */
const { run, sandbox, stage, writes } = iqmStage(() => new IqmCampaign());

const ALLOWED = 'whiteListedGeoRadiusDetails';
const BLOCKED = 'blackListedGeoRadiusDetails';
const OPERATIONS = ['create', 'createDraft', 'update'];

const send = async (operation: string, changes: IDataObject, options: IDataObject = {}) => {
	const form =
		operation === 'update'
			? { campaignId: stage.campaignId, updateFields: {}, listsMode: 'replace' }
			: CAMPAIGN_FORM(stage);
	const { error, items } = await run({ ...form, operation, ...changes, options });
	return { error, items, body: (writes().at(-1)?.json ?? {}) as IDataObject };
};
const json = (fields: IDataObject) => ({
	additionalFields: { additionalJson: JSON.stringify(fields) },
});

const NOT_TYPED = ['type', 'unit', 'polypath'];

/** The rows that lead to areas, every number in text as fields hold it. */
const rowsFor = (areas: IDataObject[]) => {
	const rows = (type: string) =>
		areas
			.filter((area) => area.type === type)
			.map((area) => ({
				...Object.fromEntries(
					Object.entries(area)
						.filter(([key]) => !NOT_TYPED.includes(key))
						.map(([key, value]) => [key, String(value)]),
				),
				...(area.polypath === undefined ? {} : { polypath: JSON.stringify(area.polypath) }),
			}));
	return { circles: rows('circle'), polygons: rows('custom') };
};

const each = (samples: string[]) =>
	OPERATIONS.flatMap((operation) => samples.map((sample): [string, string] => [operation, sample]));

// "square" has no rows.
it.each(each(['newDraft', 'update']))('%s sends the sample %s from rows', async (operation, sample) => {
	const areas = AREA_SAMPLES[sample] as IDataObject[];
	const { error, body } = await send(operation, {
		where: { [ALLOWED]: rowsFor(areas), [BLOCKED]: rowsFor(areas) },
	});
	expect(error).toBeUndefined();
	expect(body[ALLOWED]).toEqual(areas);
	expect(body[BLOCKED]).toEqual(areas);
});

const all = each(Object.keys(AREA_SAMPLES));
it.each(all)('%s sends the sample %s from JSON', async (operation, sample) => {
	const areas = AREA_SAMPLES[sample] as IDataObject[];
	const { error, body } = await send(
		operation,
		json({ [ALLOWED]: areas, [BLOCKED]: JSON.stringify(areas) }),
	);
	expect(error).toBeUndefined();
	expect(body[ALLOWED]).toEqual(areas);
	expect(body[BLOCKED]).toEqual(areas);
});

/** "To white list custom ares in circle or polygon. Value in form of JSON.": the table, String. */
it.each(OPERATIONS)('%s sends text where the option says so, whatever it was given', async (operation) => {
	const areas = AREA_SAMPLES.update as IDataObject[];
	const { error, body } = await send(
		operation,
		{ where: { [ALLOWED]: rowsFor(areas) }, ...json({ [BLOCKED]: areas }) },
		{ geoAreasAs: 'text' },
	);
	expect(error).toBeUndefined();
	for (const name of [ALLOWED, BLOCKED]) {
		expect(typeof body[name]).toBe('string');
		expect(JSON.parse(body[name] as string)).toEqual(areas);
	}
});

it.each(OPERATIONS)('%s sends nothing about areas where there are none', async (operation) => {
	const { error, body } = await send(
		operation,
		json({ stateIds: '30200031' }),
		{ geoAreasAs: 'text' },
	);
	expect(error).toBeUndefined();
	expect(Object.keys(body).filter((name) => /Geo/.test(name))).toEqual([]);
});

it('shows them in a preview as they go out', async () => {
	const areas = AREA_SAMPLES.update as IDataObject[];
	const shown = async (options: IDataObject) =>
		(await send('update', json({ [ALLOWED]: areas }), { preview: true, ...options })).items[0].json;
	expect((await shown({})).body).toEqual({ [ALLOWED]: areas });
	const text = JSON.stringify(areas);
	expect((await shown({ geoAreasAs: 'text' })).body).toEqual({ [ALLOWED]: text });
	expect(writes()).toEqual([]);
});

it.each<[string, IDataObject, IDataObject, string]>([
	['another way', {}, { geoAreasAs: 'xml' }, "'Send Areas As' must be one of array, text, not 'xml'"],
	[
		'a place that does not exist',
		{ latitude: '91' },
		{},
		"'Areas 1: latitude' must be from -90",
	],
	['a radius of 0', { radius: 0 }, {}, "'Areas 1: radius' must be above 0, not '0'"],
])('refuses %s before any request', async (_, changes, options, message) => {
	const [circle] = AREA_SAMPLES.description as IDataObject[];
	for (const operation of OPERATIONS) {
		const areas = { [ALLOWED]: [{ ...circle, ...changes }] };
		expect((await send(operation, json(areas), options)).error?.message).toContain(message);
	}
	expect(sandbox.requests).toEqual([]);
});
