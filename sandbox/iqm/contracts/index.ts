import * as audiences from './audiences';
import * as campaignPulse from './campaignPulse';
import * as campaigns from './campaigns';
import type { Contract } from './contract';
import * as creatives from './creatives';
import * as insights from './insights';
import * as orders from './orders';
import * as performance from './performance';
import * as reportFields from './reportFields';
import * as reports from './reports';
import * as reportSchedules from './reportSchedules';
import * as voterLevelDataReports from './voterLevelDataReports';

/** All contracts. */
export const CONTRACTS: Contract[] = [
	...[orders, campaigns, creatives, audiences],
	...[reports, reportSchedules, reportFields, performance],
	...[insights, voterLevelDataReports, campaignPulse],
].flatMap((area): Contract[] => Object.values(area));
