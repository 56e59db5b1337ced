import * as audiences from './audiences';
import * as campaigns from './campaigns';
import type { Contract } from './contract';
import * as creatives from './creatives';
import * as orders from './orders';
import * as reportFields from './reportFields';
import * as reports from './reports';
import * as reportSchedules from './reportSchedules';

/** All contracts. */
export const CONTRACTS: Contract[] = [
	...[orders, campaigns, creatives, audiences],
	...[reports, reportSchedules, reportFields],
].flatMap((area): Contract[] => Object.values(area));
