import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { Campaign, Creative, InsertionOrder, Sandbox } from '../../sandbox';
import { sampleContent } from '../../sandbox';
import { fileItem } from './harness';

/** What one item asks for: the thing it is about, by its ids, and the wanted values. */
export type Values = Record<string, string | number>;

/** Something that a write has left in the sandbox. */
export interface Effect {
	/** The API's id for it; without one, only the number of effects counts. */
	id?: string;
	/** Whether it is as the item requested. */
	asAsked: boolean;
}

/** How the random faults treat one operation, besides what its scenario says. */
export interface Subject {
	/** Name of the scenario. */
	scenario: string;
	/** Tells two subjects with the same scenario apart. */
	variant?: string;
	/** Values besides the scenario's parameters, as expressions over the item. */
	changes?: IDataObject;
	item?: () => INodeExecutionData;
	/** A word in the path or body of all requests of an item's write, and of no other item's. */
	mark: (values: Values) => string;
	/** What the sandbox holds because of items with these values, including repetitions. */
	effects: (sandbox: Sandbox, values: Values) => Effect[];
	/** Number of effects per item; 1 by default. */
	each?: number;
	/** Number of requests for an item's write; 1 by default. */
	requests?: number;
	/** Whether doing it twice has the same result as doing it once. */
	sets?: boolean;
	/** Whether the API refuses the same a second time, if the scenario does not say so. */
	oncePerStage?: boolean;
	/** Whether its write is a GET. */
	byGet?: boolean;
	hasIfItExists?: boolean;
	/** Whether names stay the same: items that wait for each other first may read the same `$now`, or not. */
	keepsNames?: boolean;
	/** Whether it needs IQM's lists of ids, so that even a preview asks for them. */
	readsFirst?: boolean;
	/** Whether part of what each item asks for can't be done. */
	partly?: boolean;
}

export const NAME = '={{ $json.name }}';
export const AMOUNT = '={{ $json.amount }}';

/** Whether it is the name that an item asked for, plus what `$now` adds to it. */
export const isName = (text: unknown, { name }: Values): boolean =>
	String(text).startsWith(String(name));

/** Totals of the staged orders and campaigns. */
const STAGED_TOTAL = 1000;

export const happened = (done: boolean): Effect[] => (done ? [{ asAsked: true }] : []);
const byName = ({ name }: Values) => String(name);
const of = (key: string) => (values: Values) => String(values[key]);

/** What adds it to a total, far below the amount that is never passed. */
const ADDED = { changeBy: 'add', amount: AMOUNT, atMost: '1000000000' };

/** How often `amount` was added to a total. */
function additions(total: unknown, { amount }: Values): Effect[] {
	const times = (Number(total) - STAGED_TOTAL) / Number(amount);
	const asAsked = Number.isInteger(times);
	return Array.from({ length: Math.ceil(Math.max(0, times)) }, () => ({ asAsked }));
}

const order = (sandbox: Sandbox, { ioId }: Values) =>
	sandbox.iqm.insertionOrders.get(Number(ioId)) as InsertionOrder;
const campaign = (sandbox: Sandbox, { campaignId }: Values) =>
	sandbox.iqm.campaigns.get(Number(campaignId)) as Campaign;
const creative = (sandbox: Sandbox, { creativeId }: Values) =>
	sandbox.iqm.creatives.get(Number(creativeId)) as Creative;
const lastStatus = ({ decisions }: { decisions?: Array<{ status: string }> }) =>
	decisions?.at(-1)?.status;

function orders(sandbox: Sandbox, wanted: (order: InsertionOrder) => boolean, values: Values) {
	return [...sandbox.iqm.insertionOrders.values()]
		.filter(wanted)
		.map(({ ioId, details }): Effect => ({
			id: String(ioId),
			asAsked: details.ioTotalBudget === values.amount,
		}));
}

function campaigns(sandbox: Sandbox, wanted: (campaign: Campaign) => boolean, total: unknown) {
	return [...sandbox.iqm.campaigns.values()].filter(wanted).map(({ id, request }): Effect => ({
		id: String(id),
		asAsked: request.budgetTotal === total,
	}));
}

const campaignsOfName = (sandbox: Sandbox, values: Values) =>
	campaigns(sandbox, ({ request }) => isName(request.campaignName, values), values.amount);

const creativesOfName = (sandbox: Sandbox, values: Values) =>
	[...sandbox.iqm.creatives.values()]
		.filter(({ creativeName }) => isName(creativeName, values))
		.map(({ creativeId }): Effect => ({ id: String(creativeId), asAsked: true }));

function copiesOfCampaign(sandbox: Sandbox, { ioId }: Values): Effect[] {
	const isCopy = ({ request }: Campaign) =>
		request.ioId === ioId && String(request.campaignName).endsWith(' copy');
	return campaigns(sandbox, isCopy, STAGED_TOTAL);
}

