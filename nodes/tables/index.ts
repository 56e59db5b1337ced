/**
 * Table files, read as streams: CSV and XLSX files are inspected, and columns of personal data hashed.
 * Everything that is not exported here is internal.
 */
export type { ContactSigns, PhoneRule } from './contactValues';
export { signsOf } from './contactValues';
export type { CsvInspection, TableInspection } from './csv/inspectCsv';
export { inspectCsv } from './csv/inspectCsv';
export type { HashCounts, HashPlan } from './hash/hashColumn';
export { hashCsv, shiftedRecord } from './hash/hashFile';
export type { HashAlgorithm, HashedKind } from './hash/hashValue';
export { HASH_ALGORITHMS } from './hash/hashValue';
export { looksLikeData, visibleText } from './header';
export type { ColumnKinds, ValueKind } from './valueKinds';
export type { XlsxInspection } from './xlsx/inspectXlsx';
export { inspectXlsx } from './xlsx/inspectXlsx';
