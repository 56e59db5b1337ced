const BYTE = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);

const IPV4_BITS = 32;
const IPV6_BITS = 128;
const IPV6_GROUPS = 8;

/** Four numbers up to 255, without leading zeros, which some programs read as octal. */
export function isIpv4(text: string): boolean {
	return IPV4.test(text);
}

/**
 * The number of groups on one side of "::", counting an IPv4 address at the end as two; NaN if any of
 * them is invalid.
 */
function groupsIn(side: string, mayEndInIpv4: boolean): number {
	if (side === '') return 0;
	const groups = side.split(':');
	const last = groups.length - 1;
	return groups.reduce((count, group, index) => {
		if (/^[0-9a-f]{1,4}$/i.test(group)) return count + 1;
		return mayEndInIpv4 && index === last && isIpv4(group) ? count + 2 : NaN;
	}, 0);
}

/** RFC 4291, section 2.2, without a zone such as %eth0. */
export function isIpv6(text: string): boolean {
	const sides = text.split('::');
	if (sides.length > 2) return false;
	if (sides.length === 1) return groupsIn(text, true) === IPV6_GROUPS;
	const [before, after] = sides;
	return groupsIn(before, false) + groupsIn(after, true) < IPV6_GROUPS;
}

/** An IPv4 or IPv6 address, or a range of them in CIDR notation (RFC 4632): `10.0.0.0/8`. */
export function isIpAddress(text: string): boolean {
	const [, address, bits] = /^([^/]*)(?:\/(0|[1-9]\d{0,2}))?$/.exec(text) ?? [];
	if (address === undefined) return false;
	const most = isIpv4(address) ? IPV4_BITS : isIpv6(address) ? IPV6_BITS : -1;
	return most >= 0 && Number(bits ?? 0) <= most;
}

/** Protocol, login, the address (IPv6 in brackets), port, and what follows. */
const PASTED =
	/^(https?:\/\/(?:[^/?#@]*@)?)?(?:\[([^\]]*)\]|([\d.]+))(:\d{1,5})?([/?#].*)?$/i;

/**
 * The IP address or range in what a user pastes; in a web address, its host.
 *
 * @returns undefined if there is none, and for a range with a protocol or port, where it may be a path
 */
export function ipIn(pasted: string): string | undefined {
	if (isIpAddress(pasted)) return pasted;
	const [, protocol, inBrackets, plain, port, rest = ''] = PASTED.exec(pasted) ?? [];
	const address = inBrackets ?? plain;
	if (address === undefined || /^\/\d+$/.test(rest)) return undefined;
	const isAddress = inBrackets === undefined ? isIpv4(address) : isIpv6(address);
	const isWhole = rest === '' || protocol !== undefined || port !== undefined;
	return isAddress && isWhole ? address : undefined;
}
