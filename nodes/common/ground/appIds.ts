import { InputError } from './errors';
import { withoutUnseen } from './names';
import { quote, toText } from './values';

/**
 * Android's rule for an application ID (developer.android.com, "Set the application ID"): at least two
 * parts, each of which starts with a letter and holds only letters, digits and underscores.
 */
const PACKAGE_NAME = /^[a-z]\w*(\.[a-z]\w*)+$/i;

/**
 * Apple's rule for CFBundleIdentifier, with the two parts or more that all real ones have; underscores
 * do occur.
 */
const BUNDLE_ID = /^[\w-]+(\.[\w-]+)+$/;

/** The numeric part of an app's address in Apple's store, which never begins with a zero. */
const ITUNES_ID = /^[1-9]\d{0,14}$/;

const PLAY_STORE =
	/^(?:https?:\/\/)?play\.google\.com\/store\/apps\/details\/?\?(?:.*&)?id=([^&#]+)/i;
const PLAY_LINK = /^market:\/\/details\?(?:.*&)?id=([^&#]+)/i;
const APP_STORE = /^(?:https?:\/\/)?(?:apps|itunes)\.apple\.com\/(?:.*\/)?id(\d+)(?:[/?#].*)?$/i;

/** The package name in an address, or in a text with more after it. */
function packageIn(text: string): string | undefined {
	const plain = withoutUnseen(text).trim();
	const [, id] = /(?:^|[?&])id=([^&#\s]+)/.exec(plain) ?? [];
	const [first, ...others] = plain
		.replace(/^[a-z][a-z\d+.-]*:\/\//i, '')
		.split(/[\s:;,/?&#=]+/)
		.filter((part) => part !== '');
	// The host of an address looks like a package name.
	const isAddress = plain.includes('/') && others.length > 0;
	const candidates = id !== undefined ? [id] : isAddress ? others : [first ?? ''];
	return candidates
		.map((part) => part.replace(/^[."'<(]+|[."'>)]+$/g, ''))
		.find((part) => PACKAGE_NAME.test(part));
}

/** The number in an address of Apple's store, or in a text like the last part of one. */
function itunesIdIn(text: string): string | undefined {
	const plain = withoutUnseen(text).trim();
	return (/(?:^|[/?&=])id=?([1-9]\d*)/i.exec(plain) ?? /^([1-9]\d*)\D*$/.exec(plain))?.[1];
}

/**
 * The package name of an Android app, such as com.example.app.
 *
 * @param iosChoice what to choose for an app from Apple's store, in the form's words
 * @throws InputError whose advice names the package if an address was given
 */
export function toPackageName(value: unknown, label: string, iosChoice?: string): string {
	const text = toText(value, label);
	if (PACKAGE_NAME.test(text)) return text;
	const found = packageIn(text);
	const isItunesId = found === undefined && itunesIdIn(text) !== undefined;
	throw new InputError(
		`'${label}' must be the package name of an Android app, not ${quote(text)}: at least two parts separated by a dot, each starting with a letter and containing only letters, digits or underscores`,
		found !== undefined
			? `Enter ${found}.`
			: isItunesId && iosChoice !== undefined
				? `This looks like an iTunes ID: ${iosChoice}, or enter a package name such as com.example.app.`
				: "For example com.example.app: the part after id= in the app's store URL.",
	);
}

/**
 * The iTunes ID of an iOS app: a number such as 1234567890, as text.
 *
 * @throws InputError whose advice names the number if an address was given
 */
export function toItunesId(value: unknown, label: string): string {
	const text = toText(value, label);
	if (ITUNES_ID.test(text)) return text;
	const found = itunesIdIn(text);
	throw new InputError(
		`'${label}' must be the numeric iTunes ID on iOS, not ${quote(text)}`,
		found !== undefined && ITUNES_ID.test(found)
			? `Enter ${found}.`
			: "For example 1234567890: the number after id in the app's store URL.",
	);
}

/**
 * The bundle ID of an iOS app, such as com.example.app.
 *
 * @throws InputError for anything else, such as the address or the number of the app
 */
export function toBundleId(value: unknown, label: string): string {
	const text = toText(value, label);
	if (BUNDLE_ID.test(text) && /[a-z]/i.test(text)) return text;
	throw new InputError(
		`'${label}' must be the bundle ID of an iOS app, not ${quote(text)}: at least two parts separated by a dot, containing only letters, digits and hyphens`,
		"For example com.example.app. The app's store URL does not contain it: ask the app's developer.",
	);
}

/** Whether a text is the package name of an Android app, such as `com.example.app`. */
export function isPackageName(text: string): boolean {
	return PACKAGE_NAME.test(text);
}

/**
 * The package name that a user pastes, alone or as the app's address in the Play Store.
 *
 * @returns undefined if there is none
 */
export function packageNameIn(pasted: string): string | undefined {
	const name = (PLAY_STORE.exec(pasted) ?? PLAY_LINK.exec(pasted))?.[1] ?? pasted;
	return isPackageName(name) ? name : undefined;
}

/**
 * The number of an iOS app that a user pastes: digits, `id` and digits, or the app's address in the
 * App Store.
 *
 * @returns undefined if there is none
 */
export function appStoreIdIn(pasted: string): string | undefined {
	const id = APP_STORE.exec(pasted)?.[1] ?? pasted.replace(/^id(?=\d)/i, '');
	return ITUNES_ID.test(id) ? id : undefined;
}
