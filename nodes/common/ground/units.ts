/**
 * A label with its unit, as forms show it: "Daily Budget (USD)". Messages keep the short label.
 *
 * @param unit in title case: "Account Currency"; without one the label stays as it is
 */
export function withUnit(label: string, unit: string | undefined): string {
	if (unit === undefined || label.endsWith(`(${unit})`)) return label;
	return `${label} (${unit})`;
}

/** Units in words as a label says them: "Account Currency or Impressions". Each is named once. */
export function inLabel(units: string[]): string {
	const titled = units.map((unit) =>
		unit.replace(/'s\b/, '').replace(/\b(?!or\b)[a-z]/g, (letter) => letter.toUpperCase()),
	);
	return [...new Set(titled)].join(' or ');
}

const UNIT =
	'(?:Account Currency|Days|Impressions|Milliseconds|Minutes|Multiplier|Percent|Pixels|Seconds|USD)';

const AT_END = new RegExp(` \\(${UNIT}(?: or ${UNIT})*\\)$`);

/** The short label again, under which messages know a field: what {@link withUnit} was given. */
export const withoutUnit = (label: string): string => label.replace(AT_END, '');
