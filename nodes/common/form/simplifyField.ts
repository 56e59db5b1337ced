import type { INodeProperties } from 'n8n-workflow';

import { toBoolean } from '../ground/values';

export const SIMPLIFY: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/**
 * *Simplify* of a trigger. n8n saves only what differs from a default, and triggers had no such parameter
 * in their version 1: there it is off at first, so that workflows that were saved with it stay as they are. Versions are whole numbers: n8n 1.x on PostgreSQL
 * can't install a package with any other.
 */
export const SIMPLIFY_EVENTS: INodeProperties[] = [
	{ ...SIMPLIFY, displayOptions: { show: { '@version': [2] } } },
	{ ...SIMPLIFY, default: false, displayOptions: { show: { '@version': [1] } } },
];

/** @throws InputError for a value of *Simplify* that is no yes or no */
export function toSimplify(value: unknown): boolean {
	return toBoolean(value, SIMPLIFY.displayName);
}