/** A copy of an order has a copy of its one campaign. */
function copiesOfOrder(sandbox: Sandbox, { ioId }: Values): Effect[] {
	const all = [...sandbox.iqm.campaigns.values()];
	return [...sandbox.iqm.insertionOrders.values()]
		.filter(({ request }) => request.ioId === ioId)
		.map((copy) => ({
			id: String(copy.ioId),
			asAsked: all.filter(({ request }) => request.ioId === copy.ioId).length === 1,
		}));
}

const audio = sampleContent('/samples/audio.mp3') as Buffer;

/** Two sounds, the second of which is not one. */
function twoSounds(): INodeExecutionData {
	const good = fileItem('good.mp3', 'audio/mpeg', audio, 'good');
	const bad = fileItem('bad.mp3', 'audio/mpeg', Buffer.from('no sound'), 'bad');
	return { json: {}, binary: { ...good.binary, ...bad.binary } };
}

function twoBanners(): INodeExecutionData {
	const banner = sampleContent('/samples/banner.png') as Buffer;
	const [one, two] = ['one', 'two'].map((name) =>
		fileItem(`${name}.png`, 'image/png', banner, name),
	);
	return { json: {}, binary: { ...one.binary, ...two.binary } };
}

/** Everything on IQM that creates, copies or changes something. */
export const IQM_SUBJECTS: Subject[] = [
	{
		scenario: 'Insertion Order: Create',
		changes: { ioName: NAME, ioTotalBudget: AMOUNT },
		mark: byName,
		effects: (sandbox, values) =>
			orders(sandbox, ({ details }) => isName(details.ioName, values), values),
		hasIfItExists: true,
	},
	{
		scenario: 'Campaign: Create',
		changes: { campaignName: NAME, budgetTotal: AMOUNT },
		mark: byName,
		effects: campaignsOfName,
		hasIfItExists: true,
	},
	{
		scenario: 'Campaign: Create Draft',
		changes: { campaignName: NAME, budgetTotal: AMOUNT },
		mark: byName,
		effects: campaignsOfName,
	},
	{
		scenario: 'Creative: Upload (image)',
		changes: { creativeName: NAME },
		mark: byName,
		effects: creativesOfName,
		hasIfItExists: true,
	},
	{
		scenario: 'Creative: Upload (image)',
		variant: 'two files',
		changes: { creativeName: NAME, binaryPropertyName: 'one, two' },
		item: twoBanners,
		mark: byName,
		effects: creativesOfName,
		each: 2,
	},
	{
		scenario: 'Creative: Upload (VAST)',
		changes: { creativeName: NAME },
		mark: byName,
		effects: creativesOfName,
		hasIfItExists: true,
	},
	{
		scenario: 'Creative: Upload (VAST)',
		variant: 'two sounds, one broken',
		changes: {
			kind: 'audio',
			source: 'file',
			creativeName: NAME,
			creativeSource: '',
			binaryPropertyName: 'good, bad',
			duration: 15,
			clickUrl: 'https://example.com',
		},
		item: twoSounds,
		mark: byName,
		effects: creativesOfName,
		partly: true,
	},
	...['', ', current API'].map((generation): Subject => ({
		scenario: `Matched Audience: Upload${generation}`,
		changes: { audienceName: NAME },
		readsFirst: generation !== '',
		hasIfItExists: true,
		mark: byName,
		effects: (sandbox, values) =>
			[...sandbox.iqm.audiences.values()]
				.filter(({ audienceName }) => isName(audienceName, values))
				.map(({ id }) => ({ id: String(id), asAsked: true })),
	})),
	{ scenario: 'Campaign: Duplicate', mark: of('campaignId'), effects: copiesOfCampaign },
	{
		scenario: 'Campaign: Duplicate',
		variant: 'one of two',
		changes: { campaignIds: '={{ $json.campaignId }},999999' },
		mark: of('campaignId'),
		effects: copiesOfCampaign,
		partly: true,
	},
	{ scenario: 'Insertion Order: Duplicate', mark: of('ioId'), effects: copiesOfOrder },
	{
		scenario: 'Creative: Duplicate',
		changes: { clickUrl: '=https://example.com/{{ $json.slug }}' },
		mark: of('slug'),
		effects: (sandbox, { slug }) =>
			[...sandbox.iqm.creatives.values()]
				.filter(({ clickUrl }) => clickUrl === `https://example.com/${slug}`)
				.map(() => ({ asAsked: true })),
	},
	{
		scenario: 'Campaign: Update',
		changes: { updateFields: { campaignName: NAME, budgetTotal: AMOUNT } },
		mark: of('campaignId'),
		effects: (sandbox, values) => {
			const { campaignName, budgetTotal } = campaign(sandbox, values).request;
			return happened(isName(campaignName, values) && budgetTotal === values.amount);
		},
		sets: true,
	},
	{
		scenario: 'Campaign: Update',
		variant: 'added to a list',
		changes: { listsMode: 'add', updateFields: { campaignName: NAME, deviceType: '16' } },
		mark: of('campaignId'),
		effects: (sandbox, values) => {
			const { campaignName, deviceType } = campaign(sandbox, values).request;
			return happened(isName(campaignName, values) && deviceType === '13,15,11,12,16');
		},
		sets: true,
		readsFirst: true,
	},
	...['', ',999999'].map((others): Subject => ({
		scenario: 'Campaign: Update Status',
		...(others === '' ? {} : { variant: 'one of two', partly: true }),
		changes: { campaignIds: `={{ $json.campaignId }}${others}` },
		mark: of('campaignId'),
		effects: (sandbox, values) => happened(lastStatus(campaign(sandbox, values)) === 'paused'),
		sets: true,
	})),
	...['', ',999999'].map((others): Subject => ({
		scenario: 'Campaign: Delete',
		...(others === '' ? {} : { variant: 'one of two', partly: true }),
		changes: {
			campaignIds: `={{ $json.campaignId }}${others}`,
			confirmIds: `={{ $json.campaignId }}${others}`,
		},
		mark: of('campaignId'),
		effects: (sandbox, values) => happened(lastStatus(campaign(sandbox, values)) === 'deleted'),
		sets: true,
	})),
	...['', ',999999'].map((others): Subject => ({
		scenario: 'Campaign: Update Budget',
		...(others === '' ? {} : { variant: 'one of two', partly: true }),
		changes: {
			campaignIds: `={{ $json.campaignId }}${others}`,
			amountToChange: 'totalBudget',
			amount: AMOUNT,
		},
		mark: of('campaignId'),
		effects: (sandbox, values) =>
			happened(campaign(sandbox, values).request.budgetTotal === values.amount),
		sets: true,
	})),
	// With one that does not exist, nothing is sent: the present amounts are read first.
	{
		scenario: 'Campaign: Update Budget',
		variant: 'addition',
		changes: { campaignIds: '={{ $json.campaignId }}', amountToChange: 'totalBudget', ...ADDED },
		mark: of('campaignId'),
		readsFirst: true,
		effects: (sandbox, values) => additions(campaign(sandbox, values).request.budgetTotal, values),
	},
	{
		scenario: 'Campaign: Update End Date',
		mark: of('campaignId'),
		effects: (sandbox, values) =>
			happened(
				campaign(sandbox, values).request.endTime === Date.parse('2031-03-01T00:00:00Z') / 1000,
			),
		sets: true,
	},
	{
		scenario: 'Insertion Order: Update',
		changes: { updateFields: { ioName: NAME } },
		mark: of('ioId'),
		effects: (sandbox, values) => happened(isName(order(sandbox, values).details.ioName, values)),
		sets: true,
	},
	{
		scenario: 'Insertion Order: Update End Date',
		mark: of('ioId'),
		effects: (sandbox, values) =>
			happened(order(sandbox, values).details.ioEndTime === Date.parse('2035-01-01T00:00:00Z')),
		sets: true,
	},
	{
		scenario: 'Insertion Order: Update Budget',
		changes: { amount: AMOUNT },
		mark: of('ioId'),
		effects: (sandbox, values) =>
			happened(order(sandbox, values).details.ioTotalBudget === values.amount),
		sets: true,
	},
	{
		scenario: 'Insertion Order: Update Budget',
		variant: 'add',
		changes: ADDED,
		mark: of('ioId'),
		readsFirst: true,
		effects: (sandbox, values) => additions(order(sandbox, values).details.ioTotalBudget, values),
	},
	{
		scenario: 'Insertion Order: Delete',
		mark: of('ioId'),
		effects: (sandbox, values) => happened(order(sandbox, values).details.ioStatusId === 3),
		sets: true,
	},
	{
		scenario: 'Creative: Update',
		changes: { updateFields: { creativeName: NAME } },
		mark: of('creativeId'),
		effects: (sandbox, values) => happened(isName(creative(sandbox, values).creativeName, values)),
		sets: true,
	},
	...['Update Status', 'Delete'].map((operation): Subject => ({
		scenario: `Creative: ${operation}`,
		mark: of('creativeId'),
		effects: (sandbox, values) =>
			happened(
				lastStatus(creative(sandbox, values)) === (operation === 'Delete' ? 'deleted' : 'paused'),
			),
		sets: true,
	})),
	{
		scenario: 'Matched Audience: Rename',
		changes: { audienceName: NAME },
		mark: of('audienceId'),
		effects: (sandbox, values) => {
			const audience = sandbox.iqm.audiences.get(Number(values.audienceId));
			return happened(isName(audience?.audienceName, values));
		},
		sets: true,
	},
	...['', ',999999'].map((others): Subject => ({
		scenario: 'Matched Audience: Delete',
		...(others === '' ? {} : { variant: 'one of two', partly: true }),
		changes: {
			audienceIds: `={{ $json.audienceId }}${others}`,
			confirmIds: `={{ $json.audienceId }}${others}`,
		},
		mark: of('audienceId'),
		effects: (sandbox, { audienceId }) => {
			const audience = sandbox.iqm.audiences.get(Number(audienceId));
			return happened(audience === undefined || lastStatus(audience) === 'Deleted');
		},
		sets: true,
	})),
];
