/** How creatives appear in the list of what a run has made. */
export function createdLabel(...ids: unknown[]): string {
	return `creativeId ${ids.map(String).join(', ')}`;
}
