import { createHash } from 'node:crypto';
import type { AppLovinState } from '../applovin/state';
import type { ReportRow } from './state';

const DAY_MS = 86_400_000;
const COUNTRIES = ['us', 'gb', 'de', 'jp'];
const hex = (text: string, length = 32): string =>
	createHash('sha256').update(text).digest('hex').slice(0, length);

/** `YYYY-MM-DD` of a number of UTC days ago. */
export function daysAgo(days: number, now: number): string {
	return new Date(Math.floor(now / DAY_MS) * DAY_MS - days * DAY_MS).toISOString().slice(0, 10);
}

/** The figures of one source on one day; `quality` is its revenue of 7 days per dollar. */
export function figuresOf(cost: number, quality: number): ReportRow['metrics'] {
	const revenue = (share: number): number => Math.round(cost * quality * share * 100) / 100;
	const metrics: ReportRow['metrics'] = {
		...{ impressions: Math.round(cost * 200), clicks: Math.round(cost * 8), conversions: Math.round(cost / 2.5) },
		cost,
	};
	for (const [window, share] of [['0d', 0.2], ['1d', 0.35], ['3d', 0.6], ['7d', 1], ['14d', 1.3], ['28d', 1.6]] as const) {
		metrics[`ad_rev_${window}`] = revenue(share * 0.6);
		metrics[`iap_rev_${window}`] = revenue(share * 0.4);
		metrics[`unique_purchasers_${window}`] = Math.round((metrics.conversions / 20) * share);
	}
	return metrics;
}

export interface SeedOptions {
	now: number;
	/** As `campaign_id_external`. */
	campaigns?: string[];
	sources?: number;
	countries?: number;
	days?: number;
}

/** A believable report: each campaign has sources of different quality, in countries, day by day. */
export function seedRows({ now, campaigns = [hex('campaign 1')], sources = 5, countries = 2, days = 14 }: SeedOptions): ReportRow[] {
	const rows: ReportRow[] = [];
	for (const [at, id] of campaigns.entries()) {
		for (let source = 0; source < sources; source++) {
			for (const country of COUNTRIES.slice(0, countries)) {
				for (let ago = 1; ago <= days; ago++) {
					rows.push({
						day: daysAgo(ago, now),
						dimensions: {
							...{ campaign: `Campaign ${at + 1}`, campaign_id_external: id, platform: 'android', country },
							...{ campaign_package_name: 'com.example.game', campaign_type: 'CPI' },
							...{ creative_set: `Set ${(source % 3) + 1}`, creative_set_id: hex(`set ${id} ${source % 3}`) },
							application: `Game ${source + 1}`,
							app_id_external: hex(`external ${source}`),
							external_placement_id: hex(`placement ${source}`, 52),
						},
						metrics: figuresOf(10 + source * 3 + ago, 0.2 + 0.2 * source),
					});
				}
			}
		}
	}
	return rows;
}

/** Figures of the sources that the stand-in for the Campaign Management API has, under the same IDs. */
export function seedSources(state: AppLovinState, now: number, days = 14): ReportRow[] {
	return [...state.sources].flatMap(([campaignId, sources]) =>
		sources.flatMap(({ app_id, app_id_external }, at) =>
			Array.from({ length: days }, (_, ago): ReportRow => ({
				day: daysAgo(ago + 1, now),
				dimensions: {
					campaign: state.campaigns.get(campaignId)?.name ?? '',
					...{ campaign_id_external: campaignId, platform: 'android', country: 'us' },
					...{ application: `Game ${at + 1}`, app_id_external, external_placement_id: app_id },
				},
				metrics: figuresOf(20 + at, 0.1 + 0.05 * at),
			})),
		),
	);
}

/** So many rows that differ in their source, all of one day. */
export function manyRows(count: number, now: number): ReportRow[] {
	return Array.from({ length: count }, (_, at): ReportRow => ({
		day: daysAgo(10, now),
		dimensions: {
			...{ campaign: 'Large', campaign_id_external: hex('large'), platform: 'ios', country: COUNTRIES[at % 4] },
			...{ application: `Game ${at}`, app_id_external: hex(`e${at}`), external_placement_id: hex(`p${at}`, 52) },
		},
		metrics: figuresOf(1 + (at % 7), 0.5),
	}));
}
