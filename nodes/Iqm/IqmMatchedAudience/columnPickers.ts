import type { IDataObject, ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { withoutDefault } from '../../common/form/choice';
import type { ListEntry } from '../../common/form/pickerLists';
import { entryOf } from '../../common/form/pickerLists';
import { isBlank } from '../../common/ground/values';
import { MASTER_MS } from '../../common/send/keptLists';
import { listData, rowsIn } from '../transport/answerRows';
import { askColumnList, readColumnList } from './columnList';
import { KNOWN_FIELDS } from './systemFields';

type Row = IDataObject;

/** Options sorted by name, each value once: the first row that has it wins. */
function asOptions(rows: Row[], value: string): INodePropertyOptions[] {
	const entries = new Map<string, ListEntry>();
	for (const row of rows) {
		const entry = entryOf(row, value, ['label', 'name']);
		if (entry !== undefined && !entries.has(entry.value)) entries.set(entry.value, entry);
	}
	return [...entries.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** IQM's list, or nothing if IQM can't be asked: the form must still work. */
async function orNothing(ask: () => Promise<Row[]>): Promise<Row[]> {
	try {
		return await ask();
	} catch {
		return [];
	}
}

const FIELDS: Row[] = KNOWN_FIELDS.map(({ key, label }) => ({ key, name: label }));
const SINGLE_FIELDS: Row[] = KNOWN_FIELDS.filter(({ isSingle }) => isSingle).map(
	({ key, label }) => ({ key, name: label }),
);

/**
 * Fields that columns can be mapped to. The quickstart's sample answer lacks those that can find
 * people on their own, although its step 3 maps to them, so they are always added.
 */
export async function getColumnKeys(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await orNothing(async () =>
		readColumnList(await askColumnList(async (request) => await listData(this, request, { keepMs: MASTER_MS }))),
	);
	return asOptions(rows.length > 0 ? [...rows, ...SINGLE_FIELDS] : FIELDS, 'key');
}

/** Data formats as the Audience API guideline lists them. */
const FORMATS: Row[] = [
	{ keyName: 'Raw', label: 'Raw' },
	{ keyName: 'MD5', label: 'Hashed (MD5)' },
	{ keyName: 'SHA1', label: 'Hashed (SHA1)' },
	{ keyName: 'SHA256', label: 'Hashed (SHA256)' },
	{ keyName: 'SHA512', label: 'Hashed (SHA512)' },
	{ keyName: 'Other', label: 'Hashed (other)' },
];

async function keyNames(
	context: ILoadOptionsFunctions,
	path: string,
	wanted: (row: Row) => boolean,
): Promise<Row[]> {
	const rows = await orNothing(async () =>
		rowsIn(await listData(context, { method: 'GET', path }, { keepMs: MASTER_MS }), ['data']),
	);
	return rows.filter((row) => !isBlank(row.keyName)).filter(wanted);
}

/** Formats of emails and phones: `GET …/matched/data-format` (Audience API guideline). */
export async function getDataFormats(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const path = '/api/v3/audience/static/matched/data-format';
	const rows = await keyNames(this, path, () => true);
	return withoutDefault(asOptions(rows.length > 0 ? rows : FORMATS, 'keyName'));
}

/** `audienceColumnId` of NPI partners; all others are partners for voter ids. */
const NPI_COLUMN = 26;

const PARTNERS = '/api/v3/audience/static/matched/data-partner';

/** Partners as the Audience API guideline lists them. */
const VOTER_PARTNERS: Row[] = [
	{ keyName: 'Voters_StateVoterID', label: 'Registered Voter ID' },
	{ keyName: 'LalVoterID', label: 'L2 ID' },
	{ keyName: 'i360_id', label: 'i360 ID' },
	{ keyName: 'voterbase_id', label: 'TargetSmart ID' },
	{ keyName: 'aristotle_id', label: 'Aristotle ID' },
	{ keyName: 'Other', label: 'Other ID' },
];

/** Partners for voter ids: `GET …/matched/data-partner` (Audience API guideline). */
export async function getVoterPartners(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const isVoters = ({ audienceColumnId }: Row) => Number(audienceColumnId) !== NPI_COLUMN;
	const rows = await keyNames(this, PARTNERS, isVoters);
	return withoutDefault(asOptions(rows.length > 0 ? rows : VOTER_PARTNERS, 'keyName'));
}

/** In the quickstart's sample, but not in IQM's list. */
const SAMPLE_NPI_PARTNER: Row = { keyName: 'healthcare_id', label: 'Healthcare ID' };
const NPI_PARTNERS: Row[] = [
	{ keyName: 'hl_npi_id', label: 'Healthlink ID' },
	{ keyName: 'Other', label: 'Other ID' },
];

/** Partners for NPI ids: `GET …/matched/data-partner` (Audience API guideline). */
export async function getNpiPartners(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const isNpi = ({ audienceColumnId }: Row) => Number(audienceColumnId) === NPI_COLUMN;
	const rows = await keyNames(this, PARTNERS, isNpi);
	const partners = [...(rows.length > 0 ? rows : NPI_PARTNERS), SAMPLE_NPI_PARTNER];
	return withoutDefault(asOptions(partners, 'keyName'));
}
