import { collectionProperty, requiredProperties } from '../../../../common/form/fields';
import { asked } from '../../../../common/form/field';
import { listOf, TEXTS } from '../../../../common/form/lists';
import { InputError } from '../../../../common/ground/errors';
import { Faults } from '../../../../common/ground/faults';
import { quote, resultId, toPhrases } from '../../../../common/ground/values';
import type { Operation } from '../../../../common/run/operation';
import { withRunAgainNotice } from '../../../../common/run/operation';
import {
	ADDITIONAL_FIELDS,
	readCollection,
	readTop,
	routeTo,
	sendFor,
} from '../../../../verbs/describe';
import { writeOptionsCollection } from '../../../shared/options';
import { IQM_VERBS } from '../../../shared/verbs';
import { messageIn } from '../../../transport/envelope';
import { INSIGHT_ID } from './insights';
import { fileTypeField, LOGO_FIELD, logoBody } from './logo';

const ENDPOINT = 'POST /api/v3/ins/send-email';

/** "Up to 15 emails can be specified at a time." */
const MOST_ADDRESSES = 15;

/** The addresses travel with commas between them. */
const ADDRESS = /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/;

/** Addresses, each once in any case. */
function toAddresses(value: unknown, label: string): string[] {
	const all = toPhrases(value, label);
	for (const one of all) {
		if (!ADDRESS.test(one)) {
			throw new InputError(`'${label}' must contain email addresses, not ${quote(one)}`);
		}
	}
	const folded = all.map((one) => one.toLowerCase());
	const distinct = all.filter((_, at) => folded.indexOf(folded[at]) === at);
	if (distinct.length > MOST_ADDRESSES) {
		throw new InputError(
			`'${label}' must hold at most ${MOST_ADDRESSES} addresses, not ${distinct.length}`,
			'Send it to the others in a second item.',
		);
	}
	return distinct;
}

const FIELDS = {
	insightId: INSIGHT_ID,
	attachmentType: fileTypeField('File Type'),
	recipientEmails: asked(
		listOf(TEXTS, toAddresses)('Recipients', `Email addresses to send it to, ${MOST_ADDRESSES} at most`, {
			example: 'ann@example.com,bob@example.com',
		}),
		{ hint: 'Every run sends another email: check it with Preview first' },
	),
};

const ADDITIONAL = { file: LOGO_FIELD };

/** Sends an insight by e-mail. It reaches people outside, so it is never sent a second time. */
export const sendEmail: Operation = withRunAgainNotice({
	value: 'sendEmail',
	name: 'Send by Email',
	action: 'Send an audience insight by email',
	description: 'Send a finished audience insight by email as PDF or XLSX',
	endpoint: ENDPOINT,
	document: 'IQM OpenAPI insights, sendInsightsEmail',
	writes: true,
	properties: [
		...requiredProperties(FIELDS),
		...collectionProperty(ADDITIONAL_FIELDS, ADDITIONAL),
		writeOptionsCollection(),
	],
	async execute(item) {
		const faults = new Faults();
		const values = readTop(item, FIELDS, faults);
		const { file } = readCollection(item, ADDITIONAL_FIELDS.name, ADDITIONAL, faults);
		faults.throwAny();
		const { insightId = '', attachmentType = '', recipientEmails = [] } = values;
		const label = `insightId ${insightId} sent by email`;
		const { data, raw } = await sendFor(IQM_VERBS, item, {
			...routeTo(ENDPOINT, {}),
			query: { id: insightId, attachmentType, recipientEmails: recipientEmails.join(',') },
			...(await logoBody(item, 'file', file, attachmentType)),
			writes: 'email',
			hasSentence: true,
			made: () => [label],
		});
		const sent = { insightId: resultId(insightId), attachmentType, recipientEmails, sent: true };
		return { results: [{ ...sent, ...messageIn(data) }], raw, label };
	},
});
