import { inputFile } from '../../../../common/file/inputFile';
import type { Part } from '../../../../common/file/multipart';
import { multipartBody, uploadBytes } from '../../../../common/file/multipart';
import { toChoice } from '../../../../common/form/choice';
import { preset, text } from '../../../../common/form/kinds';
import { InputError } from '../../../../common/ground/errors';
import { quote } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { ApiRequest } from '../../../../common/send/door';

const LOGO = 'Logo Data Field Name';

/** The name of the field with a picture for the first page. */
export const LOGO_FIELD = text(
	LOGO,
	'Name of the input field containing an image to use as the logo of the PDF',
	{ example: 'data' },
);

const FILE_TYPES = [
	{ name: 'PDF', value: 'pdf' },
	{ name: 'Excel (XLSX)', value: 'xlsx' },
];

/** In which form an insight comes. */
export function fileTypeField(label: string): ReturnType<typeof preset<string>> {
	return preset<string>(label, 'Format of the report', {
		of: FILE_TYPES,
		first: 'pdf',
		toValue: (value, name) => toChoice(value, name, FILE_TYPES),
		example: 'PDF',
	});
}

/**
 * The body of a request with a logo; nothing without one, since then the query alone says it all.
 *
 * @param part what the endpoint calls the logo
 * @param field the input field that holds it, if there is one
 * @param fileType what the report comes as
 * @throws InputError for a file that is no picture, and for a logo on anything but a PDF
 */
export async function logoBody(
	{ context, index }: Item,
	part: string,
	field: unknown,
	fileType: string,
): Promise<Pick<ApiRequest, 'body' | 'uploadBytes'>> {
	if (field === undefined) return {};
	if (fileType !== 'pdf') {
		throw new InputError(`'${LOGO}' is for PDFs only`, `Remove it, or choose PDF.`);
	}
	const file = await inputFile(context, index, String(field), 'logo.png');
	const { fileName, mimeType } = file;
	if (!mimeType.startsWith('image/')) {
		throw new InputError(
			`'${LOGO}' must contain an image, not ${quote(fileName)} of the type ${quote(mimeType)}`,
			'For example a PNG or JPEG file.',
		);
	}
	const parts: Part[] = [{ name: part, file, fileName, contentType: mimeType }];
	return { body: multipartBody(parts), uploadBytes: uploadBytes(parts) };
}

