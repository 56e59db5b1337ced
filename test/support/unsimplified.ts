import type { IDataObject } from 'n8n-workflow';

/**
 * Parameters with *Simplify* off unless they say otherwise: a form has it on at first, but what most
 * tests look at is the whole result.
 */
export const unsimplified = (parameters: IDataObject): IDataObject => ({
	simplify: false,
	...parameters,
});
