import { isObject, type JsonValue } from '../json';
import { extensionOf } from '../media';
import type { Creative } from './state';

const ENTITIES: Record<string, string> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
};

/** The quickstart's sample shows the markup of a VAST creative escaped like this. */
function escapeHtml(source: string): string {
	return source.replace(/[&<>"]/g, (char) => ENTITIES[char]);
}

export function sourceOf(creative: Creative): string {
	if (creative.sourceType !== 'FILE') return escapeHtml(creative.source);
	const extension = extensionOf(creative.file?.filename ?? '');
	return `https://cdn.sandbox.example/creative/${creative.creativeId}.${extension}`;
}

/** The pixels of a creative: its newest one, or those it was made with in either upload's form. */
export function pixelsOf({ edits, metadata }: Creative): JsonValue[] {
	if (edits?.pixelUrl !== undefined) return edits.pixelUrl === '' ? [] : [edits.pixelUrl];
	const image = isObject(metadata.imageDetails) ? metadata.imageDetails : {};
	const sent = metadata.pixelUrl ?? image.pixelUrls ?? image.pixelUrl ?? [];
	return Array.isArray(sent) ? sent : [sent];
}
