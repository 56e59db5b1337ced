import { BinaryDataService } from 'n8n-core';
import { Container } from '@n8n/di';
import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';

/** The bytes of a file in n8n's binary store or, in n8n's in-memory mode, in the item itself. */
export async function bytesOf({ id, data }: IBinaryData): Promise<Buffer> {
	if (id === undefined) return Buffer.from(data, 'base64');
	const service = Container.get(BinaryDataService as never) as {
		getAsBuffer(file: { id: string }): Promise<Buffer>;
	};
	return await service.getAsBuffer({ id });
}

/** An item's only file. */
export function fileOf({ binary }: INodeExecutionData, field = 'data'): IBinaryData {
	expect(Object.keys(binary ?? {})).toEqual([field]);
	return binary?.[field] as IBinaryData;
}
