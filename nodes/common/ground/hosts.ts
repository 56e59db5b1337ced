/** One part of a host name (RFC 1123): up to 63 letters, digits and hyphens. */
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/**
 * Parts before the last two may contain underscores, as hosts of old blogs do; no such domain is sold.
 */
const SUBDOMAIN = '[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?';

/** A name with at least one dot whose last part is not a number: 1.2.3.4 is an address. */
const HOST = new RegExp(
	`^(?=.{1,253}$)(?:${SUBDOMAIN}\\.)*${LABEL}\\.(?=[a-z])${LABEL}$`,
);

/** The name as it travels over the network: letters beyond ASCII in Punycode. */
function asciiOf(host: string): string {
	if (/^[\x20-\x7e]*$/.test(host)) return host;
	try {
		return new URL(`http://${host}`).hostname;
	} catch {
		return host;
	}
}

/**
 * The host in what a user pastes, in lower case: an address loses its protocol, login, port, path and
 * trailing dot.
 *
 * @returns undefined for anything else: a word without a dot, an e-mail address, an IP address
 */
export function hostIn(pasted: string): string | undefined {
	const [, protocol, address] = /^(https?:\/\/|\/\/)?(.*)$/i.exec(pasted) ?? [];
	if (address === undefined) return undefined;
	const authority = address.replace(/[/?#\\].*$/, '');
	const login = authority.lastIndexOf('@');
	if (login >= 0 && protocol === undefined) return undefined;
	const name = authority
		.slice(login + 1)
		.replace(/:\d{1,5}$/, '')
		.replace(/\.$/, '');
	const host = asciiOf(name).toLowerCase();
	return HOST.test(host) ? host : undefined;
}
