import * as audiences from './audiences';
import * as campaigns from './campaigns';
import type { Contract } from './contract';
import * as creatives from './creatives';
import * as orders from './orders';

/** All contracts. */
export const CONTRACTS: Contract[] = [orders, campaigns, creatives, audiences].flatMap(
	(area): Contract[] => Object.values(area),
);
