import { findingIds } from '../../findIds';
import { getMany } from '../../getMany';
import { resourceOf } from '../../things';

export const findIds = findingIds('location');
export const getAll = getMany('location');

export const location = resourceOf('location', [findIds, getAll]);
