import { readFileSync } from 'node:fs';
import type { INodePropertyOptions, INodeType } from 'n8n-workflow';

import packageJson from '../../package.json';
import { loadFile, loadOwn, sourceOf } from './ownTypes';

/**
 * What n8n's node panel finds of the package, by n8n's own search: `sublimeSearch` of `@n8n/utils`, which
 * comes with n8n-core. It takes a word whose letters stand in a name or a search word in that order.
 */

interface Entry {
	properties: { displayName: string; codex: { alias: string[] } };
}

const { sublimeSearch } = loadFile('@n8n/utils/search/sublime-search') as {
	sublimeSearch: (words: string, entries: Entry[]) => Array<{ item: Entry }>;
};

/**
 * The entries of the panel. It shows a trigger with the node of the same name, under that node's search
 * words alone, so those of triggers do not count.
 */
export const ENTRIES: Entry[] = packageJson.n8n.nodes
	.filter((built) => !built.endsWith('Trigger.node.js'))
	.map((built) => {
		const codex = readFileSync(sourceOf(built).replace(/\.ts$/, '.json'), 'utf8');
		const { displayName } = loadOwn<INodeType>(built).description;
		return { properties: { displayName, codex: JSON.parse(codex) as { alias: string[] } } };
	});

/** The nodes that the panel lists for what is typed, the best first. */
export const foundFor = (typed: string): string[] =>
	sublimeSearch(typed.toLowerCase(), ENTRIES).map(({ item }) => item.properties.displayName);

/** The actions that a node offers in the panel, as it words them. */
export function actionsOf(displayName: string): string[] {
	const types = packageJson.n8n.nodes.map((built) => loadOwn<INodeType>(built).description);
	const { properties = [] } = types.find((type) => type.displayName === displayName) ?? {};
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ options }) => options as INodePropertyOptions[])
		.map(({ action = '' }) => action);
}

const ORDER = 'IQM Insertion Order';
const CAMPAIGN = 'IQM Campaign';
const CREATIVE = 'IQM Creative';
const AUDIENCE = 'IQM Matched Audience';
const REPORT = 'IQM Report';
const MASTER = 'IQM Master Data';
const APP_CAMPAIGN = 'AppLovin Campaign';
const APP_CREATIVE = 'AppLovin Creative Set';
const AXON_CAMPAIGN = 'AppLovin Axon Campaign';
const AXON_CREATIVE = 'AppLovin Axon Creative';
const APP_REPORT = 'AppLovin Report';
const IQM = [ORDER, CAMPAIGN, CREATIVE, AUDIENCE, REPORT, MASTER];
const APPDISCOVERY = [APP_CAMPAIGN, APP_CREATIVE];
const APPLOVIN = [...APPDISCOVERY, AXON_CAMPAIGN, AXON_CREATIVE, APP_REPORT];

/** What a media buyer types, and the nodes that do it. */
export const SEARCHES: Array<[string, string[]]> = [
	['iqm', IQM],
	['dsp', IQM],
	['applovin', APPLOVIN],
	['appdiscovery', APPDISCOVERY],
	['user acquisition', APPLOVIN],
	['insertion order', [ORDER]],
	['flight dates', [ORDER]],
	['campaign', [CAMPAIGN, APP_CAMPAIGN, AXON_CAMPAIGN]],
	['budget', [CAMPAIGN, ORDER, APP_CAMPAIGN, AXON_CAMPAIGN]],
	['pause', [CAMPAIGN, CREATIVE, APP_CAMPAIGN, AXON_CAMPAIGN, AXON_CREATIVE]],
	['clone campaign', [CAMPAIGN]],
	['line item', [CAMPAIGN]],
	['dma', [CAMPAIGN, MASTER]],
	['zip', [CAMPAIGN, MASTER]],
	['blacklist', [CAMPAIGN]],
	['blocklist', [CAMPAIGN]],
	['frequency cap', [CAMPAIGN]],
	['geo targeting', [CAMPAIGN, APP_CAMPAIGN]],
	['bid', [CAMPAIGN, APP_CAMPAIGN]],
	['source bid', [APP_CAMPAIGN]],
	['cpi', [APP_CAMPAIGN, AXON_CAMPAIGN]],
	['goal', [AXON_CAMPAIGN]],
	['roas', [AXON_CAMPAIGN, APP_REPORT]],
	['change log', [AXON_CAMPAIGN]],
	['pacing', [CAMPAIGN, REPORT]],
	['approve', [CAMPAIGN, CREATIVE, AUDIENCE]],
	['creative', [CREATIVE, APP_CREATIVE]],
	['banner', [CREATIVE, AXON_CREATIVE]],
	['vast', [CREATIVE]],
	['video', [CREATIVE, APP_CREATIVE, AXON_CREATIVE]],
	['rotate', [APP_CREATIVE]],
	['playable', [APP_CREATIVE, AXON_CREATIVE]],
	['end card', [APP_CREATIVE]],
	['upload audience', [AUDIENCE]],
	['hashed emails', [AUDIENCE]],
	['voter file', [AUDIENCE]],
	['csv', [AUDIENCE]],
	['voter', [AUDIENCE, REPORT]],
	['match rate', [REPORT]],
	['report', [REPORT]],
	['performance', [REPORT, APP_REPORT]],
	['spend', [REPORT, APP_REPORT]],
	['installs', [APP_REPORT]],
	['cohort', [APP_REPORT]],
	['ctr', [REPORT]],
	['insight', [REPORT]],
	['impressions', [REPORT]],
	['lookup', [MASTER]],
	['exchange', [MASTER]],
	['iab', [MASTER]],
	['age', [MASTER]],
	['interest', [MASTER]],
	['carrier', [MASTER]],
	['county', [MASTER]],
	['city', [MASTER]],
	['category', [MASTER]],
];

/**
 * What the package can't do yet: whoever types it must not be sent to a node that does something else.
 * The letters of two stand by chance in a name and in "hashed emails", which n8n lists below all else.
 */
export const NOT_YET: Array<[string, string[]]> = [
	['invoice', []],
	['pixel', []],
	['conversion', []],
	['pmp', [APP_CAMPAIGN, AXON_CAMPAIGN]],
	['deal', [AUDIENCE]],
];
