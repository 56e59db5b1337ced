import { findingIds } from '../../findIds';
import { getMany } from '../../getMany';
import { resourceOf } from '../../things';

export const findIds = findingIds('supply');
export const getAll = getMany('supply');

export const supply = resourceOf('supply', [findIds, getAll]);
