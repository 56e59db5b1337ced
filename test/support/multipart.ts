import FormDataEncoder from 'form-data';

import type { RecordedRequest } from '../../sandbox';

/** What separates the parts of a multipart request, as its header says. */
export const boundaryOf = ({ headers }: RecordedRequest): string =>
	/^multipart\/form-data; boundary=(.+)$/.exec(headers['content-type'] ?? '')?.[1] ?? '';

/**
 * An encoder that has nothing to do with the node's, with the boundary of this request: given the same
 * parts, it makes the body that the request must have.
 */
export function encoderFor(request: RecordedRequest): FormDataEncoder {
	const form = new FormDataEncoder();
	form.setBoundary(boundaryOf(request));
	return form;
}
