import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice, withoutDefault } from '../../common/form/choice';
import { writeOptionsCollection } from '../../common/form/options';
import { Faults } from '../../common/ground/faults';
import type { Item } from '../../common/run/item';
import type { OperationResult } from '../../common/run/operation';
import { word } from '../../common/run/simple';
import type { Thing } from '../../verbs/describe';
import { idsProperties, readIds } from '../../verbs/several';
import type { Listed } from './byIds';
import { listedByIds } from './byIds';
import { sendEach } from './sendEach';

const LABEL = 'Status';

/**
 * Asks for things and the status that they are to have.
 *
 * @param statuses what they can be set to
 * @param purpose what the IDs are for: "The campaigns to run or pause"
 */
export function statusProperties(
	thing: Thing,
	statuses: INodePropertyOptions[],
	purpose: string,
): INodeProperties[] {
	return [
		...idsProperties(thing, 'change', purpose),
		{
			displayName: LABEL,
			name: 'status',
			type: 'options',
			options: withoutDefault(statuses),
			default: '',
			required: true,
			description: `What to set the ${thing.many} to, for example Paused`,
		},
		writeOptionsCollection('AppLovin'),
	];
}

/** What becomes of one thing. */
interface Changing {
	id: string;
	status: string;
	/** As it was listed before anything was sent. */
	row: IDataObject;
	/** What a preview says of the change of a thing that is so now. */
	linesOf(row: IDataObject): IDataObject;
}

interface Statuses {
	listed: Listed;
	/** What things can be set to. */
	settable: INodePropertyOptions[];
	/** What they can be, in words. */
	known: INodePropertyOptions[];
	/** Sends the request for one thing; `before` is the row that the change started from. */
	change(changing: Changing): Promise<{ before: IDataObject; raw: unknown }>;
}

/**
 * Sets things live or pauses them, each by a request of its own: the API takes no list.
 *
 * @throws InputError for an ID that is not listed, before anything is sent
 */
export async function updateStatuses(
	item: Item,
	{ listed, settable, known, change }: Statuses,
): Promise<OperationResult> {
	const { thing } = listed;
	const faults = new Faults();
	const ids = faults.attempt(() => readIds(item, thing)) ?? [];
	const status = faults.attempt(() => toChoice(item.read('status'), LABEL, settable)) ?? '';
	faults.throwAny();
	const found = await listedByIds(item, listed, ids);
	const done = status === 'LIVE' ? 'set live' : 'paused';
	const said = word('status', known);
	const answers = await sendEach(item, thing, ids, done, async (id) => {
		const linesOf = (row: IDataObject): IDataObject => {
			const name = ids.length === 1 ? LABEL : `${LABEL} of ${thing.one} ${id}`;
			return { [name]: `${String(said(row) ?? 'unknown')} → ${String(said({ status }))}` };
		};
		const { before, raw } = await change({ id, status, row: found.get(id) ?? {}, linesOf });
		const result = {
			[thing.idName]: id,
			...(before.name === undefined ? {} : { name: before.name }),
			status,
			previous_status: (said(before) ?? null) as string | null,
			updated: true,
		};
		return { result, raw };
	});
	const raws = answers.map(({ raw }) => raw);
	return {
		results: answers.map(({ result }) => result),
		raw: raws.length === 1 ? raws[0] : { responses: raws },
		label: ids.map((id) => `${thing.idName} ${id} ${done}`).join(', '),
	};
}
