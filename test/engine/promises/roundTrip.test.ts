import type { IDataObject } from 'n8n-workflow';

import { clock } from '../../../nodes/common/ground/clock';
import { CONTRACTS } from '../../../sandbox/iqm/contracts';
import { requestOf } from '../../../sandbox/iqm/contracts/contract';
import { putPresent } from '../../../sandbox/iqm/contracts/present';
import { formOf, OTHERWISE } from '../../support/contractForms';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, runNode, sandboxCredential } from '../../support/harness';
import { isOffered, nodeOf } from '../../support/operations';
import { isReadOf } from '../../support/scenarios';

/**
 * Each document's sample is filled into the form of its operation, the node runs on the engine, and
 * what it sends must be the sample. The contracts were copied from the documents by others than those
 * who wrote the nodes: a field that was misread differs here.
 */

/** Before the times of all samples, some of which are ends that must be still to come. */
const BEFORE = Date.parse('2023-07-01T00:00:00Z');

const sandbox = freshSandbox({ iqm: { approvalAccess: false } });

const real = { ...clock };
beforeEach(() => {
	putPresent(sandbox.iqm);
	clock.now = () => BEFORE;
});
afterEach(() => void Object.assign(clock, real));

it('knows an operation for every contract', () => {
	expect(CONTRACTS.map(({ of }) => of).filter((title) => !isOffered(title))).toEqual([]);
});

const offered = CONTRACTS.filter(({ of }) => isOffered(of));

describe.each(offered.map((contract) => [contract.of, contract] as const))('%s', (of, contract) => {
	const { parameters, unasked, wanted } = formOf(contract);
	const { reads, credential } = OTHERWISE[of] ?? {};
	const run = async (changes: IDataObject = {}) =>
		await runNode(
			sandbox,
			nodeOf(of),
			{ ...parameters, ...changes },
			{ credential: sandboxCredential(sandbox, credential) },
		);

	it('asks for every key of the sample but those that are listed', () => {
		expect(unasked).toEqual(OTHERWISE[of]?.unasked ?? []);
	});

	it('sends the sample', async () => {
		await run();

		const { method, path, body } = requestOf(contract, wanted);
		// A file that an answer links to is fetched at once.
		const [request, ...others] = apiRequests(sandbox)
			.filter((one) => !isReadOf({ reads }, one.method, one.path))
			.filter((one) => !one.path.startsWith('/files/'));
		const [address, query = ''] = path.split('?');
		expect([request.method, request.path]).toEqual([method, address]);
		expect(Object.fromEntries(request.query)).toEqual(
			Object.fromEntries(new URLSearchParams(query)),
		);
		expect(request.json).toEqual(body);
		// A list goes on where more may follow.
		const isList = contract.rows !== undefined || 'pagination' in contract.sample;
		if (!isList) expect(others).toEqual([]);
	});

	it('reads the sample answer, and returns something', async () => {
		// What a filter of the sample would leave out may be all there is.
		const { items, error } = await run(contract.rows === undefined ? {} : { filters: {} });

		expect(error).toBeUndefined();
		expect(items.length).toBeGreaterThan(0);
	});
});
