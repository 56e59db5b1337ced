import type { IDataObject } from 'n8n-workflow';

import { APPLOVIN_SCENARIOS } from '../../support/appLovinScenarios';
import { forRetry } from '../../support/forRetry';
import { freshSandbox } from '../../support/freshSandbox';
import { apiRequests, forgetProcessState } from '../../support/harness';
import type { Scenario } from '../../support/scenarios';
import { runScenario, SCENARIOS, setStage } from '../../support/scenarios';

/** The option "If It Exists Already" on names that look the same. */
const sandbox = freshSandbox();

const NAME_KEYS: Record<string, string> = {
	'Insertion Order: Create': 'ioName',
	'Campaign: Create': 'campaignName',
	'Creative: Upload (image)': 'creativeName',
	'Creative: Upload (VAST)': 'creativeName',
	'Matched Audience: Upload': 'audienceName',
	'AppLovin Campaign: Create': 'name',
	'AppLovin Creative Set: Create': 'name',
};
const CREATES = [...SCENARIOS, ...APPLOVIN_SCENARIOS].filter(({ name }) => name in NAME_KEYS);

const NFC = 'Fr\u00fchling';
const NFD = 'Fru\u0308hling';
const PAIRS: Array<[string, string, string]> = [
	['an accent of its own', NFC, NFD],
	['a no-break blank', 'Spring offer', 'Spring\u00a0offer'],
	['two blanks', 'Spring offer', 'Spring  offer'],
	['an ideographic blank', 'Spring offer', 'Spring\u3000offer'],
	['a tab', 'Spring offer', 'Spring\toffer'],
	['a zero width blank in a word', 'Spring offer', 'Spr\u200bing offer'],
	['a soft hyphen', 'Spring offer', 'Spring of\u00adfer'],
	['a byte order mark', 'Spring offer', 'Spring offer\ufeff'],
	['a direction mark', 'Spring offer', '\u200eSpring offer'],
	['a blank, with nothing to search by', '\u6625 \u590f', '\u6625\u3000\u590f'],
];

/** One run in which every item has one of these names. */
async function run(scenario: Scenario, names: string[], form: IDataObject = {}) {
	const stage = await (scenario.stage ?? setStage)(sandbox);
	const again = async (others: string[]) =>
		await runScenario(sandbox, scenario, stage, {
			parameters: {
				[NAME_KEYS[scenario.name]]: '={{ $json.name }}',
				ifItExists: 'return',
				...form,
			},
			items: others.map((name) => ({ ...scenario.item(), json: { name } })),
		});
	const before = scenario.count(sandbox);
	return { ...(await again(names)), before, again };
}

const existed = ({ items }: { items: Array<{ json: IDataObject }> }) =>
	items.map(({ json }) => json.alreadyExisted === true);

describe.each(CREATES)('$name', (scenario) => {
	it('makes two for four items whose names look the same in pairs', async () => {
		const names = [NFC, NFD, 'Spring offer', 'Spring\u00a0offer'];
		const { error, before, ...result } = await run(scenario, names);
		expect(error).toBeUndefined();
		expect(existed(result)).toEqual([false, true, false, true]);
		expect(scenario.count(sandbox)).toBe(before + 2);
	});

	it.each(PAIRS)('finds in a later run what differs only in %s', async (_, one, other) => {
		for (const [there, wanted] of [
			[one, other],
			[other, one],
		]) {
			sandbox.reset();
			// Or the process would remember what it made before the reset.
			forgetProcessState();
			const { before, again, ...first } = await run(scenario, [there]);
			const second = await again([wanted]);
			expect([first.error, second.error]).toEqual([undefined, undefined]);
			expect([existed(first), existed(second)]).toEqual([[false], [true]]);
			expect(scenario.count(sandbox)).toBe(before + 1);
		}
	});

	it('makes another one where capital letters differ', async () => {
		const { before, ...result } = await run(scenario, ['Spring offer', 'spring offer']);
		expect(existed(result)).toEqual([false, false]);
		expect(scenario.count(sandbox)).toBe(before + 2);
	});

	// An image without a name is named after its file.
	if (scenario.name === 'Creative: Upload (image)') return;

	it('refuses a name of which nothing can be seen before anything is sent', async () => {
		const { error } = await run(scenario, ['\u200b\u00ad']);
		expect(error?.message).toContain("Name' is empty");
		expect(apiRequests(sandbox)).toEqual([]);
	});
});

const [ORDER] = CREATES.filter(({ name }) => name === 'Insertion Order: Create');
const ADD = '/api/v3/cmp/io/add';
const sent = (path: string) =>
	apiRequests(sandbox)
		.filter((request) => request.path === path)
		.map(({ json }) => json as IDataObject);

