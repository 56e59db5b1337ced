import { InputError } from './errors';

/** Reports something wrong with a form: what it is, and how to fix it. */
export type Wrong = (message: string, advice?: string) => void;

/** Collects everything wrong with a form, so that the user learns of it all at once. */
export class Faults {
	private readonly found: InputError[] = [];

	readonly wrong: Wrong = (message, advice) => {
		this.found.push(new InputError(message, advice));
	};

	/** @returns the value read; undefined if it is wrong, which is recorded */
	attempt<T>(read: () => T): T | undefined {
		let other: unknown;
		try {
			return read();
		} catch (error) {
			if (error instanceof InputError) {
				this.found.push(error);
				return undefined;
			}
			other = error;
		}
		throw other;
	}

	/** @throws InputError that names everything found; a single fault in its own words */
	throwAny(): void {
		if (this.found.length === 0) return;
		if (this.found.length === 1) throw this.found[0];
		const advice = new Set(this.found.flatMap(({ description }) => description ?? []));
		throw new InputError(
			`${this.found.length} things are wrong: ${this.found.map(({ message }) => message).join('; ')}`,
			advice.size === 0 ? undefined : [...advice].join(' '),
		);
	}
}
