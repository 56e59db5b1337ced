import type { IDataObject } from 'n8n-workflow';

import type { Faults } from '../../common/ground/faults';
import { isBlank, toInteger, toText, toUrl } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import type { OtherKind, Source } from './creativeKinds';
import { KINDS } from './creativeKinds';
import { MEASURED } from './measures';
import { LABELS, TRACKING } from './othersProperties';

type Read = (name: string) => unknown;

function whole(value: unknown, name: string, faults: Faults): number | undefined {
	return faults.attempt(() => toInteger(value, LABELS[name], 1));
}

function readTracking(read: Read, faults: Faults): IDataObject {
	const urls = Object.entries((read('customTracking') ?? {}) as IDataObject)
		.filter(([, url]) => !isBlank(url))
		.map(([name, url]) => [name, faults.attempt(() => toUrl(url, TRACKING[name]?.label ?? name))]);
	return urls.length > 0 ? { customTracking: Object.fromEntries(urls) as IDataObject } : {};
}

function readLogo({ logoSource, logoHeight, logoWidth }: IDataObject, faults: Faults): IDataObject {
	const logo: IDataObject = {};
	if (!isBlank(logoSource)) {
		logo.logoSource = faults.attempt(() => toUrl(logoSource, LABELS.logoSource));
	}
	for (const [name, value] of Object.entries({ logoHeight, logoWidth })) {
		if (!isBlank(value)) logo[name] = whole(value, name, faults);
	}
	return logo;
}

/**
 * The details of one kind of creative; VAST and DAAST state all of them in their own markup. What a
 * file may say itself is left out if it is not entered.
 */
function readDetails(
	read: Read,
	kind: OtherKind,
	isFile: boolean,
	additional: IDataObject,
	faults: Faults,
): IDataObject {
	const asked = (...names: string[]): IDataObject =>
		Object.fromEntries(
			names
				.filter((name) => !(isFile && kind in MEASURED && isBlank(read(name))))
				.map((name) => [name, whole(read(name), name, faults)]),
		);
	switch (kind) {
		case 'html':
			return { htmlDetails: asked('creativeWidth', 'creativeHeight') };
		case 'video':
			return {
				videoDetails: {
					...asked('creativeWidth', 'creativeHeight', 'duration'),
					...readTracking(read, faults),
				},
			};
		case 'audio':
			return {
				audioDetails: {
					...asked('duration'),
					...readLogo(additional, faults),
					...readTracking(read, faults),
				},
			};
		default:
			return {};
	}
}

/**
 * The form's values for all creatives of the item, under the API's names; without those that are wrong.
 *
 * @param source undefined if it is wrong
 * @param faults collects everything that is wrong
 */
export function readForm(
	{ read }: Pick<Item, 'read'>,
	kind: OtherKind,
	source: Source | undefined,
	faults: Faults,
): { form: IDataObject; additionalJson: unknown } {
	const additional = (read('additionalFields') ?? {}) as IDataObject;
	const { typeId, sourceTypes, clickable } = KINDS[kind];
	const form: IDataObject = { creativeName: read('creativeName') as string };
	const { externalCreativeId: external, platformCreativeTypeId: media } = additional;
	if (!isBlank(external)) {
		form.externalCreativeId = faults.attempt(() => toText(external, LABELS.externalCreativeId));
	}
	form.platformCreativeTypeId = typeId;
	if (kind === 'vast' && !isBlank(media)) {
		const chosen = faults.attempt(() => toInteger(media, LABELS.platformCreativeTypeId));
		form.platformCreativeTypeId = chosen;
	}
	const clickUrl = clickable ? read('clickUrl') : additional.clickUrl;
	if (!isBlank(clickUrl)) form.clickUrl = clickUrl as string;
	if (source !== undefined) form.creativeSourceType = sourceTypes[source];
	return {
		form: { ...form, ...readDetails(read, kind, source === 'file', additional, faults) },
		additionalJson: additional.additionalJson,
	};
}
