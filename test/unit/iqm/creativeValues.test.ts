import { InputError } from '../../../nodes/common/ground/errors';
import { toUrls } from '../../../nodes/common/ground/values';
import { createdLabel } from '../../../nodes/Iqm/IqmCreative/creativeValues';
import { kindOf, KINDS, sourceOf } from '../../../nodes/Iqm/IqmCreative/creativeKinds';

describe('toUrls', () => {
	const A = 'https://a.example/x?size=300,250&cb={CACHEBUSTER}';
	const B = 'http://b.example/pixel.gif';

	it.each([
		['nothing', undefined, []],
		['empty text', '  ', []],
		['one address', A, [A]],
		['an array', [A, '', B], [A, B]],
		['a comma list, with a comma inside an address', `${A}, ${B}`, [A, B]],
		['lines', `${A}\r\n${B}\n`, [A, B]],
		['a comma at the end of a line', `${A},\n${B},`, [A, B]],
	])('reads %s', (_, value, expected) => {
		expect(toUrls(value, 'Pixel URLs')).toEqual(expected);
	});

	it.each([
		['tracker.example.com'],
		[`${A}, tracker.example.com`],
		['https://'],
		[[7]],
		[{ a: 1 }],
	])('refuses %j', (value) => {
		expect(() => toUrls(value, 'Pixel URLs')).toThrow(InputError);
		expect(() => toUrls(value, 'Pixel URLs')).toThrow("'Pixel URLs'");
	});
});

describe('createdLabel', () => {
	it('names one or several creatives', () => {
		expect(createdLabel(1)).toBe('creativeId 1');
		expect(createdLabel(1, '2')).toBe('creativeId 1, 2');
	});
});

describe('kindOf and sourceOf', () => {
	it('know the kinds and the sources of each', () => {
		expect(kindOf('image')).toBe('image');
		expect(kindOf('vast')).toBe('vast');
		expect(sourceOf('url', 'vast')).toBe('url');
		expect(KINDS.daast.sourceTypes).toEqual({
			file: 'DAAST_XML',
			text: 'DAAST_XML',
			url: 'DAAST_URL',
		});
	});

	it('refuse anything else that an expression may give', () => {
		expect(() => kindOf('native')).toThrow(/'Kind' must be one of image, .*not 'native'/);
		expect(() => kindOf('toString')).toThrow(InputError);
		expect(() => sourceOf('text', 'video')).toThrow(
			"'Source' must be one of file, url for the kind video, not 'text'",
		);
		expect(() => sourceOf(undefined, 'html')).toThrow(InputError);
	});

	it('tell VAST and DAAST apart by their root element', () => {
		const vast = KINDS.vast.markup?.pattern ?? /^$/;
		const daast = KINDS.daast.markup?.pattern ?? /^$/;
		expect(vast.test('<?xml version="1.0"?>\n<VAST version="4.0">')).toBe(true);
		expect(vast.test('<vmap:VMAP><vmap:VASTAdData><VAST>')).toBe(true);
		expect(vast.test('<DAAST version="1.0">')).toBe(false);
		expect(daast.test('<DAAST version="1.0">')).toBe(true);
		expect(daast.test('<VAST>')).toBe(false);
		expect(vast.test('<VASTLY>')).toBe(false);
	});
});
