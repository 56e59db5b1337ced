import { sourcesOf } from '../../test/support/operations';
import type { NodePage } from './page';
import { eventsOf, headingOf, pageName } from './page';
import { table } from './words';

/** The README's table of nodes and operations. */

const START = '<!-- operations -->';
const END = '<!-- /operations -->';

/** Marks operations that IQM's quickstarts lack. */
const OUTSIDE = '⁴';

/** Footnotes that can't be derived from data, by an operation's title or a trigger's name. */
export const NOTES: Record<string, string> = {
	'iqmCreative creative: upload': '¹',
	'iqmMatchedAudience matchedAudience: getColumns': '²',
	'appLovinCreativeSet creativeSet: get': '³',
	'appLovinCreativeSet asset: getAll': '³',
	iqmCampaignTrigger: OUTSIDE,
	iqmCreativeTrigger: OUTSIDE,
	iqmMatchedAudienceTrigger: OUTSIDE,
};

const marked = (text: string, marks: Array<string | undefined>) =>
	[text, ...marks.filter((mark) => mark !== undefined)].join(' ');

/** A node's rows: one, or one for each thing that it acts on. */
function rowsOf(page: NodePage): string[][] {
	const { displayName, name } = page.type.description;
	const link = marked(`[**${displayName}**](docs/nodes/${pageName(displayName)})`, [NOTES[name]]);
	if (page.operations.length === 0) {
		return [
			[
				link,
				eventsOf(page.type)
					.map((event) => event.name)
					.join(', '),
			],
		];
	}
	const things = new Map<string, string[]>();
	for (const { offered, operation } of page.operations) {
		const [operationName, thing = ''] = headingOf(page, offered).split(': ').reverse();
		const outside = sourcesOf(operation)[0].outside ? OUTSIDE : undefined;
		const words = marked(operationName, [NOTES[offered.title], outside]);
		things.set(thing, [...(things.get(thing) ?? []), words]);
	}
	return [...things].map(([thing, words], index) => [
		index === 0 ? link : '',
		`${thing === '' ? '' : `${thing}: `}${words.join(', ')}`,
	]);
}

/**
 * The README with its table regenerated.
 *
 * @throws Error if the marks around the table are missing
 */
export function readmeWith(readme: string, pages: NodePage[]): string {
	const [before, rest] = readme.split(START);
	const [, after] = rest?.split(END) ?? [];
	if (after === undefined) throw new Error(`The README has no ${START} … ${END} any more`);
	const lines = table(['node', 'operations'], pages.flatMap(rowsOf));
	return [before, START, '\n\n', lines.join('\n'), '\n\n', END, after].join('');
}
