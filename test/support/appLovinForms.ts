import type { IDataObject } from 'n8n-workflow';

/** Forms, IDs and answers that tests of AppLovin's nodes have in common. */

/** A campaign: the document's example. */
export const ID = '29d66efc22ae53a201e1532265b83f12';
/** A creative set. */
export const SET = 'a5bb9f1b3ff0f6e4c5f2b1a0d9e8c7b6';

/** n8n's own "Retry On Fail". */
export const RETRY = { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } };

/** Campaign: Create. */
export const CREATE = {
	resource: 'campaign',
	operation: 'create',
	ifItExists: 'create',
	name: 'My app US',
	platform: 'android',
	package_name: 'com.example.app',
	bid_type: 'CPI',
	tracking_method: 'adjust',
};

/** Asset: Remove. */
export const REMOVE = {
	resource: 'asset',
	operation: 'delete',
	creative_set_id: SET,
	type: 'TXT_TITLE',
};

/** What a proxy answers in AppLovin's place. */
export const HTML = '<!DOCTYPE html><html><body>Maintenance</body></html>';

/** AppLovin's answers about that campaign, that creative set, and a title in it. */
export const campaign = (changes: IDataObject) => ({ campaign_id: ID, ...changes });
export const set = (changes: IDataObject) => ({ id: SET, ...changes });
export const title = (asset: string, status = 'ready') => ({ type: 'TXT_TITLE', asset, status });
