/**
 * Android's rule for application IDs: at least two parts with dots between them, each of letters,
 * digits and underscores and beginning with a letter.
 */
const PACKAGE_NAME = /^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+$/;

/** Apple counts its apps: digits alone. */
const APP_STORE_ID = /^[1-9]\d{0,18}$/;

const PLAY_STORE =
	/^(?:https?:\/\/)?play\.google\.com\/store\/apps\/details\/?\?(?:.*&)?id=([^&#]+)/i;
const PLAY_LINK = /^market:\/\/details\?(?:.*&)?id=([^&#]+)/i;
const APP_STORE = /^(?:https?:\/\/)?(?:apps|itunes)\.apple\.com\/(?:.*\/)?id(\d+)(?:[/?#].*)?$/i;

/** Whether a text is the package name of an Android app, such as `com.example.app`. */
export function isPackageName(text: string): boolean {
	return PACKAGE_NAME.test(text);
}

/**
 * The package name that a user pastes, alone or as the address of an app in the Play Store.
 *
 * @returns undefined for what is none
 */
export function packageNameIn(pasted: string): string | undefined {
	const name = (PLAY_STORE.exec(pasted) ?? PLAY_LINK.exec(pasted))?.[1] ?? pasted;
	return isPackageName(name) ? name : undefined;
}

/**
 * The number of an iOS app that a user pastes: digits, `id` and digits, or the address of an app in
 * the App Store.
 *
 * @returns undefined for what is none
 */
export function appStoreIdIn(pasted: string): string | undefined {
	const id = APP_STORE.exec(pasted)?.[1] ?? pasted.replace(/^id(?=\d)/i, '');
	return APP_STORE_ID.test(id) ? id : undefined;
}
