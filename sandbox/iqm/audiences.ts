import type { JsonObject } from '../json';
import { okV2, okV3, Refusal, type Reply } from '../reply';
import { COLUMNS_V2, COLUMNS_V3 } from './audience-lists';
import {
	checkColumns,
	checkCount,
	checkFile,
	checkMetadata,
	checkSettings,
	checkSingleFlag,
} from './audience-rules';
import { idParam, isOwn, route, type Context, type Route } from './context';
import { storedFile } from './creatives';
import { DATA_FORMATS, DATA_PARTNERS } from './master-lists';
import type { Audience } from './state';
import { audienceStatus, rejectionOf } from './status';

/**
 * POST /api/v3/audience/static/matched/column-list: "Upload Matched Audience" quickstart, step 2,
 * whose v3 path answers in the v2 envelope; the guidelines show another shape for the same path.
 */
function columnList({ options }: Context): Reply {
	return options.columnListShape === 'v2' ? okV2(COLUMNS_V2) : okV3(COLUMNS_V3);
}

const REQUIRED = ['file', 'columns', 'metadata', 'isSingleColumnEnabled', 'fileTotalCount'];
const PARTS = [...REQUIRED, 'audienceName', 'columnSettings'];

/** POST /api/v2/audience/matched/add: "Upload Matched Audience" quickstart, step 3. */
function add(context: Context): Reply {
	const { parts, state, now } = context;
	const refuse = (message: string): never => {
		throw new Refusal(400, message);
	};
	for (const [index, part] of parts.entries()) {
		if (!PARTS.includes(part.name)) refuse(`Unexpected part '${part.name}'.`);
		const first = parts.findIndex((other) => other.name === part.name);
		if (first !== index) refuse(`Duplicate part '${part.name}'.`);
	}
	const partOf = (name: string) => parts.find((part) => part.name === name);
	const textOf = (name: string) => partOf(name)?.content.toString('utf8');
	const audienceName = textOf('audienceName') ?? '';
	// Documented word for word.
	if (audienceName.trim() === '') refuse('Audience name can not be null.');
	if (audienceName.length > 255) refuse('Audience name can not be longer than 255 characters.');
	for (const name of REQUIRED) {
		if (!partOf(name)) refuse(`Required request part '${name}' is not present`);
	}
	for (const part of parts) {
		// A Blob instead of text makes a file part, which no server takes for a parameter.
		if (part.isFile && part.name !== 'file') refuse(`Part '${part.name}' must not be a file.`);
	}
	const file = parts.find((part) => part.name === 'file') ?? parts[0];
	const table = checkFile(file);
	const keys = checkColumns(textOf('columns') ?? '', table);
	checkSettings(textOf('columnSettings'), keys);
	checkSingleFlag(textOf('isSingleColumnEnabled') ?? '', keys);
	checkMetadata(textOf('metadata') ?? '', file, table);
	checkCount(textOf('fileTotalCount') ?? '', table);
	const id = state.nextId('audience');
	const fields = parts
		.filter((part) => !part.isFile)
		.map((part): [string, string] => [part.name, part.content.toString('utf8')]);
	state.audiences.set(id, {
		id,
		audienceName,
		fields: Object.fromEntries(fields),
		file: storedFile(file),
		madeAt: now,
	});
	return okV2({ id, message: 'Audience created successfully' });
}

export const REJECTED_FILE = 'The file may not be used for targeting.';

/** The fields of "Upload Matched Audience", step 4: three of them are JSON in a string. */
function details(audience: Audience, context: Context): JsonObject {
	const { options } = context;
	const status = audienceStatus(audience, context);
	const isReady = status === 'Ready';
	const decided = isReady || status === 'Rejected';
	const records = Number(audience.fields.fileTotalCount);
	const { columnSettings } = audience.fields;
	return {
		id: audience.id,
		audienceName: audience.audienceName,
		existingColumnMatching: audience.fields.columns,
		...(columnSettings === undefined ? {} : { columnSettings }),
		metadata: audience.fields.metadata,
		rawS3URL: '',
		status,
		...(status === 'Rejected'
			? { rejectionReason: rejectionOf(audience, context, REJECTED_FILE) }
			: {}),
		matchRate: isReady ? 57.88 : 0,
		minEcpm: 0,
		maxEcpm: 0,
		s3FileName: audience.file.filename,
		included: 0,
		excluded: 0,
		createdDate: Math.floor(audience.madeAt / 1000),
		modifiedDate: Math.floor((audience.madeAt + (decided ? options.readyAfterMs : 0)) / 1000),
		organizationName: 'Sandbox Organization',
		userName: 'Sandbox Buyer',
		userEmail: options.email,
		expectedSpent7: 0,
		expectedSpent30: 0,
		expectedSpent60: 0,
		dataCost: 1.5,
		fileTotalCount: records,
		isSingleColumnEnabled: audience.fields.isSingleColumnEnabled === 'true',
		owId: options.owId,
		uowId: 6942,
		rawS3URLError: 'File not available currently, please check later',
		uniques: isReady ? Math.max(1, Math.round(records * 0.5788)) : 0,
		approvedRejectedByUserName: decided ? 'Sandbox Approver' : null,
		approvedRejectedByUserEmail: decided ? 'approver@sandbox.example' : null,
		isApprovalAccess: true,
		isEditAccess: true,
	};
}

/** GET /api/v2/audience/matched/{id}: "Upload Matched Audience" quickstart, step 4. */
function get(context: Context): Reply {
	const audience = context.state.audiences.get(idParam(context) ?? -1);
	const isThere = isOwn(audience, context) && audienceStatus(audience, context) !== 'Deleted';
	if (!isThere) {
		// Undocumented. The strictest of what other audience operations do: an HTTP 200 with the error
		// inside; the words are those for a retargeted audience.
		throw new Refusal(200, 'Requested audience is not present', { innerStatus: 422 });
	}
	return okV2(details(audience, context));
}

export const audienceRoutes: Route[] = [
	route('POST', '/api/v3/audience/static/matched/column-list', columnList, { body: 'none' }),
	route('POST', '/api/v2/audience/matched/add', add, { body: 'multipart' }),
	route('GET', '/api/v2/audience/matched/{id}', get),
	route('GET', '/api/v3/audience/static/matched/data-partner', () => okV3(DATA_PARTNERS)),
	route('GET', '/api/v3/audience/static/matched/data-format', () => okV3(DATA_FORMATS)),
];
