import { randomUUID } from 'node:crypto';
import { text, type Reply } from '../reply';
import type { RecordedRequest } from '../types';
import type { Context } from './context';
import type { IqmState, LinkedFile } from './state';

const QUARTER_HOUR = 15 * 60_000;

/**
 * Makes a link to a file. It is signed, leads past the API (as such links lead to Amazon S3), and is
 * valid for a quarter of an hour.
 */
export function linkTo(
	{ type, name, content }: Omit<LinkedFile, 'until'>,
	{ state, request, now }: Context,
): string {
	const signature = randomUUID();
	state.links.set(signature, { type, name, content, until: now + QUARTER_HOUR });
	const place = `files/${encodeURIComponent(name)}?X-Amz-Signature=${signature}`;
	return `http://${request.headers.host ?? 'localhost'}/${place}`;
}

function refuse(status: number, code: string, message: string): Reply {
	const error = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
	return text(status, 'application/xml', `<?xml version="1.0" encoding="UTF-8"?>\n${error}`);
}

/**
 * Answers a request for a file behind a link. Refuses in S3's words if the login is sent beside the
 * signature, the signature is wrong, or the link has expired. Undefined if the path is not a link's.
 */
export function linkedFile(request: RecordedRequest, state: IqmState): Reply | undefined {
	const { headers, method, path, query, at } = request;
	if (!path.startsWith('/files/')) return undefined;
	if (headers.authorization !== undefined) {
		return refuse(400, 'InvalidArgument', 'Only one auth mechanism allowed');
	}
	const found = state.links.get(query.get('X-Amz-Signature') ?? '');
	if (method !== 'GET' || !found || path !== `/files/${encodeURIComponent(found.name)}`) {
		return refuse(403, 'SignatureDoesNotMatch', 'The request signature does not match.');
	}
	if (at > found.until) return refuse(403, 'AccessDenied', 'Request has expired');
	return text(200, found.type, found.content);
}
