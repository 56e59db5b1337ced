import type { XmlReader } from '../../../nodes/tables/xlsx/xml';
import { attributeOf, readXml } from '../../../nodes/tables/xlsx/xml';
import { chunksOf } from '../../support/csvFiles';

/** An XML document that comes in pieces reads as if it came whole, wherever it is cut. */

/** Characters of one to four bytes, and one that is made of two. */
const CHARACTERS = 'aé漢😀e\u0301';

async function read(bytes: Buffer, sizes: number[]) {
	const seen = { text: '', attributes: [] as unknown[], names: [] as string[] };
	const reader: XmlReader = {
		open: (name, attributes) => {
			seen.names.push(name);
			seen.attributes.push(attributeOf(attributes, 'name'));
		},
		close: () => {},
		text: (text) => void (seen.text += text),
		wantsText: true,
		isDone: false,
	};
	await readXml(chunksOf(bytes, sizes), reader, 'The part');
	return seen;
}

describe.each([1, 2, 3, 4, 5, 7, 1_000])('in pieces of %i bytes', (size) => {
	it('no character of text, attributes and names is cut', async () => {
		const xml = `<é漢 name="${CHARACTERS}">${CHARACTERS}<![CDATA[${CHARACTERS}]]></é漢>`;
		expect(await read(Buffer.from(xml), [size])).toEqual({
			text: CHARACTERS + CHARACTERS,
			attributes: [CHARACTERS],
			names: ['é漢'],
		});
	});

	it('a > in an attribute ends no tag', async () => {
		const xml = `<a name="1 > 0 > '2'"><b other='"' name='>'/></a>`;
		expect(await read(Buffer.from(xml), [size])).toEqual({
			text: '',
			attributes: ["1 > 0 > '2'", '>'],
			names: ['a', 'b'],
		});
	});

	it('no entity is cut', async () => {
		const { text, attributes } = await read(
			Buffer.from('<a name="&amp;&#x1F600;">1 &lt; 2 &#233; &amp;amp; R&D</a>'),
			[size],
		);
		expect(attributes).toEqual(['&😀']);
		expect(text).toBe('1 < 2 é &amp; R&D');
	});

	it.each([
		['another encoding', Buffer.from('<a>Jos\xe9 and others</a>', 'latin1')],
		['UTF-16', Buffer.from('<a>plain</a>', 'utf16le')],
	])('%s is an error', async (_, bytes) => {
		await expect(read(bytes, [size])).rejects.toThrow(
			'The part is not in UTF-8. Save the file in Excel again.',
		);
	});
});
