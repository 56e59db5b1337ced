import type { INodeProperties } from 'n8n-workflow';

/** Parameters that are shown for one value of another parameter only, besides their own conditions. */
export function onlyFor(name: string, value: string, properties: INodeProperties[]): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { [name]: [value], ...property.displayOptions?.show },
		},
	}));
}
