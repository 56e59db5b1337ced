import type { INodeProperties } from 'n8n-workflow';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { fieldTables, hasRow } from '../../scripts/docs/fields';
import { docFiles, nodePages, PAGES } from '../../scripts/docs/files';
import { NOTES, readmeWith } from '../../scripts/docs/readme';
import { cell, entryWords, shownWords } from '../../scripts/docs/words';
import { OFFERED } from '../support/operations';
import { readOutputs } from '../support/outputs';
import { ROOT } from '../support/ownTypes';

const FILES = docFiles();
const README = 'README.md';
const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

it.each([...FILES.keys()])('%s is up to date: if not, run `npm run docs`', (file) => {
	expect(existsSync(path.join(ROOT, file)) ? read(file) : 'no such file').toBe(FILES.get(file));
});

it('has a page for each node and none for another', () => {
	const pages = readdirSync(path.join(ROOT, PAGES)).map((file) => `${PAGES}/${file}`);
	expect([...pages, README].sort()).toEqual([...FILES.keys()].sort());
	expect(pages).toHaveLength(19);
});

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(text: string): string[] {
	const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading);
	const anchors = headings.map((heading) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\- ]/gu, '')
			.replace(/ /g, '-'),
	);
	expect(new Set(anchors).size).toBe(anchors.length);
	return anchors;
}

it.each([...FILES])('%s: every link leads to a file and a heading', (file, text) => {
	const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
	const own = links.filter((link) => !/^https?:/.test(link));
	expect(own.length).toBeGreaterThan(1);
	for (const link of own) {
		const [address, anchor] = link.split('#');
		const target = address === '' ? file : path.posix.join(path.posix.dirname(file), address);
		expect([link, existsSync(path.join(ROOT, target))]).toEqual([link, true]);
		if (anchor !== undefined) expect(anchorsOf(FILES.get(target) ?? readFileSync(path.join(ROOT, target), 'utf8'))).toContain(anchor);
	}
});

it('links each page from the README', () => {
	const text = FILES.get(README) ?? '';
	for (const file of FILES.keys()) if (file !== README) expect(text).toContain(`](${file})`);
});

it('has a footnote for each mark, and marks only what there is', () => {
	const text = FILES.get(README) ?? '';
	for (const mark of Object.values(NOTES)) expect(text).toMatch(new RegExp(`^${mark} `, 'm'));
	const known = [
		...OFFERED.map(({ title }) => title),
		...nodePages().map(({ type }) => type.description.name),
	];
	expect(known).toEqual(expect.arrayContaining(Object.keys(NOTES)));
});

it('shows for every operation and event what comes out, and each endpoint', () => {
	for (const { type, operations } of nodePages()) {
		const { displayName } = type.description;
		const text = FILES.get(`${PAGES}/${displayName.toLowerCase().replace(/ /g, '-')}.md`) ?? '';
		const events = Object.keys(readOutputs()).filter((title) =>
			title.startsWith(`${type.description.name}: `),
		);
		const count = operations.length + events.length;
		expect(text.match(/^\*\*Each output item\*\*/gm)).toHaveLength(count);
		for (const { operation } of operations) {
			for (const endpoint of [operation.endpoint].flat())
				expect(text).toContain(`- \`${endpoint}\``);
		}
	}
});

it('names every field of every form', () => {
	for (const { type } of nodePages()) {
		const { displayName, properties } = type.description;
		const text = FILES.get(`${PAGES}/${displayName.toLowerCase().replace(/ /g, '-')}.md`) ?? '';
		const namesIn = (fields: INodeProperties[]): string[] =>
			fields.filter(hasRow).flatMap(({ name, options = [] }) => [
				name,
				...options.flatMap((option) => {
					if ('values' in option) return namesIn(option.values);
					return 'type' in option ? namesIn([option]) : [];
				}),
			]);
		const missing = namesIn(properties).filter(
			(name) => !['resource', 'operation'].includes(name) && !text.includes(`| \`${name}\` |`),
		);
		expect([displayName, missing]).toEqual([displayName, []]);
	}
});

