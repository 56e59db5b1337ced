import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { AppLovinAxonCreative } from '../../nodes/AppLovin/AppLovinAxonCreative/AppLovinAxonCreative.node';
import { addAsset, addCreativeSet } from '../../sandbox/applovin-axon/seed';
import type { AxonAsset, AxonCreativeSet } from '../../sandbox/applovin-axon/state';
import { axonStage } from './axonStage';
import type { NodeRunOptions } from './harness';
import { fileItem, runNode } from './harness';

export const SET_LIST = '/manage/v1/creative_set/list';
export const SET_UPDATE = '/manage/v1/creative_set/update';
export const ASSET_LIST = '/manage/v1/asset/list';
export const UPLOAD = '/manage/v1/asset/upload';
export const RESULT = '/manage/v1/asset/upload_result';

export const CONTINUING = { node: { onError: 'continueRegularOutput' } as never };

/** Items with an ID each. */
export const withIds = (ids: unknown[]): INodeExecutionData[] => ids.map((id) => ({ json: { id } as never }));

/** An item with a file, whose content is its name unless another is given. */
export const file = (name: string, content = name): INodeExecutionData =>
	fileItem(name, 'x/y', Buffer.from(content));

/** For one test file: the node AppLovin Axon Creative with a stand-in, and no real waiting. */
export function axonCreativeStage() {
	const stage = axonStage();
	const { sandbox } = stage;
	return {
		...stage,
		asset: (others: Partial<AxonAsset> = {}): AxonAsset => addAsset(sandbox.applovinAxon, others),
		/** Sets a creative set as it exists already, with an asset unless others are given. */
		set: (others: Partial<AxonCreativeSet> = {}): AxonCreativeSet =>
			addCreativeSet(sandbox.applovinAxon, {
				assetIds: others.assetIds ?? [addAsset(sandbox.applovinAxon).id],
				...others,
			}),
		heldSet: (id: number | string): AxonCreativeSet | undefined =>
			sandbox.applovinAxon.creativeSets.get(Number(id)),
		ofSets: async (operation: string, parameters: IDataObject = {}, options: NodeRunOptions = {}) =>
			await runNode(sandbox, new AppLovinAxonCreative(), { resource: 'creativeSet', operation, ...parameters }, options),
		ofAssets: async (operation: string, parameters: IDataObject = {}, options: NodeRunOptions = {}) =>
			await runNode(sandbox, new AppLovinAxonCreative(), { resource: 'asset', operation, ...parameters }, options),
		/** Uploads the files of these items. */
		upload: async (items: INodeExecutionData[], parameters: IDataObject = {}, options: NodeRunOptions = {}) =>
			await runNode(
				sandbox,
				new AppLovinAxonCreative(),
				{ resource: 'asset', operation: 'upload', binaryPropertyName: 'data', ifItExists: 'return', ...parameters },
				{ items, ...options },
			),
	};
}
