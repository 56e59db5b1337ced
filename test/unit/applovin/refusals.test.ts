import type { IDataObject } from 'n8n-workflow';

import { readAnswer } from '../../../nodes/AppLovin/transport/answer';
import { refusalIn, withoutNoErrors } from '../../../nodes/AppLovin/transport/refusal';

/** Answers of HTTP 200 to writes, in forms that no document shows and none rules out. */

const ID = '29d66efc22ae53a201e1532265b83f12';

const keep = (text: string): string => text;

/** The error of a write that is answered so with HTTP 200. */
function failureOf(body: unknown): Error & { facts: IDataObject } {
	try {
		readAnswer({ status: 200, headers: {}, body }, 'campaign', true, keep);
	} catch (error) {
		return error as Error & { facts: IDataObject };
	}
	throw new Error('was taken for a success');
}

describe('a refusal', () => {
	it.each<[string, unknown]>([
		['a word as result', { result: 'error' }],
		['a result of false', { result: false }],
		['a word as outcome', { outcome: 'FAILED' }],
		['a word as code', { code: 'NOT_FOUND' }],
		['a word as code, at its end', { code: 'PERMISSION_DENIED', message: 'no' }],
		['the status rejected', { status: 'rejected' }],
		['the status invalid', { status: 'Invalid' }],
		['the status failed', { status: 'failed' }],
		['the status refused', { status: 'REFUSED' }],
		['the status not_found', { status: 'not_found' }],
		['the status NotFound', { status: 'NotFound' }],
		['the status partial success', { status: 'partial_success' }],
		['the status skipped', { status: 'skipped' }],
		['a validation error', { status: 'Validation error' }],
		['rows that were not found', { success: true, not_found: ['a1'] }],
		['rows that were not processed', { unprocessed: [{ app_id: 'a1' }] }],
		['rows that were skipped', { skipped: 1 }],
		['rows that were rejected', { rejected: ['a1'] }],
		['apps that are unknown', { unknown_app_ids: ['a1'] }],
		['rows that were ignored', { updated: 1, ignoredRows: 1 }],
		['a count of failures at its end', { rows_failed: 2 }],
		['a count of errors', { error_count: 1 }],
		['a total of errors', { totalErrors: 1 }],
		['missing rows', { missing: ['a1'] }],
		['a count of missing rows', { missing_sources: 1 }],
		['an exception', { exception: 'NullPointer' }],
		['a flag of errors', { hasErrors: true }],
		['an error without vowels', { errmsg: 'no budget' }],
		['an error code of its own', { error_code: 17 }],
		['an error code as text', { error_code: '0017' }],
		['not accepted', { accepted: false }],
		['not valid', { isValid: 'false' }],
		['not updated', { updated: false }],
		['one level down', { status: 'success', data: { error: 'no budget' } }],
		['one level down, as a status', { response: { status: 'error' } }],
		['two levels down', { result: { data: { errors: ['no budget'] } } }],
		['one level down, rows', { data: { skipped: ['a1'] } }],
		['an envelope that failed', { status: false, message: 'no budget', data: null }],
		['an envelope of a campaign that failed', { status: false, campaign: { campaign_id: ID } }],
	])('is %s', (_, body) => {
		expect(refusalIn(body)).toBeDefined();
		expect(failureOf(body).facts).toMatchObject({
			mayHaveActed: true,
			description: expect.stringContaining('before running again') as string,
		});
	});

	it.each<[string, unknown]>([
		['an error message that says there is none', { error_message: 'No error' }],
		['an empty error message', { error_message: '' }],
		['an error code of zeros', { error_code: '000' }],
		['an error code of 0', { error_code: 0 }],
		['the error code OK', { error_code: 'OK' }],
		['the error code of a success', { error_code: '200', errorNo: 200 }],
		['the error NO_ERROR', { error: 'NO_ERROR', errors: 'none' }],
		['an error type of none', { error_type: 'none', exception: null }],
		['no errors found', { error_message: 'No errors found.' }],
		['a success in words', { error: 'Success', result: 'success', outcome: 'ok' }],
		['a flag of no errors', { hasErrors: false, error_count: 0, is_error: '0' }],
		['a code of letters', { code: 'SUCCESS', status: 'OK' }],
		['a result of 0', { result: 0, updated: 0 }],
		['a result that is the content', { result: { campaign_id: ID, status: false } }],
		['empty lists', { not_found: [], skipped: 0, unprocessed: {}, rejected: [] }],
		['rejected as a count of none', { rejected: { count: 0, ids: [] } }],
		['a campaign that is paused', { campaign_id: ID, status: false }],
		['a paused campaign without its ID', { name: 'New', status: false, data: { a: 1 } }],
		['assets that failed before', { id: 'a', assets: [{ type: 'TXT_TITLE', status: 'error' }] }],
		['a set that lacks assets of a template', { id: 'a', missing_assets: ['IMG_ICON'] }],
		['a sentence as message', { message: 'Updated without any error' }],
		['a sentence as status', { status: 'All 3 of the rows were updated, and none of them failed' }],
		['a list of rows', [{ app_id: 'a1', code: 826 }]],
		['a note', { notes: 'x', notifications: ['y'] }],
		['what succeeded', { updated: ['a1'], processed: 2, valid: true }],
	])('is not %s', (_, body) => {
		expect(refusalIn(body)).toBeUndefined();
		expect(() => readAnswer({ status: 200, headers: {}, body }, 'campaign', true, keep)).not.toThrow();
	});

	it('removes fields that say that there is no error, since n8n would take the item for a failed one', () => {
		const body = { error: 'No error', error_message: '', error_code: '000', name: 'New' };
		expect(withoutNoErrors(body)).toEqual({ name: 'New' });
	});

	it.each<[IDataObject, string]>([
		[{ result: 'error', reason: 'no budget' }, 'no budget'],
		[{ message: 'done', data: { error: 'no budget' } }, 'no budget'],
		[{ result: 'error' }, 'AppLovin rejected it: {"result":"error"}'],
		[
			{ message: '2 rows updated', skipped: ['a1'] },
			'AppLovin completed only part of it: {"skipped":["a1"]} (2 rows updated)',
		],
	])('%j is reported as %j', (body, message) => {
		expect(failureOf(body).message).toBe(message);
	});

	it('names what stands one level down among what may have been made', () => {
		const body = { data: { campaign_id: ID, error: 'no budget' } };
		expect(failureOf(body).facts.created).toEqual([`campaign_id ${ID}`]);
	});
});

it.each(['OK', 'done'])('shows the plain text %s rather than doubt the address', (body) => {
	const { message, facts } = failureOf(body);
	expect(message).toContain('something that is not JSON');
	expect(facts.description).toContain(`Its answer was '${body}'`);
	expect(facts.description).not.toContain('API Base URL');
});

it('doubts the address where a page came', () => {
	expect(failureOf('<html></html>').facts.description).toContain('API Base URL');
});

it('doubts the address where a read brought a plain text', () => {
	const read = () => readAnswer({ status: 200, headers: {}, body: 'OK' }, undefined, false, keep);
	expect(read).toThrow(
		expect.objectContaining({
			facts: expect.objectContaining({
				description: expect.stringMatching(/Its answer was 'OK'.*API Base URL/) as string,
			}) as object,
		}) as Error,
	);
});
