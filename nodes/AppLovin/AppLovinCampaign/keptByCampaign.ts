import type { IExecuteFunctions } from 'n8n-workflow';

import { ApiFailure } from '../../common/ground/errors';
import { credentialOf } from '../transport/request';

/** Something of a campaign that is read once per execution, and kept true by what is sent. */
export interface KeptByCampaign<T> {
	/**
	 * What AppLovin has, asked for once per execution and campaign.
	 *
	 * @throws whatever `read` throws: the next item then reads again
	 */
	get(
		context: IExecuteFunctions,
		itemIndex: number,
		campaignId: string,
		read: () => Promise<T>,
	): Promise<T>;
	/**
	 * Sends a change and keeps what is known true for the following items. After an error that may have
	 * changed it, it is read again.
	 */
	keeping<R>(
		context: IExecuteFunctions,
		itemIndex: number,
		campaignId: string,
		change: { send: () => Promise<R>; after: (before: T) => T },
	): Promise<R>;
	/** Takes for granted what a change that is about to be sent leads to, so that following items see it. */
	assume(
		context: IExecuteFunctions,
		itemIndex: number,
		campaignId: string,
		after: (before: T) => T,
	): void;
	/** Has it read again, since it may be otherwise. */
	forget(context: IExecuteFunctions, itemIndex: number, campaignId: string): void;
}

/** By execution of a node, then by account and campaign: no execution trusts what another has read. */
export function keptByCampaign<T>(): KeptByCampaign<T> {
	const known = new WeakMap<IExecuteFunctions, Map<string, T>>();
	const place = (context: IExecuteFunctions, itemIndex: number, campaignId: string) => {
		const entries = known.get(context) ?? new Map<string, T>();
		known.set(context, entries);
		return { entries, key: `${credentialOf(context, itemIndex)} ${campaignId}` };
	};
	return {
		async get(context, itemIndex, campaignId, read) {
			const { entries, key } = place(context, itemIndex, campaignId);
			const found = entries.get(key);
			if (found !== undefined) return found;
			const present = await read();
			entries.set(key, present);
			return present;
		},
		async keeping(context, itemIndex, campaignId, { send, after }) {
			const { entries, key } = place(context, itemIndex, campaignId);
			const result = await send().catch(async (error: unknown) => {
				if (error instanceof ApiFailure && error.facts.mayHaveActed === true) entries.delete(key);
				return await Promise.reject(error);
			});
			const before = entries.get(key);
			if (before !== undefined) entries.set(key, after(before));
			return result;
		},
		assume(context, itemIndex, campaignId, after) {
			const { entries, key } = place(context, itemIndex, campaignId);
			const before = entries.get(key);
			if (before !== undefined) entries.set(key, after(before));
		},
		forget(context, itemIndex, campaignId) {
			const { entries, key } = place(context, itemIndex, campaignId);
			entries.delete(key);
		},
	};
}
