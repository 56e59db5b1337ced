import type { Contract } from './contract';
import { MASTER_CREATIVES } from './masterCreatives';
import { MASTER_DEMOGRAPHICS } from './masterDemographics';
import { MASTER_DEVICES } from './masterDevices';
import { MASTER_LOCATIONS } from './masterLocations';
import { MASTER_OLDER_LOCATIONS } from './masterOlderLocations';
import { MASTER_SUPPLY } from './masterSupply';

/**
 * Every list of master data, held to its document without being among the contracts of operations:
 * those of one resource are requests of one operation, which has one contract.
 */
export const MASTER_LISTS: Contract[] = [
	...[MASTER_LOCATIONS, MASTER_OLDER_LOCATIONS, MASTER_DEMOGRAPHICS],
	...[MASTER_CREATIVES, MASTER_DEVICES, MASTER_SUPPLY],
].flatMap((lists) => Object.values(lists));
