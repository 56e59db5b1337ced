import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { isShown, valuesOf } from '../form/filled';
import { formInWords } from '../form/inWords';
import { hint } from '../form/moreHint';
import { newPreviewId, refusePreviewId, StandIns } from '../ground/previewIds';
import { isObject, plainId, saidBoolean } from '../ground/values';
import type { Previewed } from '../guard/preview';
import { EVERYTHING, keepRun, readPreviewEverything, withoutSecrets } from '../guard/preview';
import type { Item } from './item';
import type { Operation } from './operation';
import { ownZoneOf } from './ownZone';

/** One execution of a node, whose items may preview. */
interface Run {
	/** The context as n8n made it, with the form's own values. */
	given: IExecuteFunctions;
	standIns: StandIns;
	/** Items whose credential previews everything. */
	all: Set<number>;
	/** Items that preview, by their option or their credential. */
	previewing: Set<number>;
	/** What each credential says, read once. */
	credentials: Map<string, Promise<boolean>>;
}

const runs = new WeakMap<object, Run>();

/**
 * The context for a run. In an item that previews, its parameters hold numbers in place of made-up IDs,
 * so that no operation has to know about those.
 */
export function previewContext(given: IExecuteFunctions): IExecuteFunctions {
	const run: Run = {
		given,
		standIns: new StandIns(),
		all: new Set(),
		previewing: new Set(),
		credentials: new Map(),
	};
	const context = Object.create(given) as IExecuteFunctions;
	const read = ((name: string, index: number, ...others: []): unknown => {
		const value: unknown = given.getNodeParameter(name, index, ...others);
		return run.previewing.has(index) ? run.standIns.put(value, name.split('.').at(-1) ?? name) : value;
	}) as IExecuteFunctions['getNodeParameter'];
	Object.defineProperty(context, 'getNodeParameter', { value: read });
	runs.set(context, run);
	keepRun(context, run);
	return context;
}

function runOf(context: IExecuteFunctions): Run {
	const run = runs.get(context);
	if (run === undefined) throw new Error('The context is not one of a run');
	return run;
}

/** Whether the credential that an item uses previews everything. */
async function previewsEverything({ given, credentials }: Run, index: number): Promise<boolean> {
	const offered = Object.keys(given.getNode().credentials ?? {});
	const chosen: unknown = given.getNodeParameter('authentication', index, null);
	const names = offered.filter((name) => !offered.includes(String(chosen)) || name === chosen);
	const said = names.map(async (name) => {
		const known =
			credentials.get(name) ??
			given.getCredentials(name).then(
				readPreviewEverything,
				// One that the node does not take, or that the first request will complain about.
				() => false,
			);
		credentials.set(name, known);
		return await known;
	});
	return (await Promise.all(said)).includes(true);
}

/** Finds out whether an item previews. A value of the option that is no yes or no is refused later. */
export async function openPreview(
	{ context, index }: Item,
	{ writes }: Pick<Operation, 'writes'>,
): Promise<void> {
	if (!writes) return;
	const run = runOf(context);
	const option: unknown = run.given.getNodeParameter('options.preview', index, false);
	if (await previewsEverything(run, index)) {
		run.all.add(index);
		hint(
			context,
			`'${EVERYTHING}' is on in the credential: this node only shows what it would create or change. Nothing was sent.`,
			'info',
		);
	}
	if (run.all.has(index) || saidBoolean(option) === true) run.previewing.add(index);
}

/** The parameters of an operation that are shown for an item, with their own values. */
function shownValues({ context, index }: Item, properties: INodeProperties[]) {
	const { given } = runOf(context);
	const { values } = valuesOf({
		properties,
		saved: given.getNode().parameters,
		read: (name) => given.getNodeParameter(name, index, null),
	});
	return properties
		.filter((property) => property.name in values && isShown(property, values, values))
		.map((property) => ({ property, value: values[property.name] as unknown }));
}

/**
 * Refuses made-up IDs in an item that does not preview, before anything is sent.
 *
 * @throws InputError that names the field
 */
