import type { IDataObject } from 'n8n-workflow';

import { IqmCampaign } from '../../nodes/Iqm/IqmCampaign/IqmCampaign.node';
import { formOf, iqmStage, picked } from './iqmStage';

export const PATH = '/api/v2/cmp/campaigns';
/** Two campaigns that a test adds, in the form's format. */
export const BOTH = '440264,440133';

const FORMS: Record<string, IDataObject> = {
	updateStatus: { campaignIds: BOTH, status: 'running' },
	delete: { campaignIds: BOTH, confirmIds: '440133, 440264' },
	updateBudget: {
		campaignIds: BOTH,
		amountToChange: 'dailyBudget',
		changeBy: 'set',
		amount: '60',
	},
	updateEndDate: { campaignIds: BOTH, endDate: '2031-03-01T00:00:00Z' },
	duplicate: {
		campaignIds: BOTH,
		ioId: picked(123456),
		startDate: '2031-01-15T00:00:00Z',
		endDate: '2031-02-15T00:00:00Z',
		timeZoneId: picked(29),
	},
};
/** A change of these two campaigns. */
export const form = formOf(FORMS);

/** A change of an amount, as the form of Update Budget asks for it. */
export function change(
	amountToChange: string,
	changeBy: string,
	by: number | string,
	atMost: number | string = 1_000_000,
): IDataObject {
	const field = changeBy === 'percent' ? 'percent' : 'amount';
	const cap = ['add', 'percent'].includes(changeBy) ? { atMost } : {};
	return { amountToChange, changeBy, [field]: by, ...cap };
}

/** The fixture for one test file on IQM Campaign, with campaigns that a test adds. */
export function campaignStage() {
	const stage = iqmStage(() => new IqmCampaign());
	return {
		...stage,
		/** Adds a campaign like that of the stage. */
		addCampaign: (id: number, changes: IDataObject = {}): void => {
			const { campaigns } = stage.sandbox.iqm;
			const staged = campaigns.get(stage.stage.campaignId);
			if (staged === undefined) throw new Error('No campaign on the stage');
			const request = { ...staged.request, ...(changes as typeof staged.request) };
			campaigns.set(id, { ...staged, id, request });
		},
	};
}
