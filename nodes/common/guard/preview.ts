import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { parseJson } from '../ground/json';
import { textOf } from '../file/multipart';
import type { StandIns } from '../ground/previewIds';
import { isObject, saidBoolean, toBoolean } from '../ground/values';
import { redact } from './redact';

const LABEL = 'Preview';

/** The option of every operation that creates or changes something. */
export const previewOption: INodeProperties = {
	displayName: LABEL,
	name: 'preview',
	type: 'boolean',
	default: false,
	description:
		'Whether to show what would be done, together with the request, instead of sending it. Nothing is created or changed. IDs of anything that would be created are placeholders, which later nodes accept if they preview too.',
};

export const EVERYTHING = 'Preview Everything';

/** The same for every node that uses a credential. */
export const previewEverythingField: INodeProperties = {
	displayName: EVERYTHING,
	name: 'previewEverything',
	type: 'boolean',
	default: false,
	description:
		'Whether all nodes using this credential only show what they would create or change, even if their own Preview option is off. They still read data.',
};

/** The switch of a decrypted credential; one saved before it existed previews nothing. */
export function readPreviewEverything(credentials: ICredentialDataDecryptedObject): boolean {
	return saidBoolean(credentials[previewEverythingField.name]) === true;
}

/** What a preview shows besides its requests. */
interface PreviewFacts {
	/** Lines that the form does not hold, such as what was and what will be, by their labels. */
	lines?: IDataObject;
	/** Values that must appear nowhere. */
	secrets?: string[];
	/** Why there is no request, or not all of them. */
	incomplete?: string;
}

/** Ends an item whose write is only shown, not sent. */
export class Previewed extends Error {
	constructor(
		readonly requests: IDataObject[],
		readonly facts: PreviewFacts = {},
	) {
		super('Nothing was sent: this is a preview');
	}

	/** One preview of several. */
	static of(previews: Previewed[]): Previewed {
		const facts = previews.map((one) => one.facts);
		return new Previewed(
			previews.flatMap(({ requests }) => requests),
			{
				lines: Object.assign({}, ...facts.map(({ lines }) => lines)) as IDataObject,
				secrets: facts.flatMap(({ secrets = [] }) => secrets),
				incomplete: facts.map(({ incomplete }) => incomplete).find((why) => why !== undefined),
			},
		);
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
	const previews: Previewed[] = [];
	for (const entry of entries) {
		await send(entry).catch(async (error: unknown) => {
			if (!(error instanceof Previewed)) return await Promise.reject(error);
			previews.push(error);
		});
	}
	if (previews.length > 0) throw Previewed.of(previews);
}

/** What is known of a run's items while they are worked on. */
interface PreviewRun {
	/** The numbers that stand for made-up IDs. */
	standIns: StandIns;
	/** Items whose credential previews everything. */
	all: Set<number>;
}

const runs = new WeakMap<object, PreviewRun>();

/** Makes a run's context known, whose items may preview. */
export function keepRun(context: IExecuteFunctions, run: PreviewRun): void {
	runs.set(context, run);
}

/** Whether the item previews, by its option or its credential; only executions have the option. */
export function wantsPreview(context: IExecuteFunctions, itemIndex: number): boolean {
	if (runs.get(context)?.all.has(itemIndex) === true) return true;
	return toBoolean(context.getNodeParameter('options.preview', itemIndex, false), LABEL);
}

/** Whether an ID stands for something that is only previewed, and so can't be looked up. */
export function isMadeUp(context: object, id: string): boolean {
	return runs.get(context)?.standIns.areIn(id) === true;
}

/**
 * Ends an item that would look up what is only previewed.
 *
 * @throws Previewed without the request
 */
export function stopAtMadeUp(
	context: object,
	{ method, url, qs, body }: Pick<IHttpRequestOptions, 'body' | 'method' | 'qs' | 'url'>,
): void {
	if (runs.get(context)?.standIns.areIn(url, qs, body) !== true) return;
	const looked = `${method ?? 'GET'} ${url.replace(/\?.*$/, '')}`;
	throw new Previewed([], {
		incomplete: `The request can't be shown in full: it depends on something that is only previewed, so ${looked} was not asked.`,
	});
}

/**
 * A text part as a preview shows it. The first values of the columns in a file of people, which IQM's
 * upload states in `metadata`, must appear in no result.
 */
export function shownText(text: string): string {
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
	const request: IDataObject = { method, url: `${base}${url}` };
	if (isObject(qs)) request.query = qs;
	if (body instanceof FormData) request.parts = formParts(body);
	else if (body !== undefined) request.body = body as IDataObject;
	return withoutSecrets(request, secrets);
}
