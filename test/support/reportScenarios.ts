import type { IDataObject } from 'n8n-workflow';

import { AppLovinReport } from '../../nodes/AppLovin/AppLovinReport/AppLovinReport.node';
import type { Sandbox } from '../../sandbox';
import { daysAgo, figuresOf } from '../../sandbox/applovin-report/seed';
import { AppLovinClient } from '../../sandbox/applovin/client';
import type { Scenario, Stage } from './scenarios';

/** Yesterday's figures of two countries, assets and playables; the campaign is one of the older API. */
async function setReportStage(sandbox: Sandbox, isWeb: boolean): Promise<Stage> {
	const { applovinReport: state } = sandbox;
	sandbox.options.applovinReport.account = isWeb ? 'web' : 'app';
	const client = new AppLovinClient(sandbox);
	await client.login();
	const campaign_id_external = await client.makeCampaign();
	sandbox.requests.length = 0;
	state.rows = ['us', 'gb'].map((country) => ({
		day: daysAgo(1, Date.now()),
		dimensions: {
			...{ campaign: `US CPI ${country}`, creative_set: country, campaign_id_external, platform: 'android', country },
			external_placement_id: 'da605e6f95',
		},
		metrics: figuresOf(40, 0.5),
	}));
	state.assetRows = state.rows.map((row, at) => ({ ...row, dimensions: { asset_id: `7000000${at}` } }));
	state.playableRows = state.assetRows.map((row) => ({ ...row, metrics: { completed: 12 } }));
	return {} as Stage;
}

interface Form {
	name: string;
	path: string;
	form?: IDataObject;
	isWeb?: true;
}

const FORMS: Form[] = [
	{ name: 'Get Assets', path: 'assetAnalyticsReport' },
	{ name: 'Get Campaigns', path: 'report' },
	{ name: 'Get Creative Sets', path: 'report' },
	{ name: 'Get Custom', path: 'report', form: { columns: 'day,campaign,cost' } },
	{
		name: 'Get Custom of web campaigns',
		...{ path: 'webReport', isWeb: true },
		form: { report: 'webReport', columns: 'campaign,cost' },
	},
	...(['assetReport', 'assetAnalyticsReport'] as const).map((report) => ({
		name: `Get Custom of ${report}`,
		...{ path: report, form: { report, columns: 'asset_id,cost' } },
	})),
	{
		name: 'Get Custom of playables',
		...{ path: 'playableMetrics', form: { report: 'playableMetrics', columns: 'asset_id,completed' } },
	},
	{
		name: 'Get Custom of the account',
		...{ path: 'accountInfo', isWeb: true, form: { report: 'accountInfo' } },
	},
	{ name: 'Get Sources', path: 'report' },
	{ name: 'Get Sources, checked', path: 'report', form: { checkCampaignIds: 'appLovinApi' } },
];

/** "Get Creative Sets, …" as the operation's value. */
const operationOf = (name: string): string =>
	name
		.replace(/(,| of ).*/, '')
		.replace(/ /g, '')
		.replace(/^G/, 'g');

export const REPORT_SCENARIOS: Scenario[] = FORMS.map(
	({ name, path, form, isWeb = false }): Scenario => ({
		name: `AppLovin Report: ${name}`,
		path: new RegExp(`^/${path}$`),
		writes: false,
		hasKey: true,
		node: () => new AppLovinReport(),
		// One row of two: a whole report would take a second request, since only an empty page ends it.
		parameters: () => ({ operation: operationOf(name), returnAll: false, limit: 1, ...form }),
		item: () => ({ json: {} }),
		count: () => 0,
		stage: async (sandbox) => await setReportStage(sandbox, isWeb),
	}),
);
