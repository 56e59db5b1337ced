import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { toChoice } from '../../common/form/choice';
import type { ListChange, ListFacts, ListsMode } from '../../common/form/presentLists';
import { changeList, inAnyCase, listLines, listResult, MODES, REPLACE } from '../../common/form/presentLists';
import { InputError } from '../../common/ground/errors';
import type { Faults } from '../../common/ground/faults';
import { quote, toList } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { readTargets } from './presentTargets';

const WAY = 'Devices';
export const DEVICE_TYPES_LABEL = 'Device Types';

const DEVICE_TYPES = [
	{ name: 'Other', value: 'other' },
	{ name: 'Phone', value: 'phone' },
	{ name: 'Tablet', value: 'tablet' },
];

const ALL = 'all';

/** As workflows saved it when replacing was all there was. */
const CHOSEN = 'chosen';

const ENTRIES: Record<string, ListsMode> = { add: 'add', [CHOSEN]: 'replace', remove: 'remove' };

const WAYS = [
	...MODES.map((mode) => (mode.value === 'replace' ? { ...mode, value: CHOSEN } : mode)),
	{ name: 'All Devices', value: ALL, description: 'Every device type' },
	{ name: 'Leave Unchanged', value: 'unchanged', description: 'Keeps the current device types' },
].sort((one, other) => one.name.localeCompare(other.name));

export const devicesProperties: INodeProperties[] = [
	{
		displayName: WAY,
		name: 'devices',
		type: 'options',
		options: WAYS,
		default: 'unchanged',
		description:
			'How to change the device types that the campaign targets, for example All Devices. For iOS only.',
	},
	{
		displayName: DEVICE_TYPES_LABEL,
		name: 'device_types',
		type: 'multiOptions',
		options: DEVICE_TYPES,
		default: [],
		displayOptions: { show: { devices: Object.keys(ENTRIES) } },
		description:
			"The device types to add, remove or keep, depending on 'Devices', for example Phone",
	},
];

/** What a form does to the kinds of devices. */
export interface DevicesForm {
	/** Undefined where they stay, or stand for all. */
	mode?: ListsMode;
	/** Not yet checked; none means all. Undefined where they stay. */
	types?: string[];
}

export function readDevices({ read }: Pick<Item, 'read'>, faults: Faults): DevicesForm {
	const way = faults.attempt(() => toChoice(read('devices') ?? 'unchanged', WAY, WAYS));
	if (way === ALL) return { types: [] };
	const mode = ENTRIES[String(way)];
	if (mode === undefined) return {};
	const types = faults.attempt(() => toList(read('device_types') ?? [], DEVICE_TYPES_LABEL));
	if (types?.length === 0) {
		faults.wrong(
			`'${DEVICE_TYPES_LABEL}' is empty${mode === 'replace' ? ', which AppLovin would read as all devices' : ''}`,
			`Choose at least one, or set '${WAY}' to All Devices.`,
		);
	}
	return { mode, types };
}

/** @throws InputError for a value that is no list of known kinds */
export function toDeviceTypes(value: unknown): string[] {
	if (!Array.isArray(value)) {
		throw new InputError(`'${DEVICE_TYPES_LABEL}' must be a list, not ${quote(value)}`);
	}
	return value.map((type) => toChoice(type, DEVICE_TYPES_LABEL, DEVICE_TYPES));
}

const factsOf = (campaignId: string): ListFacts => ({
	label: DEVICE_TYPES_LABEL,
	as: 'array',
	of: `campaign ${campaignId}`,
	api: 'AppLovin',
	// "[] = all"
	empty: 'all',
	toEmpty: `Keep at least one, or set '${WAY}' to All Devices.`,
	whole: (rest) => `Choose '${REPLACE}' in '${WAY}', and ${rest}.`,
	keyOf: inAnyCase,
});

/** Kinds of devices as they are sent, and what that changes. */
export interface ChangedDevices {
	/** Undefined if there is nothing to send. */
	types?: string[];
	lines: IDataObject;
	shown: IDataObject;
}

/**
 * The kinds of devices put together with the present ones, which are read only to add or to remove.
 *
 * @param types checked; undefined if they stay
 * @throws InputError where the list would come to stand for all, or stop doing so; ApiFailure if it
 *   can't be read
 */
export async function changedDevices(
	{ context, index }: Item,
	campaignId: string,
	mode: ListsMode | undefined,
	types: string[] | undefined,
): Promise<ChangedDevices> {
	if (types === undefined || (mode !== 'add' && mode !== 'remove')) {
		return { types, lines: {}, shown: {} };
	}
	const { deviceTypes } = await readTargets(context, index, campaignId);
	const { value, change } = changeList(factsOf(campaignId), mode, types, deviceTypes ?? undefined);
	const changes = [change];
	const moved = isMoved(change) ? (value as string[]) : undefined;
	return { types: moved, lines: listLines(changes), shown: listResult(changes) };
}

function isMoved({ before = [], now }: ListChange): boolean {
	return before.length !== now.length;
}
