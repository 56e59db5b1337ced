import { findingIds } from '../../findIds';
import { getMany } from '../../getMany';
import { resourceOf } from '../../things';

export const findIds = findingIds('demographic');
export const getAll = getMany('demographic');

export const demographic = resourceOf('demographic', [findIds, getAll]);