describe('requests', () => {
	it('sends a name as it was typed, without the blanks around it', async () => {
		await run(ORDER, [` ${NFD}  offer\u00a0`]);
		expect(sent(ADD).map(({ ioName }) => ioName)).toEqual([`${NFD}  offer`]);
	});

	it('asks once for a list that fits into one answer', async () => {
		await run(ORDER, [NFC, NFD, 'Spring offer']);
		expect(sent('/api/v3/cmp/io/basic/list')).toEqual(
			[{ sortBy: '-ioId', ioStatusIdsList: [1, 2], pageNo: 1, noOfEntries: 500 }],
		);
	});

	/** Puts so many orders of other names into the sandbox, and one of this name below them. */
	function fill(count: number, ioName: string): void {
		const [staged] = sandbox.iqm.insertionOrders.values();
		for (let at = 0; at <= count; at++) {
			const ioId = 900_000 + at;
			const details = {
				...staged.details,
				...{ ioStartTime: Date.UTC(2030, 0, 1), ioEndTime: Date.UTC(2032, 0, 1) },
				...{ ioId, ioName: at === 0 ? ioName : `Other ${at}`, ioTotalBudget: 5_000 },
			};
			sandbox.iqm.insertionOrders.set(ioId, { ...staged, ioId, details });
		}
	}

	it.each([
		['the other form of an accent', NFD, NFC, 2],
		['another kind of blank', 'Spring\u00a0offer', 'Spring offer', 2],
		['nothing to search by', '\u6625\u3000\u30bb\u30fc\u30eb', '\u6625 \u30bb\u30fc\u30eb', 3],
	])('finds among 1,100 one that is stored with %s', async (_, there, wanted, lists) => {
		const stage = await setStage(sandbox);
		fill(1_100, there);
		const before = sandbox.iqm.insertionOrders.size;
		const parameters = { ioName: wanted, ifItExists: 'return' };
		const { items, error } = await runScenario(sandbox, ORDER, stage, { parameters });
		expect(error).toBeUndefined();
		expect(items[0].json).toMatchObject({ ioId: 900_000, alreadyExisted: true });
		expect(sandbox.iqm.insertionOrders.size).toBe(before);
		expect(sent('/api/v3/cmp/io/basic/list')).toHaveLength(lists);
	});

	it('says that there are two where one is on the first page and one further down', async () => {
		const stage = await setStage(sandbox);
		fill(1_100, 'Spring\u00a0offer');
		const [newest] = [...sandbox.iqm.insertionOrders.values()].slice(-1);
		newest.details.ioName = 'Spring offer';
		const parameters = { ioName: 'Spring  offer', ifItExists: 'return' };
		const { error } = await runScenario(sandbox, ORDER, stage, { parameters });
		expect(error?.message).toContain("The insertion order 'Spring  offer' already exists 2 times");
	});
});

describe('what an execution stores', () => {
	const NODE = 'node:Node under test';
	const keyOf = (name: string) => `["insertion order",null,"${name}"]`;

	it('holds each write under its run and item, as executions that wait or are retried expect it', async () => {
		const { run: done } = await run(ORDER, ['Spring offer', 'Autumn offer']);
		const context = done.data.executionData?.contextData[NODE] as IDataObject;
		expect(Object.keys(context).sort()).toEqual(['names', 'parts', 'writes']);
		expect(context.parts).toEqual({});
		expect(context.writes).toEqual({
			'0:0': { results: [expect.objectContaining({ ioName: 'Spring offer' })], label: expect.any(String) as string },
			'0:1': { results: [expect.objectContaining({ ioName: 'Autumn offer' })], label: expect.any(String) as string },
		});
	});

	it('holds a plain name under the key that it always had', async () => {
		const { run: done } = await run(ORDER, ['Spring offer']);
		const { names } = done.data.executionData?.contextData[NODE] as { names: IDataObject };
		expect(Object.keys(names)).toEqual([keyOf('Spring offer')]);
	});

	it.each(['Spring offer', 'Spring  offer', NFD])(
		'is known where an earlier version stored %j',
		async (name) => {
			sandbox.addFault({ path: /basic\/list$/, kind: 'successFalse' });
			const stage = await setStage(sandbox);
			const parameters = { ioName: name, ifItExists: 'return' };
			const first = await runScenario(sandbox, ORDER, stage, { parameters });
			expect(first.error).toBeDefined();
			const previous = forRetry(first.run);
			const context = previous.executionData?.contextData[NODE] as { names: IDataObject };
			context.names = { [keyOf(name)]: { unsure: true } };
			const { error } = await runScenario(sandbox, ORDER, stage, { parameters, previous });
			expect(error?.message).toContain('An earlier item may or may not have created');
			expect(sent(ADD)).toEqual([]);
		},
	);
});
