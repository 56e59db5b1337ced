import type { Otherwise } from './contractForms';

/** How the forms of reports differ from the documents' samples. */
export const OTHERWISE_VOTER_REPORTS: Record<string, Otherwise> = {
	'iqmReport voterLevelDataReport: generate': {
		// The price is asked for first, and the new report's ID is looked up afterwards.
		fills: { highestCost: '1000' },
		reads: ['/api/v3/ins/vld-reports/computation', '/api/v3/ins/vld-reports'],
		credential: { allowMoneyOperations: true },
	},
	'iqmReport voterLevelDataReport: download': { fills: { binaryPropertyName: 'data' } },
};
