import { appStoreIdIn, packageNameIn } from '../../../common/ground/appIds';
import { InputError } from '../../../common/ground/errors';
import { hostIn } from '../../../common/ground/hosts';
import { ipIn } from '../../../common/ground/ipAddresses';
import { quote, toCodes } from '../../../common/ground/values';

/** Kinds of entries in a list of texts, each with its own format. */
export type EntryKind = 'codes' | 'domains' | 'iosApps' | 'ips' | 'packages';

/** How to read entries of a kind, and what messages call them. */
interface Entry {
	/** In the plural, as after "must hold". */
	what: string;
	advice: string;
	/** The same for an entry with an asterisk. */
	onWildcard?: string;
	/** @returns the entry as it travels; undefined if it is not of this kind */
	read: (text: string) => string | undefined;
}

const ENTRIES: Record<EntryKind, Entry> = {
	codes: {
		what: 'IDs of letters and digits',
		advice: 'Separate them by commas, tabs or line breaks.',
		read: (text) => (/^[A-Za-z0-9][A-Za-z0-9._:-]*$/.test(text) ? text : undefined),
	},
	domains: {
		what: 'domains',
		advice: 'For example example.com or www.example.com; of a web address the host is taken.',
		onWildcard: 'Wildcards are not taken: enter the domain itself, such as example.com.',
		read: hostIn,
	},
	iosApps: {
		what: 'numeric App Store IDs',
		advice:
			'For example 123456789, from the address of the app in the App Store. Android apps go by their package name, in the field beside it.',
		read: appStoreIdIn,
	},
	ips: {
		what: 'IP addresses',
		advice:
			'For example 203.0.113.7, 203.0.113.0/24 or 2001:db8::1, each number from 0 to 255 and without leading zeros.',
		onWildcard: 'Wildcards are not taken: write a range as 203.0.113.0/24.',
		read: ipIn,
	},
	packages: {
		what: 'package names of Android apps',
		advice:
			'For example com.example.app, as in the address of the app in the Play Store. iOS apps go by their number, in the field beside it.',
		read: packageNameIn,
	},
};

/**
 * Entries of one kind as they travel.
 *
 * @throws InputError for an entry of another kind
 */
export function toEntries(value: unknown, label: string, kind: EntryKind): string[] {
	const { what, advice, onWildcard = advice, read } = ENTRIES[kind];
	return toCodes(value, label).map((text) => {
		// People and mail programs write addresses in angle brackets.
		const entry = read(/^<(.*)>$/.exec(text)?.[1] ?? text);
		if (entry !== undefined) return entry;
		throw new InputError(
			`'${label}' must hold ${what}, not ${quote(text)}`,
			text.includes('*') ? onWildcard : advice,
		);
	});
}
