import { findingIds } from '../../findIds';
import { getMany } from '../../getMany';
import { resourceOf } from '../../things';

export const findIds = findingIds('device');
export const getAll = getMany('device');

export const device = resourceOf('device', [findIds, getAll]);
