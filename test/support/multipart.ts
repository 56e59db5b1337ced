import FormDataEncoder from 'form-data';

import type { RecordedRequest } from '../../sandbox';

/** The separator between the parts of a multipart request, according to its header. */
export const boundaryOf = ({ headers }: RecordedRequest): string =>
	/^multipart\/form-data; boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';

/**
 * An encoder independent of the node's, with this request's boundary: given the same parts, it makes
 * the body that the request must have.
 */
export function encoderFor(request: RecordedRequest): FormDataEncoder {
	const form = new FormDataEncoder();
	form.setBoundary(boundaryOf(request));
	return form;
}
