import { InputError } from './errors';

/** Reports something that is wrong with a form: what, and how to mend it. */
export type Wrong = (message: string, advice?: string) => void;

/** Collects what is wrong with a form, so that a user learns all of it at once. */
export class Faults {
	private readonly found: InputError[] = [];

	readonly wrong: Wrong = (message, advice) => {
		this.found.push(new InputError(message, advice));
	};

	/** @returns what was read; undefined where it is wrong, which is remembered */
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

	/** @throws InputError that names all that was found: a single fault in its own words */
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
