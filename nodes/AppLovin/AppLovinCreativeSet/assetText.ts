import type { INodeProperties } from 'n8n-workflow';

import { InputError } from '../../common/ground/errors';
import type { Faults } from '../../common/ground/faults';
import type { Item } from '../../common/run/item';
import { quote, toNumber, toText } from '../../common/ground/values';
import type { AssetDraft } from './assetChange';
import { LABELS, readAssetType } from './setFields';

export const assetField: INodeProperties = {
	displayName: LABELS.asset,
	name: 'asset',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. https://example.com/video.mp4',
	description:
		"The asset's URL, the hash of a file that AppLovin already has, or for text types the text itself, for example Best app you'll ever play. A rating is 0.0 to 5.0 in steps of 0.5.",
};

/** "0.0–5.0, only increments of 0.5 are accepted" */
function toRating(value: unknown): string {
	const rating = toNumber(value, LABELS.asset);
	if (rating < 0 || rating > 5 || !Number.isInteger(rating * 2)) {
		throw new InputError(
			`'${LABELS.asset}' must be 0.0 to 5.0 in steps of 0.5 for TXT_RATING, not ${quote(value)}`,
			'For example 4.5.',
		);
	}
	return rating.toFixed(1);
}

/** "Asset URL, hash, or text string": which of these the type accepts. */
export function toAsset(value: unknown, type: string): string {
	const text = toText(value, LABELS.asset);
	if (type === 'TXT_RATING') return toRating(text);
	if (type.startsWith('TXT_') || /^[0-9a-f]+$/i.test(text)) return text;
	if (/^https?:\/\/[^\s/?#]+\S*$/i.test(text)) return text;
	throw new InputError(
		`'${LABELS.asset}' must be a URL starting with https:// or http://, or a hash, for ${type}, not ${quote(text)}`,
		'To send a file, use the operation Upload.',
	);
}

/** The form's URL, hash or text as the one asset to send; none if something is wrong with it. */
export function readAssetDrafts({ context, index, read }: Item, faults: Faults): AssetDraft[] {
	const type = faults.attempt(() => readAssetType(context, index));
	const value = read('asset');
	// Without a type, an empty value is wrong all the same.
	const text = faults.attempt(() =>
		type === undefined ? toText(value, LABELS.asset) : toAsset(value, type),
	);
	if (type === undefined || text === undefined) return [];
	const parts = [
		{ name: 'type', text: type },
		{ name: 'asset', text },
	];
	return [{ parts, type, typePrefix: type }];
}
