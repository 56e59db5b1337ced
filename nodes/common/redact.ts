/** Shorter values would blot out ordinary words, and protect nothing. */
const SHORTEST_SECRET = 4;

/** Replaces every secret in `text` by ***, also where an API echoes it URL-encoded or in JSON. */
export function redact(text: string, secrets: string[]): string {
	const forms = secrets
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
		.sort((a, b) => b.length - a.length);
	return forms.reduce((result, form) => result.split(form).join('***'), text);
}
