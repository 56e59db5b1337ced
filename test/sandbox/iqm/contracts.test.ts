import { CONTRACTS } from '../../../sandbox/iqm/contracts';
import { fits } from '../../../sandbox/iqm/contracts/check';
import {
	meantBy,
	requestOf,
	type Contract,
	type Path,
	type Role,
	type Shape,
} from '../../../sandbox/iqm/contracts/contract';
import {
	PERFORMANCE_BY,
	PERFORMANCE_FILE_BY,
} from '../../../sandbox/iqm/contracts/performanceTwins';
import { PRESENT, putPresent } from '../../../sandbox/iqm/contracts/present';
import { MASTER_LISTS } from '../../../sandbox/iqm/contracts/masterData';
import { TARGET_LISTS } from '../../../sandbox/iqm/contracts/targetLists';
import { MORE_VALUE_LISTS } from '../../../sandbox/iqm/insight-values';
import { PULSE_DIAGNOSIS } from '../../../sandbox/iqm/pulse-diagnosis';
import { dig, type Answer } from '../../../sandbox/client';
import {
	isObject,
	parseJson,
	valueAt,
	type JsonObject,
	type JsonValue,
} from '../../../sandbox/json';
import { sandboxStage } from './sandboxStage';

const stage = sandboxStage(PRESENT);
beforeEach(() => putPresent(stage.sandbox.iqm));

/** Other requests of operations that have a contract already. */
const TWINS = [PERFORMANCE_BY, PERFORMANCE_FILE_BY].flatMap((twins) => Object.values(twins));
const LISTS = [...MASTER_LISTS, ...Object.values(TARGET_LISTS)];
const OTHERS = [...MORE_VALUE_LISTS, PULSE_DIAGNOSIS, ...TWINS, ...LISTS];

const named = [...CONTRACTS, ...OTHERS].map((contract): [string, Contract] => [
	CONTRACTS.includes(contract) ? contract.of : `${contract.of} (${contract.endpoint})`,
	contract,
]);

interface Ask {
	asked?: JsonObject;
	path?: Path;
	as?: Role;
	stray?: 'query' | 'body';
}

async function send(contract: Contract, how: Ask = {}): Promise<Answer> {
	const role = how.as ?? contract.as;
	stage.sandbox.options.iqm.approvalAccess = role === 'approver';
	const { method, path, body } = requestOf(contract, how.asked, how.path, how.stray);
	if (body !== undefined) return await stage.client.ask(method, path, body);
	return await stage.client.send(method, path, undefined, stage.client.headers);
}

/** The whole answer, which may be an array; null without content. */
const jsonOf = ({ text }: Answer): JsonValue => parseJson(text) ?? null;

/** An HTTP status that refuses, or a success that says inside that it is none. */
const isRefused = ({ status, body }: Answer) => status >= 400 || body.success === false;

function wordsOf({ body }: Answer): JsonValue {
	const places = [
		['errorObjects', 0, 'error'],
		['errorObjects', 'error'],
		['error', 'message'],
		['responseObject', 'errorMsg'],
		['error'],
	];
	return places.map((place) => dig(body, ...place)).find((words) => words !== null) ?? null;
}

/** Where an answer is of another shape than the document's; null may stand for anything. */
function differences(
	answer: JsonValue,
	documented: JsonValue,
	varies: Record<string, string> = {},
	at = '$',
): string[] {
	if (answer === null || documented === null) return [];
	if (Array.isArray(answer) && Array.isArray(documented)) {
		// The rows of one sample need not all have the same keys: what one of them has is documented.
		const rows = documented.every(isObject) ? [Object.assign({}, ...documented)] : documented;
		if (rows.length === 0) return [];
		return answer.flatMap((row, index) => differences(row, rows[0], varies, `${at}[${index}]`));
	}
	if (isObject(answer) && isObject(documented)) {
		const stray = Object.keys(answer).filter((key) => !(key in documented) && !(key in varies));
		const missing = Object.keys(documented).filter((key) => !(key in answer) && !(key in varies));
		const inner = Object.keys(answer)
			.filter((key) => key in documented)
			.flatMap((key) => differences(answer[key], documented[key], varies, `${at}.${key}`));
		return [
			...stray.map((key) => `${at}.${key} is not in the document`),
			...missing.map((key) => `${at}.${key} is missing`),
			...inner,
		];
	}
	const kind = (value: JsonValue) => (Array.isArray(value) ? 'array' : typeof value);
	if (kind(answer) === kind(documented)) return [];
	return [`${at} is ${kind(answer)} instead of ${kind(documented)}`];
}

const keysOf = ({ takes }: Contract) => ({ ...takes.query, ...takes.body });

function rowsOf({ rows }: Contract, answer: Answer): JsonObject[] {
	const found = valueAt(jsonOf(answer), rows?.at ?? '');
	return Array.isArray(found) ? found.filter(isObject) : [];
}