it('refuses a README whose table has lost its marks', () => {
	expect(() => readmeWith('text', [])).toThrow('has no <!-- operations -->');
	expect(() => readmeWith('text <!-- operations -->', [])).toThrow('<!-- /operations -->');
});

describe('words', () => {
	const field = (changes: Partial<INodeProperties>): INodeProperties => ({
		displayName: 'Field',
		name: 'field',
		type: 'string',
		default: '',
		...changes,
	});
	const choice = field({
		displayName: 'Kind',
		name: 'kind',
		type: 'options',
		options: [
			{ name: 'Please Choose', value: '' },
			{ name: 'One', value: 1 },
			{ name: 'Two', value: 2 },
			{ name: 'Three', value: 3 },
		],
	});

	it.each([
		['a|b', 'a\\|b'],
		['<b>*x*</b>\nnext', '&lt;b>\\*x\\*&lt;/b> next'],
		[
			'an <a href="https://docs.n8n.io/x/">expression</a>',
			'an [expression](https://docs.n8n.io/x/)',
		],
		[
			'such as <a href="https://example.com">…</a>',
			'such as &lt;a href="https://example.com">…&lt;/a>',
		],
	])('writes %s into a cell as %s', (text, written) => expect(cell(text)).toBe(written));

	it.each<[Partial<INodeProperties>, string]>([
		[{ required: true }, 'Text; required'],
		[{ default: 'data' }, 'Text; by default data'],
		[{ typeOptions: { password: true } }, 'Secret text'],
		[{ type: 'boolean', default: true }, 'On or off; on by default'],
		[{ type: 'number', default: 0 }, 'Number'],
		[
			{ type: 'number', default: 10, typeOptions: { minValue: 1, maxValue: 20 } },
			'Number, 1 to 20; by default 10',
		],
		[
			{ type: 'multiOptions', default: [2], options: choice.options },
			'Any of: One, Two, Three; by default Two',
		],
		[
			{ type: 'options', typeOptions: { loadOptionsMethod: 'get' } },
			'One of a loaded list',
		],
		[{ type: 'json', default: '{}' }, 'JSON'],
	])('says of %j what to enter', (changes, words) =>
		expect(entryWords(field(changes))).toBe(words),
	);

	it('leaves out notices, at the top of a form and inside', () => {
		const notice = field({ displayName: 'Mind this.', name: 'mind', type: 'notice' });
		const rows = field({
			...{ name: 'rows', type: 'fixedCollection', default: {} },
			options: [{ displayName: 'Row', name: 'row', values: [notice, field({ name: 'inner' })] }],
		});
		const more = field({ name: 'more', type: 'collection', options: [notice], default: {} });
		const text = fieldTables([notice, choice, rows, more]).join('\n');
		for (const name of ['kind', 'rows', 'inner', 'more']) expect(text).toContain(`| \`${name}\` |`);
		expect(text).not.toContain('mind');
		expect(fieldTables([notice])).toEqual([]);
	});

	it('has words for every type of field, or fails', () => {
		expect(() => entryWords(field({ type: 'color' }))).toThrow("type 'color' has no words");
	});

	it('says when a field is shown, by the names in the form', () => {
		const flag = field({ displayName: 'Flag', name: 'flag', type: 'boolean', default: false });
		const show = { operation: ['get'], kind: [1, 2, 3], '/flag': [true] };
		const hide = { kind: [2] };
		expect(shownWords(field({ displayOptions: { show, hide } }), [choice], [flag])).toBe(
			'Shown if *Kind* is One, Two or Three and *Flag* is on. Hidden if *Kind* is Two.',
		);
		expect(shownWords(field({ displayOptions: { show: { operation: ['get'] } } }), [], [])).toBe(
			'',
		);
		expect(() => shownWords(field({ displayOptions: { show: { gone: [1] } } }), [], [])).toThrow(
			"'gone'",
		);
	});
});
