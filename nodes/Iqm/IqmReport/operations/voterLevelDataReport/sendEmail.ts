import type { IDataObject } from 'n8n-workflow';

import { requiredProperties } from '../../../../common/form/fields';
import type { Field } from '../../../../common/form/kinds';
import { listOf } from '../../../../common/form/lists';
import { InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { quote, toList } from '../../../../common/ground/values';
import type { Item } from '../../../../common/run/item';
import type { Operation, OperationResult } from '../../../../common/run/operation';
import { withRunAgainNotice } from '../../../../common/run/operation';
import { readTop, sendFor } from '../../../../verbs/describe';
import { writeOptionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { messageIn } from '../../../transport/envelope';
import { REPORT_FILE, VOTERS } from './reports';

/** "Set of recipient email addresses (1-15)"; the length is from the older schema. */
const MOST_ADDRESSES = 15;
const LONGEST_ADDRESS = 320;

/** Looser than the standard: it finds what was pasted wrongly, not what no server has. */
const ADDRESS = /^[^\s@,;<>"()[\]\\]+@[^\s@,;<>"()[\]\\]+\.[^\s@.,;<>"()[\]\\]{2,}$/;

function toAddresses(value: unknown, label: string): string[] {
	const given = toList(value, label);
	const wrong = given.find((one) => one.length > LONGEST_ADDRESS || !ADDRESS.test(one));
	if (wrong !== undefined) {
		throw new InputError(
			`'${label}' must contain only email addresses, not ${quote(wrong)}`,
			'Nothing was sent. Enter plain addresses such as buyer@example.com, separated by commas.',
		);
	}
	const addresses = [...new Map(given.map((one) => [one.toLowerCase(), one])).values()];
	if (addresses.length <= MOST_ADDRESSES) return addresses;
	throw new InputError(
		`'${label}' holds ${addresses.length} addresses, but IQM accepts ${MOST_ADDRESSES} at most`,
		'Nothing was sent. Send to fewer recipients at once.',
	);
}

const addresses: Field<string[]> = listOf('A comma-separated list or an array', toAddresses)(
	'Recipients',
	'Email addresses to send the voter data to, at most 15: check them carefully',
	{ example: 'buyer@example.com' },
);

const fields = { ...REPORT_FILE, emailIds: addresses };

async function execute(item: Item): Promise<OperationResult> {
	const faults = new Faults();
	const body = readTop(item, fields, faults);
	faults.throwAny();
	const { data, raw } = await sendFor(IQM_VERBS, item, {
		method: 'POST',
		path: '/api/v3/ins/vld-report/email',
		body: body as IDataObject,
		writes: 'email with the report',
		hasSentence: true,
	});
	const { reportId, emailIds = [] } = body;
	return {
		results: [{ vldId: reportId, sent: true, emailIds, ...messageIn(data) }],
		raw,
		label: `vldId ${reportId} sent to ${emailIds.join(', ')}`,
	};
}

/** Sends the file to people outside n8n, so a person names them, and it is sent once. */
export const sendEmail: Operation = withRunAgainNotice({
	value: 'sendEmail',
	name: 'Send by Email',
	action: 'Send a voter level data report by email',
	description: 'Send a voter level data report as a file to up to 15 email addresses',
	endpoint: 'POST /api/v3/ins/vld-report/email',
	document: 'IQM OpenAPI insights, sendMailForVlDReport',
	writes: true,
	notForTools: VOTERS,
	properties: [...requiredProperties(fields), writeOptionsCollection()],
	execute,
});
