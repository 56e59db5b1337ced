import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';

import type { ApiContext, ApiReply } from '../../common/send/door';
import type { Api } from '../../common/send/exchange';
import { exchange } from '../../common/send/exchange';
import { MINUTE_MS, windowFor } from '../../common/send/rateLimit';
import { readReportAccount, REPORTS_PER_MINUTE } from './account';
import { readReportAnswer, reportStatus } from './answer';

export const REPORT_CREDENTIAL = 'appLovinReportApi';

/**
 * AppLovin's Reporting API as {@link exchange} needs it: it only reads, so whatever fails for a while is
 * asked for again. The key is in each address and is added by the credential, so that no option of a
 * request that n8n might show holds it.
 */
export const REPORTING: Api = {
	name: 'AppLovin',
	addressField: 'Base URL',
	money: { amounts: {}, relative: {}, uncapped: {}, noAmounts: [], labels: {} },
	loginFailureKind: () => undefined,
	statusOf: reportStatus,
	read: (answer, _request, clean) => readReportAnswer(answer, clean),
	async open(context) {
		const { apiKey, baseUrl } = readReportAccount(await context.getCredentials(REPORT_CREDENTIAL));
		// What the process knows of accounts outlives a run: no key among its names.
		const whose = createHash('sha256').update(apiKey).digest('hex');
		const account = ['applovin-report', baseUrl, whose].join('|');
		return {
			...{ account, credential: REPORT_CREDENTIAL, hasKey: true, baseUrl, limits: {} },
			window: windowFor(account, REPORTS_PER_MINUTE, MINUTE_MS, true),
			secrets: () => [apiKey],
		};
	},
};

/** {@link exchange} with the Reporting API. */
export async function reportRequest(
	context: ApiContext,
	path: string,
	query: IDataObject,
	itemIndex = 0,
): Promise<ApiReply> {
	return await exchange(REPORTING, context, { method: 'GET', path, query }, itemIndex);
}
