import { InputError } from '../../common/ground/errors';
import { quote } from '../../common/ground/values';
import { CREATIVE_TYPE } from '../shared/creativeTypes';
import type { FileRules } from './creativeFiles';
import { AUDIO_FILES, VIDEO_FILES } from './creativeFiles';

/** Where the content of a creative comes from, as the user chooses. */
export type Source = 'file' | 'text' | 'url';

/** A kind of creative for `POST /api/v3/crt/creatives` (Creative API guideline). */
export interface KindFacts {
	/** `platformCreativeTypeId` */
	typeId: number;
	/** `creativeSourceType` by the user's choice of source; other sources do not exist. */
	sourceTypes: Partial<Record<Source, string>>;
	/** Types of files that are sent as they are. */
	files?: FileRules;
	/** What markup must contain; markup is sent as text even if it comes from a file. */
	markup?: { pattern: RegExp; says: string };
	/** Whether a click leads to an address of its own; ad serving templates contain theirs. */
	clickable: boolean;
}

export type OtherKind = 'audio' | 'daast' | 'html' | 'vast' | 'video';

/**
 * HTML is sent as text even if it comes from a file: the guideline names no file type for it, and how
 * to send an archive (`HTML5`) is not documented.
 */
export const KINDS: Record<OtherKind, KindFacts> = {
	audio: {
		typeId: CREATIVE_TYPE.audio,
		sourceTypes: { file: 'FILE', url: 'URL' },
		files: AUDIO_FILES,
		clickable: true,
	},
	daast: {
		typeId: CREATIVE_TYPE.audio,
		sourceTypes: { file: 'DAAST_XML', text: 'DAAST_XML', url: 'DAAST_URL' },
		markup: { pattern: /<(\w+:)?DAAST[\s/>]/, says: 'a <DAAST> element' },
		clickable: false,
	},
	html: {
		typeId: CREATIVE_TYPE.html,
		sourceTypes: { file: 'HTML', text: 'HTML' },
		markup: { pattern: /<[a-z!]/i, says: 'an HTML tag' },
		clickable: true,
	},
	vast: {
		typeId: CREATIVE_TYPE.video,
		sourceTypes: { file: 'VAST_XML', text: 'VAST_XML', url: 'VAST_URL' },
		markup: { pattern: /<(\w+:)?VAST[\s/>]/, says: 'a <VAST> element' },
		clickable: false,
	},
	video: {
		typeId: CREATIVE_TYPE.video,
		sourceTypes: { file: 'FILE', url: 'URL' },
		files: VIDEO_FILES,
		clickable: true,
	},
};

/** The chosen kind, which a workflow made elsewhere may have misspelled. */
export function kindOf(value: unknown): OtherKind | 'image' {
	const names = ['image', ...Object.keys(KINDS)];
	if (typeof value === 'string' && names.includes(value)) return value as OtherKind | 'image';
	throw new InputError(`'Kind' must be one of ${names.join(', ')}, not ${quote(value)}`);
}

/** The chosen source, once it is known to exist for the kind of creative. */
export function sourceOf(value: unknown, kind: OtherKind): Source {
	const names = Object.keys(KINDS[kind].sourceTypes);
	if (typeof value === 'string' && names.includes(value)) return value as Source;
	throw new InputError(
		`'Source' must be one of ${names.join(', ')} for the kind ${kind}, not ${quote(value)}`,
	);
}