export function checkNoPreviewIds(item: Item, { properties }: Pick<Operation, 'properties'>): void {
	if (runOf(item.context).previewing.has(item.index)) return;
	for (const { property, value } of shownValues(item, properties)) {
		const { name, displayName, options = [], type } = property;
		if (type !== 'collection' || !isObject(value)) {
			refusePreviewId(value, displayName, name);
			continue;
		}
		for (const [key, part] of Object.entries(value)) {
			const field = (options as INodeProperties[]).find((option) => option.name === key);
			if (field !== undefined) refusePreviewId(part, field.displayName, key);
		}
	}
}

/** What a preview needs to know of its operation. */
type Previewing = Pick<Operation, 'action' | 'makes' | 'properties'>;

const IDS = /ids?(List)?$/i;
const ONE_ID = /^[^,;\s[\]]+$/;

/** IDs that describe a thing and are none of a thing that nodes act on. */
const DESCRIBES = /zone|country|type|confirm|existing|email/i;

/** The IDs of what an operation acts on, which its results repeat, for nodes that come next. */
function idsActedOn(item: Item, { properties, makes }: Previewing): IDataObject {
	const ids: IDataObject = {};
	for (const { property, value } of shownValues(item, properties)) {
		const { name, required, type } = property;
		if (required !== true || !IDS.test(name) || DESCRIBES.test(name)) continue;
		const isList = /s(List)?$/i.test(name);
		if (type !== 'resourceLocator' && type !== 'string') continue;
		// A list of others belongs to what is made.
		if (isList && makes !== undefined) continue;
		const id: unknown = plainId(Array.isArray(value) && value.length === 1 ? value[0] : value);
		if (!ONE_ID.test(String(id))) continue;
		ids[name.replace(IDS, (end) => end.slice(0, 2))] = id as string;
	}
	return ids;
}

/** An item's preview: first what a person reads, then made-up IDs for later nodes, then the requests. */
export function previewResult(
	item: Item,
	operation: Previewing,
	{ requests, facts: { lines, secrets = [], incomplete } }: Previewed,
): IDataObject {
	const { action, properties, makes } = operation;
	const { given, standIns } = runOf(item.context);
	const words = formInWords({
		properties,
		saved: given.getNode().parameters,
		read: (name) => given.getNodeParameter(name, item.index, null),
		zone: ownZoneOf(item),
	});
	const made = makes === undefined ? {} : { [makes]: newPreviewId() };
	const result: IDataObject = {
		preview: true,
		summary: { Action: action, ...words, ...lines },
		...made,
		...idsActedOn(item, operation),
		// A copy has another ID than its original.
		...made,
		...(incomplete === undefined ? {} : { incomplete }),
		...(requests.length === 1 ? requests[0] : requests.length > 1 ? { requests } : {}),
	};
	return withoutSecrets(standIns.takeBack(result), secrets);
}

/** The values under a name in several previews, each once. */
function valuesIn(all: IDataObject[], name: string): unknown[] {
	return [...new Set(all.map((one) => one[name]))];
}

/**
 * One preview of a request that is for several items: what differs from item to item is listed, and IDs are
 * under the name of a list.
 */
export function mergedPreview(all: IDataObject[]): IDataObject {
	const [first] = all;
	const summaries = all.map(({ summary }) => summary as IDataObject);
	// Items may choose in different ways, whose fields have labels of their own.
	const labels = [...new Set(summaries.flatMap((one) => Object.keys(one)))];
	const summary = Object.fromEntries(
		labels.map((label) => {
			const values = valuesIn(summaries, label).filter((value) => value !== undefined);
			return [label, values.length === 1 ? values[0] : values.join(', ')];
		}),
	) as IDataObject;
	const merged = Object.entries(first).map(([name, value]) => {
		if (!/(?:Id|_id)$/.test(name)) return [name, value];
		const ids = valuesIn(all, name);
		return ids.length === 1 ? [name, value] : [`${name}s`, ids];
	});
	return { ...(Object.fromEntries(merged) as IDataObject), summary };
}
