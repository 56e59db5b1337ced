import type { IDataObject } from 'n8n-workflow';

import type { InputFile } from '../../common/file/inputFile';
import type { TableInspection } from '../../tables';
import type { Part } from '../../common/file/multipart';
import { contentTypeOf, metadataOf, orderedJson, sentName } from './audienceFile';
import type { ContactsOutput } from './contactWay';
import type { ColumnMap } from './mapping';
import type { SuspectValues } from './suspectValues';

/** An audience as the node's output describes it, for either generation of the API. */
export interface Audience extends ContactsOutput {
	audienceName: string;
	fileTotalCount: number;
	isSingleColumnEnabled: boolean;
	columns: IDataObject;
	columnSettings?: IDataObject;
	/** What became of the values in the hashed columns. */
	hashedColumns?: IDataObject[];
	/** Values of mapped columns that a spreadsheet has probably spoilt. */
	suspectValues?: SuspectValues[];
}

/** An upload ready to be sent. */
export interface Upload {
	path: string;
	parts: Part[];
	/** Key of the audience's id in the answer. */
	idName: string;
	/** What the output says about what was sent. */
	sent: IDataObject;
}

/** The part that holds the file, opened when it is sent. */
export function filePart(file: InputFile, contentType: string): Part {
	return { name: 'file', file, fileName: sentName(file), contentType };
}

/**
 * The text parts in the order of the quickstart's sample. It has no `columnSettings`; this node puts
 * them after `columns`, to which they belong.
 */
function textParts(audience: Audience, columns: ColumnMap, metadata: string): Part[] {
	const { columnSettings } = audience;
	const map = columns.map(([column, key]): [string, string] => [column, JSON.stringify(key)]);
	return [
		{ name: 'columns', text: orderedJson(map) },
		...(columnSettings === undefined
			? []
			: [{ name: 'columnSettings', text: JSON.stringify(columnSettings) }]),
		{ name: 'metadata', text: metadata },
		{ name: 'audienceName', text: audience.audienceName },
		{ name: 'isSingleColumnEnabled', text: String(audience.isSingleColumnEnabled) },
		{ name: 'fileTotalCount', text: String(audience.fileTotalCount) },
	];
}

/** `POST /api/v2/audience/matched/add` (quickstart "Upload Matched Audience", step 3). */
export function quickstartUpload(
	audience: Audience,
	columns: ColumnMap,
	file: InputFile,
	inspection: TableInspection,
): Upload {
	const metadata = metadataOf(sentName(file), file.size, inspection);
	return {
		path: '/api/v2/audience/matched/add',
		parts: [filePart(file, contentTypeOf(file)), ...textParts(audience, columns, metadata)],
		idName: 'id',
		sent: { ...audience },
	};
}
