import type {
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { parseJson } from '../ground/json';
import { textOf } from '../file/multipart';
import { isObject, toBoolean } from '../ground/values';
import { redact } from './redact';

const LABEL = 'Preview';

/** The option of every operation that creates or changes something. */
export const previewOption: INodeProperties = {
	displayName: LABEL,
	name: 'preview',
	type: 'boolean',
	default: false,
	description:
		'Whether to return the request that would be sent instead of sending it, without the login. Nothing is created or changed.',
};

/** Ends an item whose write is only shown, not sent. */
export class Previewed extends Error {
	constructor(readonly requests: IDataObject[]) {
		super('Nothing was sent: this is a preview');
	}
}

/**
 * Sends an item's writes in turn. A preview shows all of them, not just the first.
 *
 * @throws Previewed with all requests; otherwise whatever `send` throws first
 */
export async function sendInTurn<T>(
	entries: T[],
	send: (entry: T) => Promise<void>,
): Promise<void> {
	const previews: IDataObject[] = [];
	for (const entry of entries) {
		const requests = await send(entry).then(
			() => [],
			async (error: unknown) =>
				error instanceof Previewed ? error.requests : await Promise.reject(error),
		);
		previews.push(...requests);
	}
	if (previews.length > 0) throw new Previewed(previews);
}

/** The option's value; only executions have it. */
export function wantsPreview(context: IExecuteFunctions, itemIndex: number): boolean {
	return toBoolean(context.getNodeParameter('options.preview', itemIndex, false), LABEL);
}

/**
 * A text part as a preview shows it. The first values of the columns in a file of people, which IQM's
 * upload states in `metadata`, must appear in no result.
 */
function shownText(text: string): string {
	if (!text.includes('"columnValues"')) return text;
	const content = parseJson(text);
	if (!isObject(content) || content.columnValues === undefined) return text;
	return JSON.stringify({ ...content, columnValues: '(values of people, not shown)' });
}

/** A multipart body by its parts; a file by its name, type and size in bytes only. */
function formParts(form: FormData): IDataObject[] {
	return [...form.entries()].map(([name, part]) => {
		const value = textOf(part);
		const type = typeof part === 'string' ? {} : { contentType: part.type };
		if (value !== undefined) return { name, value: shownText(value), ...type };
		const { name: fileName, size } = part as File;
		return { name, fileName, ...type, size };
	});
}

function masked(value: unknown, secrets: string[]): unknown {
	if (typeof value === 'number') return secrets.includes(String(value)) ? '***' : value;
	if (typeof value === 'string') return secrets.includes(value) ? '***' : redact(value, secrets);
	if (Array.isArray(value)) return value.map((entry) => masked(entry, secrets));
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([key, part]) => [key, masked(part, secrets)]),
	);
}

/** A value that can be shown: without secrets at any depth, be they text or numbers. */
export function withoutSecrets<T>(value: T, secrets: string[]): T {
	return secrets.length === 0 ? value : (masked(value, secrets) as T);
}

/**
 * A request as the user may see it: what goes where, without headers, which hold the login, and
 * without a login in the base URL.
 *
 * @param secrets values of the request that must appear nowhere
 */
export function previewOf(
	{ method, baseURL, url, qs, body }: IHttpRequestOptions,
	secrets: string[] = [],
): IDataObject {
	const base = (baseURL ?? '').replace(/\/\/[^/]*@/, '//');
	const request: IDataObject = { preview: true, method, url: `${base}${url}` };
	if (isObject(qs)) request.query = qs;
	if (body instanceof FormData) request.parts = formParts(body);
	else if (body !== undefined) request.body = body as IDataObject;
	return withoutSecrets(request, secrets);
}