describe('contracts', () => {
	test('are of operations that no other contract has', () => {
		const names = CONTRACTS.map(({ of }) => of);
		expect(new Set(names).size).toBe(names.length);
		expect(names.filter((name) => !/^iqm\w+ \w+: \w+$/.test(name))).toEqual([]);
	});

	test('tell how many samples are wrong in their documents', () => {
		const wrong = CONTRACTS.flatMap(({ of, instead = [] }) =>
			instead.map(({ key, why }) => `  ${of}: ${key}, because of ${why}\n`),
		);
		const total = `${wrong.length} keys in the samples of ${CONTRACTS.length} contracts are wrong:\n`;
		process.stdout.write(total + wrong.join(''));
		// Each is a place where the document contradicts itself; a new one is to be looked at.
		expect(wrong).toHaveLength(13);
	});

	test.each(named)('%s: the sample is what the contract takes', (_, contract) => {
		const keys = keysOf(contract);
		const unfit = (request: JsonObject) =>
			Object.keys(request).filter((key) => !(key in keys) || !fits(request[key], keys[key]));
		for (const request of [meantBy(contract), ...(contract.more ?? [])]) {
			expect(unfit(request)).toEqual([]);
		}
		expect((contract.needs ?? []).filter((key) => !(key in contract.sample))).toEqual([]);
		const slots = [...contract.endpoint.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot);
		expect(Object.keys(contract.path ?? {})).toEqual(slots);
	});
});

