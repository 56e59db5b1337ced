import type { JsonValue } from '../../../sandbox/json';
import { sandboxStage } from './sandboxStage';

const ORDERS = '/api/v3/cmp/io/basic/list';
const CAMPAIGNS = '/api/v3/cmp/basic/list';
const CREATIVES = '/api/v3/crt/creatives/list';
const AUDIENCES = '/api/v3/audience/list';
const ALL = [ORDERS, CAMPAIGNS, CREATIVES, AUDIENCES];

// IQM OpenAPI cmp, creative and audience: the schemas of the requests that list.
describe('sandbox: IQM lists and the types of their requests', () => {
	const stage = sandboxStage(1_748_890_200_000);

	interface Row {
		says: string;
		key: string;
		paths: string[];
		good: JsonValue[];
		bad: JsonValue[];
	}
	const flag = (key: string, ...paths: string[]): Row => {
		const says = `"${key}": { "type": "boolean" }`;
		return { says, key, paths, good: [true, false], bad: ['true', 1, null] };
	};

	test.each<Row>([
		{ says: '"string"', key: 'searchField', paths: ALL, good: ['a'], bad: [5, ['a'], null] },
		{
			...{ says: '"enum": ["asc", "desc"]', key: 'order', paths: ALL },
			...{ good: ['asc', 'desc'], bad: ['ASC', 'down', 1, null] },
		},
		{
			...{ says: '"additionalProperties": { "type": "string" }', key: 'sortCriteriaMap' },
			...{ paths: ALL, good: [{}, { name: 'asc' }], bad: ['name', ['name'], { name: 1 }, null] },
		},
		flag('isAllOwIds', ORDERS, CAMPAIGNS),
		// So in the table.
		flag('isAllOWIds', ORDERS),
		flag('allOwIds', CREATIVES),
		flag('includeCreativeSourceDetails', CREATIVES),
		flag('includeOrganizationDetails', CREATIVES),
		flag('includeUserDetails', CREATIVES),
		flag('includeGenericAudience', AUDIENCES),
		{
			...{ says: '"type": "integer", "nullable": true', key: 'creativeGroupId' },
			...{ paths: [CREATIVES], good: [null, 1024], bad: ['1024', 1.5] },
		},
		{
			...{ says: '"type": "array", "items": { "type": "string" }', key: 'searchFields' },
			...{ paths: [AUDIENCES], good: [['test', '123456']], bad: [['test', 123456], 'test'] },
		},
		{
			...{ says: '"type": "array", "items": { "type": "integer" }', paths: [AUDIENCES] },
			...{ key: 'audienceTypeIdsWithAllSubtypes', good: [[9]], bad: [['9'], 9] },
		},
	])('$key, of which the document says $says', async ({ key, paths, good, bad }) => {
		const wrong: string[] = [];
		for (const path of paths) {
			for (const value of [...good, ...bad]) {
				const { status } = await stage.client.post(path, { [key]: value });
				const expected = good.includes(value) ? 200 : 422;
				if (status !== expected) wrong.push(`${path} ${JSON.stringify(value)}: ${status}`);
			}
		}
		expect(wrong).toEqual([]);
	});

	test('"owIdsList", which deletion ignores, is an array of integers all the same', async () => {
		const ioIdsList = [await stage.client.makeOrder()];
		const remove = async (owIdsList: JsonValue) =>
			(await stage.client.post('/api/v3/cmp/io/delete', { ioIdsList, owIdsList })).status;
		expect(await remove('x')).toBe(422);
		expect(await remove([1])).toBe(200);
	});

	test('creative types: "creativeTypeIds?: string; ids?: string; pageNo?: number; …"', async () => {
		const ask = async (query: string) => {
			const answer = await stage.client.get(`/api/v3/master/creativeTypes?${query}`);
			const text = [...answer.text.matchAll(/"id":(\d+)/g)].map(([, id]) => Number(id));
			return answer.status === 200 ? text : answer.status;
		};
		expect(await ask('creativeTypeIds=11,14&sortBy=name')).toEqual([11, 14]);
		expect(await ask('ids=11&noOfEntries=2')).toEqual([11, 17]);
		expect(await ask('noOfEntries=2&pageNo=3')).toEqual([11]);
		expect(await ask('searchField=ati')).toEqual([15]);
		for (const wrong of ['creativeTypeIds=x', 'ids=1;2', 'pageNo=x', 'order=down', 'sortBy=x']) {
			expect([wrong, await ask(wrong)]).toEqual([wrong, 422]);
		}
	});
});
