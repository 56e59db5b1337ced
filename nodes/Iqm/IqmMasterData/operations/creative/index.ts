import { findingIds } from '../../findIds';
import { getMany } from '../../getMany';
import { resourceOf } from '../../things';

export const findIds = findingIds('creative');
export const getAll = getMany('creative');

export const creative = resourceOf('creative', [findIds, getAll]);
