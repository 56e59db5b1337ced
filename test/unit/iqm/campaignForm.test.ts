import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import { InputError } from '../../../nodes/common/ground/errors';
import {
	built,
	OLDER_SAMPLE_BODY,
	OLDER_SAMPLE_FORM,
	SAMPLE_BODY,
	SAMPLE_FORM,
	SAMPLE_START,
} from '../../support/campaignSample';

const realNow = clock.now;
beforeEach(() => {
	clock.now = () => (SAMPLE_START - 3_600) * 1_000;
});
afterAll(() => {
	clock.now = realNow;
});

const body = (changes: IDataObject = {}, timezone = 'UTC') =>
	built({ ...SAMPLE_FORM, ...changes }, timezone);

const json = (fields: unknown) => ({
	additionalFields: { additionalJson: JSON.stringify(fields) },
});

function refused(changes: IDataObject, message: string): void {
	expect(() => body(changes)).toThrow(InputError);
	expect(() => body(changes)).toThrow(message);
}

describe('the request', () => {
	it('is the sample of "Create a Campaign"', () => {
		expect(body()).toEqual(SAMPLE_BODY);
	});

	it('is the sample of "Upload Creative and Create a Campaign"', () => {
		clock.now = () => 1703794110_000;
		const sent = built(OLDER_SAMPLE_FORM);
		expect(sent).toEqual({ ...OLDER_SAMPLE_BODY, campaignType: 1 });
	});

	it.each(['{"campaignType": 1}', '{"campaignType": "1"}'])('has its type from %s', (additionalJson) => {
		expect(body({ additionalFields: { additionalJson } }).campaignType).toBe(1);
	});

	it.each([
		['a picked entry', { mode: 'list', value: 17994 }],
		['a number', 17994],
		['text', ' 17994 '],
	])('takes an id as %s', (_, ioId) => {
		expect(body({ ioId }).ioId).toBe(17994);
	});

	it.each([
		['an array', [676384, '676385']],
		['a comma list', '676384, 676385'],
		['lines', '676384\n676385'],
		['JSON text', '[676384,676385]'],
	])('takes a list of ids as %s', (_, creativeIds) => {
		expect(body({ creativeIds }).creativeIds).toBe('676384,676385');
	});

	it('takes one number as a list', () => {
		expect(body({ creativeIds: 676384 }).creativeIds).toBe('676384');
	});

	it.each([
		['seconds', SAMPLE_START],
		['milliseconds', SAMPLE_START * 1_000 + 999],
		['ISO text with an offset', '2025-06-02T14:50:01-04:00'],
		['a JavaScript date', new Date(SAMPLE_START * 1_000)],
	])('sends a start in seconds when given as %s', (_, startTime) => {
		expect(body({ startTime } as IDataObject).startTime).toBe(SAMPLE_START);
	});

	it("reads a date without an offset in the item's time zone", () => {
		const changes = { startTime: '2025-06-02T14:50:01', endTime: '2025-06-05 00:00' };
		expect(body(changes, 'America/New_York')).toEqual(SAMPLE_BODY);
	});

	it('may start in the current minute', () => {
		clock.now = () => (SAMPLE_START + 50) * 1_000;
		expect(body().startTime).toBe(SAMPLE_START);
		clock.now = () => (SAMPLE_START + 60) * 1_000;
		refused({}, "'Start' is in the past: 2025-06-02 18:50:01 UTC");
	});

	it('leaves the daily budget out while the total is spread evenly', () => {
		const { budgetDay, ...others } = SAMPLE_BODY;
		expect(budgetDay).toBe(50);
		const spread = { totalBudgetPacing: true, budgetDay: 0 };
		expect(body(spread)).toEqual({ ...others, totalBudgetPacing: true });
	});

	it('needs no end while it has a daily budget', () => {
		expect('endTime' in body({ endTime: '' })).toBe(false);
	});

	it('converts the same from the form and from "Additional JSON"', () => {
		const form = body({
			where: { whiteListedDmaIds: [1, 2], whiteListedZipcodes: '02139' },
			onWhat: {
				pmpDealIds: '7,8',
				inventoryKeywords: 'Clothing, Education',
				inventoryUrls: 'https://a.example/x,y, https://b.example',
				whiteListedDeviceId: '1,2,b',
			},
		});
		expect(form).toMatchObject({
			whiteListedDmaIds: '1,2',
			whiteListedZipcodes: '02139',
			pmpDealIds: [7, 8],
			inventoryKeywords: ['Clothing', 'Education'],
			inventoryUrls: ['https://a.example/x,y', 'https://b.example'],
			whiteListedDeviceId: '1,2,b',
		});
		const fields = {
			whiteListedDmaIds: [1, 2],
			whiteListedZipcodes: '02139',
			pmpDealIds: [7, 8],
			inventoryKeywords: ['Clothing', 'Education'],
			inventoryUrls: ['https://a.example/x,y', 'https://b.example'],
			whiteListedDeviceId: ['1', '2', 'b'],
		};
		expect(body(json(fields))).toEqual(form);
	});

	it('takes what the form leaves empty from "Additional JSON"', () => {
		const changes = { campaignName: '', budgetTotal: 0, endTime: '' };
		const { campaignName, budgetTotal, endTime } = SAMPLE_BODY;
		expect(body({ ...changes, ...json({ campaignName, budgetTotal, endTime }) })).toEqual(
			SAMPLE_BODY,
		);
	});
});

