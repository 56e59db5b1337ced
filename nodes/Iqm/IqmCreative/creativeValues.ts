/** How creatives are named in what a run has already made. */
export function createdLabel(...ids: unknown[]): string {
	return `creativeId ${ids.map(String).join(', ')}`;
}
