/** Masking shorter values would blot out ordinary words and protect nothing. */
const SHORTEST_SECRET = 4;

/** How an API may echo a secret: unchanged, URL-encoded, form-encoded, or in JSON. */
function formsOf(secret: string): string[] {
	const form = new URLSearchParams([['', secret]]).toString().slice(1);
	return [secret, encodeURIComponent(secret), form, JSON.stringify(secret).slice(1, -1)];
}

/** Replaces every secret in `text` with ***, in whatever form an API echoes it. */
export function redact(text: string, secrets: string[]): string {
	const forms = secrets
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.flatMap(formsOf)
		.sort((a, b) => b.length - a.length);
	return forms.reduce((result, form) => result.split(form).join('***'), text);
}
