import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { TEMPLATES } from '../shared/choices';
import { statusOf } from './assets';
import { toChoices } from './setFields';

const LABEL = 'Missing Assets of Templates';

/** The document's dash, which nobody types in an expression, as a plain hyphen. */
const plain = (text: string): string => text.replaceAll('—', '-');

const CHOICES = TEMPLATES.map(({ size, template, assets }) => ({
	name: `${size}: ${template}`,
	value: plain(`${size}: ${template}`),
	description: `Needs ${assets.join(', ')}`,
}));

/** The option that asks which assets are still missing. */
export const templatesOption: INodeProperties = {
	displayName: LABEL,
	name: 'templates',
	type: 'multiOptions',
	options: CHOICES,
	default: [],
	description:
		'Templates to check for missing assets, for example Interstitial: Standard. The output field missingAssets lists the asset types that the set lacks. Assets still processing count as present, failed ones do not. Ads are created automatically once a template has all its assets.',
};

/** The chosen templates; empty if the option is not used. */
export function readTemplates(context: IExecuteFunctions, itemIndex: number): string[] {
	const value = context.getNodeParameter('options.templates', itemIndex, []) as unknown;
	const folded = new Map(CHOICES.map((choice) => [choice.value.toLowerCase(), choice.value]));
	const fold = (text: string): string => folded.get(plain(text).toLowerCase()) ?? text;
	return toChoices(value, LABEL, CHOICES, fold);
}

/** The types that a set lacks for each template, from the table "Templates". */
export function missingAssets(templates: string[], assets: IDataObject[]): IDataObject {
	if (templates.length === 0) return {};
	const present = new Set(
		assets
			.filter((asset) => statusOf(asset) !== 'error')
			.map(({ type }) => String(type)),
	);
	return {
		missingAssets: TEMPLATES.map(({ size, template, assets: needed }) => ({
			template: plain(`${size}: ${template}`),
			missing: needed.filter((type) => !present.has(type)),
		})).filter(({ template }) => templates.includes(template)),
	};
}
