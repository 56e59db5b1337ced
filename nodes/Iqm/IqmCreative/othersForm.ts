import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { isBlank, toInteger, toText, toUrl } from '../../common/ground/values';
import type { OtherKind, Source } from './creativeKinds';
import { KINDS } from './creativeKinds';
import { LABELS, TRACKING } from './othersProperties';

type Read = (name: string) => unknown;

function size(read: Read, name: 'creativeWidth' | 'creativeHeight'): number {
	return toInteger(read(name), LABELS[name], 1);
}

function readTracking(read: Read): IDataObject {
	const urls = Object.entries((read('customTracking') ?? {}) as IDataObject)
		.filter(([, url]) => !isBlank(url))
		.map(([name, url]) => [name, toUrl(url, TRACKING[name]?.label ?? name)]);
	return urls.length > 0 ? { customTracking: Object.fromEntries(urls) as IDataObject } : {};
}

function readLogo({ logoSource, logoHeight, logoWidth }: IDataObject): IDataObject {
	const logo: IDataObject = {};
	if (!isBlank(logoSource)) logo.logoSource = toUrl(logoSource, LABELS.logoSource);
	for (const [name, value] of Object.entries({ logoHeight, logoWidth })) {
		if (!isBlank(value)) logo[name] = toInteger(value, LABELS[name], 1);
	}
	return logo;
}

/** The details of one kind of creative; VAST and DAAST state all of them in their own markup. */
function readDetails(read: Read, kind: OtherKind, additional: IDataObject): IDataObject {
	switch (kind) {
		case 'html':
			return {
				htmlDetails: {
					creativeWidth: size(read, 'creativeWidth'),
					creativeHeight: size(read, 'creativeHeight'),
				},
			};
		case 'video':
			return {
				videoDetails: {
					creativeWidth: size(read, 'creativeWidth'),
					creativeHeight: size(read, 'creativeHeight'),
					duration: toInteger(read('duration'), LABELS.duration, 1),
					...readTracking(read),
				},
			};
		case 'audio':
			return {
				audioDetails: {
					duration: toInteger(read('duration'), LABELS.duration, 1),
					...readLogo(additional),
					...readTracking(read),
				},
			};
		default:
			return {};
	}
}

/** The form's values for all creatives of the item, under the API's names. */
export function readForm(
	context: IExecuteFunctions,
	itemIndex: number,
	kind: OtherKind,
	source: Source,
): { form: IDataObject; additionalJson: unknown } {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, undefined);
	const additional = context.getNodeParameter('additionalFields', itemIndex, {}) as IDataObject;
	const { typeId, sourceTypes, clickable } = KINDS[kind];
	const form: IDataObject = { creativeName: read('creativeName') as string };
	if (!isBlank(additional.externalCreativeId)) {
		form.externalCreativeId = toText(additional.externalCreativeId, LABELS.externalCreativeId);
	}
	form.platformCreativeTypeId = typeId;
	if (kind === 'vast' && !isBlank(additional.platformCreativeTypeId)) {
		const chosen = toInteger(additional.platformCreativeTypeId, LABELS.platformCreativeTypeId);
		form.platformCreativeTypeId = chosen;
	}
	const clickUrl = clickable ? read('clickUrl') : additional.clickUrl;
	if (!isBlank(clickUrl)) form.clickUrl = clickUrl as string;
	form.creativeSourceType = sourceTypes[source];
	return {
		form: { ...form, ...readDetails(read, kind, additional) },
		additionalJson: additional.additionalJson,
	};
}
