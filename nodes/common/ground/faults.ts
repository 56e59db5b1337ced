import { InputError } from './errors';

/** Reports something wrong with a form: what it is, and how to fix it. */
export type Wrong = (message: string, advice?: string) => void;

/** One thing that is wrong, and the field's label if its message need not name it. */
interface Fault {
	error: InputError;
	field?: string;
}

/** Several things that are wrong with a form, each in its own words with its own advice. */
export class SeveralFaults extends InputError {
	constructor(readonly faults: InputError[]) {
		super(listed(faults));
	}
}

/** So many are listed at most: a table of thousands of rows may be wrong in each of them. */
const MOST_LISTED = 50;

/**
 * n8n shows a message as plain text in which line breaks are blanks, and a description as HTML, which
 * would swallow what was entered if it looks like a tag. So the list is in the message, where the
 * bullets keep its entries apart with line breaks and without.
 */
function listed(faults: InputError[]): string {
	const lines = faults
		.slice(0, MOST_LISTED)
		.map(({ message, description }) =>
			[message, description ?? ''].filter((part) => part !== '').join(' – '),
		);
	const left = faults.length - lines.length;
	if (left > 0) lines.push(`${left} more`);
	return [`${faults.length} problems found:`, ...lines.map((line) => `• ${line}`)].join('\n');
}

/** What an error says is wrong with a form: one thing or several; nothing for any other error. */
export function faultsIn(error: unknown): InputError[] {
	if (error instanceof SeveralFaults) return error.faults;
	return error instanceof InputError ? [error] : [];
}

/** A row's field without the number of the row: "Schedule 2: From" is "Schedule: From". */
const withoutRow = (field: string): string => field.replace(/ \d+:/g, ':');

/** Says nothing of the fields that it sets. */
const JSON_FIELD = 'Additional JSON';

/** The field that a fault is about: the one that its message begins with, unless it is known. */
function fieldOf({ error, field }: Fault): string | undefined {
	const named = field ?? /^'([^']+)'/.exec(error.message)?.[1];
	return named === JSON_FIELD ? undefined : named;
}

/** Collects everything wrong with a form, so that the user learns of it all at once. */
export class Faults {
	private readonly found: Fault[] = [];

	private readonly messages = new Set<string>();

	readonly wrong: Wrong = (message, advice) => {
		this.add(new InputError(message, advice));
	};

	/** @param field the label of the field, if the message may lack it */
	add(error: InputError, field?: string): void {
		for (const fault of faultsIn(error)) {
			if (this.messages.has(fault.message)) continue;
			this.messages.add(fault.message);
			this.found.push({ error: fault, field });
		}
	}

	/** @returns the value read; undefined if it is wrong, which is recorded */
	attempt<T>(read: () => T, field?: string): T | undefined {
		let other: unknown;
		try {
			return read();
		} catch (error) {
			if (error instanceof InputError) {
				this.add(error, field);
				return undefined;
			}
			other = error;
		}
		throw other;
	}

	/** {@link attempt} for what takes time, such as reading a file. */
	async attemptAsync<T>(read: () => Promise<T>): Promise<T | undefined> {
		const outcome = await read().then(
			(value) => ({ value }),
			(error: unknown) => ({ error }),
		);
		if ('value' in outcome) return outcome.value;
		return this.attempt(() => {
			throw outcome.error;
		});
	}

	/**
	 * A rule between fields, or whatever reads a field once more: what it says of a field whose fault is
	 * known only follows from that fault, and is left out.
	 *
	 * @returns what was read; undefined if something is wrong with it
	 */
	rule<T>(check: (wrong: Wrong) => T): T | undefined {
		const part = new Faults();
		const result = part.attempt(() => check(part.wrong));
		if (part.any) this.addOthers(part.asError());
		return result;
	}

	/**
	 * Adds what else is wrong, but nothing that speaks of a field whose fault is known, or of no field at
	 * all: "There is nothing to update".
	 */
	addOthers(error: unknown): void {
		const known = this.found.map(fieldOf).filter((field) => field !== undefined);
		const labels = known.flatMap((field) => [`'${field}'`, `'${withoutRow(field)}'`]);
		for (const fault of faultsIn(error)) {
			const follows =
				labels.some((label) => fault.message.includes(label)) ||
				(this.any && !/'[^']+'/.test(fault.message));
			if (!follows) this.add(fault);
		}
	}

	get any(): boolean {
		return this.found.length > 0;
	}

	/** An error that lists everything found; a single fault in its own words. */
	asError(): InputError {
		if (this.found.length === 1) return this.found[0].error;
		return new SeveralFaults(
			this.found.map(({ error, field }) => {
				const isNamed = field === undefined || error.message.includes(`'${field}'`);
				return isNamed ? error : new InputError(`'${field}': ${error.message}`, descriptionOf(error));
			}),
		);
	}

	/** @throws InputError as {@link asError} builds it, if anything is wrong */
	throwAny(): void {
		if (this.any) throw this.asError();
	}
}

function descriptionOf({ description }: InputError): string | undefined {
	return description ?? undefined;
}
