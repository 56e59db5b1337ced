import type { IDataObject, INodeType } from 'n8n-workflow';

/** The choice between names and IDs, and the field of IDs that it shows. */
interface Choice {
	from: string;
	ids: string;
}

function choicesOf(nodeType: INodeType): Choice[] {
	const { properties } = nodeType.description;
	return properties.flatMap(({ name, displayOptions }) =>
		Object.entries(displayOptions?.show ?? {})
			.filter(([from, ways]) => /From$/.test(from) && ways?.includes('ids'))
			.map(([from]) => ({ from, ids: name })),
	);
}

/**
 * Parameters that hold IDs, with the choice set to IDs: a form shows the list at first, which tests of
 * what is sent do not use.
 */
export function byIds(nodeType: INodeType, parameters: IDataObject): IDataObject {
	const chosen = choicesOf(nodeType).filter(
		({ from, ids }) => ids in parameters && !(from in parameters),
	);
	return { ...parameters, ...Object.fromEntries(chosen.map(({ from }) => [from, 'ids'])) };
}
