import type { Sandbox } from '../../sandbox';
import type { RecordedRequest } from '../../sandbox/types';

/**
 * Does something when a request arrives at the stand-ins, before it is answered.
 *
 * @returns ends that
 */
export function onRequest(
	{ requests }: Pick<Sandbox, 'requests'>,
	meet: (request: RecordedRequest) => void,
): () => void {
	const push = requests.push.bind(requests);
	requests.push = (...entries) => {
		entries.forEach((request) => meet(request));
		return push(...entries);
	};
	return () => void Reflect.deleteProperty(requests, 'push');
}
