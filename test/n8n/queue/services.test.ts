import { findProgram } from '../support/services';

describe('the services of the queue mode tests', () => {
	it('say what to install when a program is missing', () => {
		expect(() => findProgram('no-such-server', 'redis-server')).toThrow(
			/'no-such-server'.*apt-get install redis-server/,
		);
	});
});