describe('rows', () => {
	it('turns frequency caps into their map', () => {
		const caps = [
			{ period: '1', frequencyCapValue: 5, frequencyCapDuration: 2 },
			{ period: '4', frequencyCapValue: 100 },
		];
		const sent = body({ moneyAndTime: { frequencyCapping: { caps } } });
		expect(sent.frequencyCapEnabled).toBe(true);
		expect(sent.frequencyCapping).toEqual({
			'1': { frequencyCapValue: 5, frequencyCapDuration: 2 },
			'4': { frequencyCapValue: 100, frequencyCapDuration: 0 },
		});
	});

	it.each([
		[[{ period: '1', frequencyCapValue: 5, frequencyCapDuration: 7 }], 'at most 6'],
		[[{ period: '2', frequencyCapValue: 5, frequencyCapDuration: 4 }], 'at most 3'],
		[[{ period: '3', frequencyCapValue: 0, frequencyCapDuration: 1 }], 'at least 1'],
		[[{ period: '5', frequencyCapValue: 5, frequencyCapDuration: 1 }], 'must map 1 (days)'],
		[
			[1, 2].map(() => ({ period: '1', frequencyCapValue: 5, frequencyCapDuration: 1 })),
			'two rows with the same period',
		],
	])('refuses the frequency caps %j', (caps, message) => {
		refused({ moneyAndTime: { frequencyCapping: { caps } } }, message);
	});

	it('refuses frequency caps that are not switched on', () => {
		const cap = { frequencyCapValue: 5, frequencyCapDuration: 1 };
		refused(json({ frequencyCapping: { '1': cap } }), "'Frequency Caps' needs both");
		refused(json({ frequencyCapEnabled: true }), "'Frequency Caps' needs both");
	});

	it('turns hours into the schedule, Monday as 0', () => {
		const ranges = [
			{ day: 'weekdays', from: '14:00', to: '18:00' },
			{ day: '0', from: '8:00', to: '12:30' },
			{ day: '6', from: '00:00', to: '24:00' },
		];
		expect(body({ moneyAndTime: { scheduling: { ranges } } }).scheduling).toEqual({
			'0': [
				['08:00:00', '12:30:00'],
				['14:00:00', '18:00:00'],
			],
			'1': [['14:00:00', '18:00:00']],
			'2': [['14:00:00', '18:00:00']],
			'3': [['14:00:00', '18:00:00']],
			'4': [['14:00:00', '18:00:00']],
			'6': [['00:00:00', '23:59:59']],
		});
	});

	it.each([
		[[{ day: '0', from: '18:00', to: '09:00' }], 'ends at 09:00:00 before it starts at 18:00:00'],
		[[{ day: '0', from: '25:00', to: '26:00' }], "'Schedule: From' must be a time such as 09:00"],
		[[{ day: '7', from: '09:00', to: '10:00' }], "'Schedule: Day' must be one of"],
		[[{ day: '0', from: '', to: '10:00' }], "'Schedule: From' is empty"],
		[
			[
				{ day: 'everyDay', from: '09:00', to: '12:00' },
				{ day: '2', from: '11:00', to: '13:00' },
			],
			'overlapping hours on Wednesday: 09:00:00 to 12:00:00 and 11:00:00 to 13:00:00',
		],
	])('refuses the hours %j', (ranges, message) => {
		refused({ moneyAndTime: { scheduling: { ranges } } }, message);
	});

	it.each([
		[{ '7': [['09:00:00', '10:00:00']] }, 'days are 0 (Monday) to 6 (Sunday)'],
		[{ '0': [['09:00', '10:00']] }, 'must hold ranges such as'],
		[{}, "'Schedule' must map days"],
	])('refuses the schedule %j in "Additional JSON"', (scheduling, message) => {
		refused(json({ scheduling }), message);
	});

	it('names the newer field to those who use the older one', () => {
		refused(
			json({ schedule: { '0': [] } }),
			"'schedule' is an older name of the field 'scheduling'",
		);
	});

	it('turns circles and polygons into objects', () => {
		const place = { address: 'Denver, CO 80202, USA', sid: '4666', cid: '246' };
		const center = { latitude: '39.739235', longitude: '-104.99025', radius: '2' };
		const polypath = '[{"lng": -98.6, "lat": 39.5}, {"lng": -93.2, "lat": 41.7}]';
		const areas = { circles: [{ ...place, ...center }], polygons: [{ polypath }] };
		const sent = body({ where: { whiteListedGeoRadiusDetails: areas } });
		const [circle, polygon] = sent.whiteListedGeoRadiusDetails as IDataObject[];
		expect(circle).toEqual({
			...place,
			unit: 'mile',
			latitude: 39.739235,
			longitude: -104.99025,
			radius: 2,
			type: 'circle',
		});
		expect(polygon).toMatchObject({ unit: 'mile', type: 'custom', polypath: JSON.parse(polypath) });
		expect(polygon.latitude).toBeCloseTo(40.6, 9);
		expect(polygon.longitude).toBeCloseTo(-95.9, 9);
		// 72.5 miles north-south and 141.6 east-west from the middle to a corner.
		expect(polygon.radius).toBeGreaterThan(155);
		expect(polygon.radius).toBeLessThan(165);
	});

	it.each([
		[{ circles: [{ latitude: '91', longitude: '0', radius: '1' }] }, "Latitude' must be from -90"],
		[{ circles: [{ latitude: '', longitude: '0', radius: '1' }] }, "Latitude' is empty"],
		[{ circles: [{ latitude: '1', longitude: '0', radius: '0' }] }, "(Miles)' must be above 0"],
		[{ polygons: [{ polypath: '[{"lat":1,"lng":2}]' }] }, 'at least two corners'],
		[{ polygons: [{ polypath: '[1' }] }, 'is not valid JSON'],
	])('refuses the areas %j', (blackListedGeoRadiusDetails, message) => {
		refused({ where: { blackListedGeoRadiusDetails } }, message);
	});

	it('takes areas from "Additional JSON" as an array or text, and makes numbers of texts', () => {
		const areas = [{ type: 'square' }, { latitude: 1.5, polypath: null }];
		const both = {
			whiteListedGeoRadiusDetails: areas,
			blackListedGeoRadiusDetails: JSON.stringify(areas),
			geoRadiusDetails: [{ ...areas[1], latitude: ' 1.5 ' }],
		};
		expect(body(json(both))).toMatchObject({
			whiteListedGeoRadiusDetails: areas,
			blackListedGeoRadiusDetails: areas,
			geoRadiusDetails: [areas[1]],
		});
	});

	it.each([
		['Denver', "'Areas' is not valid JSON"],
		[[], "'Areas' must be a JSON array of areas"],
		[{ type: 'circle' }, "'Areas' must be a JSON array of areas"],
		['["Denver"]', "'Areas' must be a JSON array of areas"],
		[[{}, { latitude: 90.1 }], "'Areas 2: latitude' must be from -90 to 90, not '90.1'"],
		[[{ longitude: null }], "'Areas 1: longitude' is empty"],
		[[{ radius: 0 }], "'Areas 1: radius' must be above 0, not '0'"],
		[[{ polypath: [{ lat: 1, lng: 2 }] }], "'Areas 1: polypath' must be a JSON array"],
	])('refuses the areas %j in "Additional JSON"', (areas, message) => {
		refused(json({ whiteListedGeoRadiusDetails: areas }), message);
	});

	it('maps creatives to placements', () => {
		const placements = [{ creativeId: 676384, placementId: '3' }];
		const sent = body({ additionalFields: { creativesPlacementMapping: { placements } } });
		expect(sent.creativesPlacementMapping).toEqual({ '676384': 3 });
	});
});