describe('sandbox: contracts', () => {
	test.each(named)('%s: takes the sample and answers as the document does', async (_, contract) => {
		const answer = await send(contract);
		expect([answer.status, isRefused(answer)]).toEqual([contract.status ?? 200, false]);
		expect(differences(jsonOf(answer), contract.answer, contract.varies)).toEqual([]);
	});

	const more = named.flatMap(([of, contract]) =>
		(contract.more ?? []).map((asked): [string, JsonObject, Contract] => [of, asked, contract]),
	);
	test.each(more)('%s: takes %j', async (_, asked, contract) => {
		const answer = await send(contract, { asked });
		expect([answer.status, isRefused(answer)]).toEqual([contract.status ?? 200, false]);
		expect(differences(jsonOf(answer), contract.answer, contract.varies)).toEqual([]);
	});

	const wrongSamples = named.filter(([, { instead = [] }]) => instead.length > 0);
	test.each(wrongSamples)('%s: refuses the sample as it is printed', async (_, contract) => {
		expect(isRefused(await send(contract, { asked: contract.sample }))).toBe(true);
	});

	const refusals = named.flatMap(([of, contract]) =>
		(contract.refuses ?? []).map((refused) => [of, refused, contract] as const),
	);
	test.each(refusals)('%s: refuses %j', async (_, refused, contract) => {
		const { asked = {}, without = [], path, as, status, words, field, form } = refused;
		const request: JsonObject = { ...meantBy(contract), ...asked };
		without.forEach((key) => delete request[key]);
		const answer = await send(contract, { asked: request, path, as });
		expect([answer.status, wordsOf(answer)]).toEqual([status, words]);
		expect(isRefused(answer)).toBe(true);
		const error = dig(answer.body, ...(form === 'error' ? ['error'] : ['errorObjects', 0]));
		if (field !== undefined) expect(dig(error, 'field')).toBe(field);
		if (form === 'error') expect(dig(error, 'message')).toBe(words);
	});

	const places = named.flatMap(([of, contract]) =>
		(['query', 'body'] as const)
			// A GET with a body is none that a client could send.
			.filter((place) => place === 'query' || !contract.endpoint.startsWith('GET '))
			.map((place) => [of, place, contract] as const),
	);
	test.each(places)('%s: refuses an unknown key in the %s', async (_, stray, contract) => {
		const asked = { ...meantBy(contract), unheardOf: 1 };
		expect(isRefused(await send(contract, { asked, stray }))).toBe(true);
	});

	/** Values that are not of a shape. */
	function misfits(shape: Shape): JsonValue[] {
		if (Array.isArray(shape)) return ['unheardOf', 77];
		if (shape === 'text') return [5, ['a']];
		if (shape === 'integer') return ['x', 1.5];
		if (shape === 'number') return ['x'];
		if (shape === 'boolean') return ['yes', 1];
		if ('text' in shape) return [5, 'x'.repeat((shape.text.most ?? 0) + 1)];
		if ('integer' in shape || 'number' in shape) return ['x', -1];
		if ('each' in shape) return ['x', ...misfits(shape.each).map((one) => [one])];
		if ('csv' in shape) return shape.csv === 'integer' ? ['x', '1;2', 5, [1]] : [5];
		if ('map' in shape) return ['x', ...misfits(shape.map).map((one) => ({ 1: one }))];
		if ('keys' in shape) return ['x', { unheardOf: 1 }];
		if ('orNull' in shape) return misfits(shape.orNull);
		return ['unheardOf'];
	}

	const wrongTypes = named.flatMap(([of, contract]) =>
		Object.entries(keysOf(contract))
			.filter(([key, shape]) => shape !== 'text' || !(key in (contract.takes.query ?? {})))
			.map(([key, shape]) => [of, key, shape, contract] as const),
	);
	test.each(wrongTypes)('%s: refuses %s when it is not %j', async (_, key, shape, contract) => {
		const isQuery = key in (contract.takes.query ?? {});
		// In a query numbers and lists are texts too, so that there only their spelling is wrong.
		const wrong = isQuery ? ['x', '1;2'] : misfits(shape);
		const taken: JsonValue[] = [];
		for (const value of wrong) {
			const answer = await send(contract, { asked: { ...meantBy(contract), [key]: value } });
			if (!isRefused(answer)) taken.push(value);
		}
		expect(taken).toEqual([]);
	});

	const needed = named.flatMap(([of, contract]) =>
		(contract.needs ?? []).map((key) => [of, key, contract] as const),
	);
	test.each(needed)('%s: refuses to go without %s', async (_, key, contract) => {
		const asked = meantBy(contract);
		delete asked[key];
		expect(isRefused(await send(contract, { asked }))).toBe(true);
	});

	const lists = named.filter(([, { rows }]) => rows?.size !== undefined);
	test.each(lists)('%s: pages through', async (_, contract) => {
		const { id, size = '' } = contract.rows ?? { id: '' };
		const page = async (pageNo: number, length: number) => {
			const answer = await send(contract, { asked: { pageNo, [size]: length } });
			expect(differences(jsonOf(answer), contract.answer, contract.varies)).toEqual([]);
			return rowsOf(contract, answer).map((row) => row[id]);
		};
		const all = await page(1, 500);
		// Enough for two pages; no list of genders is longer.
		expect(all.length).toBeGreaterThan(2);
		const length = all.length > 50 ? 60 : 2;
		const seen: JsonValue[] = [];
		for (let pageNo = 1; seen.length <= all.length; pageNo++) {
			const ids = await page(pageNo, length);
			if (ids.length === 0) break;
			seen.push(...ids);
		}
		// A page holds 500 at most, so more may follow.
		expect(all.length < 500 ? seen : seen.slice(0, 500)).toEqual(all);
		expect(new Set(seen).size).toBe(seen.length);
	});

	test('campaigns are counted by status, those without one left out', async () => {
		const [, contract] = named.filter(([of]) => of === 'iqmCampaign campaign: getCounts')[0];
		const [expired] = [...stage.sandbox.iqm.campaigns.values()];
		const end = PRESENT / 1000 - 60;
		expired.request = { ...expired.request, endTime: end, ioId: 1 };
		const counts = async (asked: JsonObject) => {
			const answer = await send(contract, { asked });
			if (isRefused(answer)) return answer.status;
			const rows = rowsOf(contract, answer);
			return rows.map(({ status_key: key, status_count: count }) => `${key} ${count}`).join();
		};
		expect(await counts({})).toBe('running 8,paused 2,expired 1,all 11');
		expect(await counts({ owIds: 'all', ioIds: '1,2' })).toBe('expired 1,all 1');
		expect(await counts({ owIds: '200001' })).toBe('running 8,paused 2,expired 1,all 11');
		expect(await counts({ owIds: '7' })).toBe('all 0');
		expect(await counts({ searchField: '4402' })).toBe('paused 1,all 1');
		expect(await counts({ campaignExpiredAfterEpoch: end * 1000 + 1 })).toBe(
			'running 8,paused 2,all 10',
		);
		const types = { owIds: 'all', ioIds: '34', campaignTypeIds: '2' };
		expect(await counts(types)).toBe('all 0');
		expect(await counts({ ...types, campaignTypeIds: '1' })).toBe('running 2,paused 2,all 4');
		// "with owIds = all", "ioIds also required"
		expect(await counts({ ioIds: '1' })).toBe(422);
		expect(await counts({ campaignTypeIds: '1' })).toBe(422);
	});

	test('files behind links are served past the API', async () => {
		const linked = {
			type: 'text/csv',
			name: 'a.csv',
			content: Buffer.from('a,b'),
			until: Infinity,
		};
		stage.sandbox.iqm.links.set('signature', linked);
		const url = `${stage.sandbox.url}/files/a.csv?X-Amz-Signature=signature`;
		expect(await (await fetch(url)).text()).toBe('a,b');
		expect((await fetch(url, { headers: stage.client.headers })).status).toBe(400);
		stage.sandbox.reset();
		expect((await fetch(url)).status).toBe(403);
	});
});
