import type { IDataObject } from 'n8n-workflow';

import { readAudioLength } from '../../common/file/audioLength';
import type { InputFile } from '../../common/file/inputFile';
import { readVideoFacts } from '../../common/file/videoFacts';
import { InputError } from '../../common/ground/errors';
import type { Faults } from '../../common/ground/faults';
import type { Stop } from '../../common/ground/wait';
import { stopIfCancelled } from '../../common/ground/wait';
import type { Content } from './contents';
import type { OtherKind } from './creativeKinds';
import { LABELS } from './othersProperties';

/** Pixels and seconds under the API's names. */
type Measures = Record<string, number | undefined>;

interface Measured {
	/** The part of a creative's metadata that holds what is measured. */
	details: string;
	names: string[];
	/** What a file says; seconds are not rounded. */
	read: (source: AsyncIterable<Uint8Array>, bytes: number) => Promise<Measures>;
}

const DURATION = 'duration';

/** The kinds of creatives whose files may say themselves how large or long they are. */
export const MEASURED: Partial<Record<OtherKind, Measured>> = {
	audio: {
		details: 'audioDetails',
		names: [DURATION],
		read: async (source, bytes) => ({ duration: await readAudioLength(source, bytes) }),
	},
	video: {
		details: 'videoDetails',
		names: ['creativeWidth', 'creativeHeight', DURATION],
		read: async (source, bytes) => {
			const { width, height, seconds } = await readVideoFacts(source, bytes);
			return { creativeWidth: width, creativeHeight: height, duration: seconds };
		},
	},
};

/** A file as far as it is read; a head at the end of a large one takes a while. */
async function* untilCancelled(file: InputFile, signal?: Stop): AsyncGenerator<Uint8Array> {
	for await (const chunk of file.open()) {
		stopIfCancelled(signal);
		yield chunk;
	}
}

/** Whole seconds, which is what IQM takes; something that plays has one at least. */
const sentFor = (name: string, said: number): number =>
	name === DURATION ? Math.max(1, Math.round(said)) : said;

/** A length may be entered rounded up or down. */
const agrees = (name: string, entered: number, said: number): boolean =>
	name === DURATION ? Math.abs(entered - said) < 1 : entered === said;

const unit = (name: string): string => (name === DURATION ? 'seconds' : 'pixels');

/** "'Width', 'Height' and 'Duration'" */
function listed(names: string[]): string {
	const labels = names.map((name) => `'${LABELS[name]}'`);
	const last = labels.pop() ?? '';
	return labels.length === 0 ? last : `${labels.join(', ')} and ${last}`;
}

/**
 * A creative's form with the size and length that its file says, where they are not entered.
 *
 * @param form with what was entered under the name of its kind's details
 * @param isEntered whether the user entered the field of this API name, however wrong
 * @param faults are told of what neither says, and of what both say differently
 */
export async function withMeasures(
	{ sent }: Content,
	kind: OtherKind,
	form: IDataObject,
	{ isEntered, faults, signal }: { isEntered: (name: string) => boolean; faults: Faults; signal?: Stop },
): Promise<IDataObject> {
	const measured = MEASURED[kind];
	if (measured === undefined || sent === undefined) return form;
	const { file } = sent;
	const said = await measured.read(untilCancelled(file, signal), file.size);
	const details = form[measured.details] as IDataObject;
	const measures: IDataObject = {};
	const missing: string[] = [];
	for (const name of measured.names) {
		const [entered, value] = [details[name] as number | undefined, said[name]];
		if (value === undefined) {
			if (!isEntered(name)) missing.push(name);
		} else if (!isEntered(name)) {
			measures[name] = sentFor(name, value);
		} else if (entered !== undefined && !agrees(name, entered, value)) {
			faults.wrong(
				`'${LABELS[name]}' is ${entered}, but '${file.fileName}' has ${Number(value.toFixed(2))} ${unit(name)}`,
				`Leave '${LABELS[name]}' empty to use the file's own value, or choose the right file.`,
			);
		}
	}
	if (missing.length > 0) {
		faults.add(
			new InputError(
				`${listed(missing)} can't be read from '${file.fileName}'`,
				`Enter ${missing.length === 1 ? 'it' : 'them'}. If other programs can't play the file either, it is damaged or not what its name says.`,
			),
		);
	}
	return { ...form, [measured.details]: { ...measures, ...details } };
}
