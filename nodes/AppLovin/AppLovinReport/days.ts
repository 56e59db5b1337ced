import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { toChoice, toChoices } from '../../common/form/choice';
import { clock } from '../../common/ground/clock';
import { InputError } from '../../common/ground/errors';
import type { Faults } from '../../common/ground/faults';
import { quote, toInteger, toText } from '../../common/ground/values';
import type { Item } from '../../common/run/item';
import { WINDOWS } from './columns';

const DAY_MS = 86_400_000;

/** "start at most 45 days back", 90 for web accounts (Reporting API). */
export const MOST_DAYS_BACK = 45;
export const MOST_DAYS_BACK_WEB = 90;
/** "hour (last 30 days only)". */
export const MOST_DAYS_BACK_HOURS = 30;

const COHORTS = 'completeCohorts';

const PERIODS: INodePropertyOptions[] = [
	{ name: 'Yesterday', value: 'yesterday' },
	{ name: 'Last 7 Days', value: 'last7Days', description: 'Up to yesterday' },
	{ name: 'Last 14 Days', value: 'last14Days', description: 'Up to yesterday' },
	{ name: 'Last 28 Days', value: 'last28Days', description: 'Up to yesterday' },
	{ name: 'Last 45 Days', value: 'last45Days', description: 'Up to yesterday; AppLovin knows no earlier day' },
	{
		name: 'Complete Cohorts',
		value: COHORTS,
		description: 'The newest install days whose longest window below is over, so that their revenue no longer changes',
	},
	{ name: 'Custom', value: 'custom', description: 'From a first to a last day' },
];

const LENGTHS: Record<string, number> = {
	yesterday: 1,
	last7Days: 7,
	last14Days: 14,
	last28Days: 28,
	last45Days: 45,
};

const [START, END, INSTALL_DAYS, WINDOWS_LABEL] = ['First Day', 'Last Day', 'Install Days', 'Revenue After'];

function dayText(label: string, name: string, description: string): INodeProperties {
	return {
		displayName: label,
		name,
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 2026-03-01',
		displayOptions: { show: { period: ['custom'] } },
		description,
	};
}

/**
 * Asks for the period.
 *
 * @param hasCohorts whether the report has revenue by window
 */
export function periodProperties(hasCohorts: boolean): INodeProperties[] {
	return [
		{
			displayName: 'Period',
			name: 'period',
			type: 'options',
			options: hasCohorts ? PERIODS : PERIODS.filter(({ value }) => value !== COHORTS),
			default: 'yesterday',
			description: `Days that the report covers, in UTC, at most ${MOST_DAYS_BACK} days back, for example Last 7 Days`,
		},
		...(hasCohorts
			? [
					{
						displayName: INSTALL_DAYS,
						name: 'installDays',
						type: 'number',
						typeOptions: { minValue: 1, maxValue: MOST_DAYS_BACK, numberPrecision: 0 },
						default: 7,
						displayOptions: { show: { period: [COHORTS] } },
						description: 'How many install days to cover, for example 7',
					} satisfies INodeProperties,
				]
			: []),
		dayText(START, 'start', 'First day of the report, in UTC, for example 2026-03-01'),
		dayText(END, 'end', 'Last day of the report, in UTC, for example 2026-03-31'),
	];
}

/** Asks for the windows whose revenue is returned. */
export const windowsProperty: INodeProperties = {
	displayName: WINDOWS_LABEL,
	name: 'windows',
	type: 'multiOptions',
	options: WINDOWS.map(({ name, value }) => ({ name, value })),
	default: ['7d'],
	description:
		'Days after the install up to which revenue is counted, for example 7 Days. Each gives the revenue (total_rev_7d) and the ratio of revenue to cost (roas_7d_ratio, 0.3 for 30%), computed from the same row.',
};

/** What windows the form asks for. */
export const readWindows = ({ read }: Pick<Item, 'read'>): string[] =>
	toChoices(read('windows') ?? [], WINDOWS_LABEL, WINDOWS);

const EVENT = 'event';
const INSTALL = 'day';

const VIEWS: INodePropertyOptions[] = [
	{
		name: 'Day It Happened (Real Time)',
		value: EVENT,
		description: 'Cost, installs and revenue of a day, whenever the user was won',
	},
	{
		name: 'Day of the Install (Cohort)',
		value: INSTALL,
		description: 'What the users won on a day have cost and brought since, which grows for days to come',
	},
];

const VIEW_LABEL = 'Count By';

/** Asks whether figures count on the day of the event or of the install. */
export const viewProperty: INodeProperties = {
	displayName: VIEW_LABEL,
	name: 'day_column',
	type: 'options',
	options: VIEWS,
	default: EVENT,
	displayOptions: { hide: { period: [COHORTS] } },
	description: 'On which day a figure counts, for example Day of the Install (Cohort). Complete Cohorts always counts by install.',
};

/** Whether figures count by the day of the install. */
export function readIsCohort({ read }: Pick<Item, 'read'>): boolean {
	if (read('period') === COHORTS) return true;
	return toChoice(read('day_column'), VIEW_LABEL, VIEWS) === INSTALL;
}

/** The days of a report, `YYYY-MM-DD` in UTC, both included. */
export interface Days {
	start: string;
	end: string;
}

const today = (): number => Math.floor(clock.now() / DAY_MS) * DAY_MS;
const textOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const ago = (days: number): string => textOf(today() - days * DAY_MS);

/** A day: the first ten characters of a date. */
export function toDay(value: unknown, label: string): string {
	const text = toText(value, label);
	const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? '';
	const ms = Date.parse(`${day}T00:00:00Z`);
	if (day !== '' && !Number.isNaN(ms) && textOf(ms) === day) return day;
	throw new InputError(`'${label}' must be a day such as 2026-03-01, not ${quote(value)}`);
}

/**
 * Checks what AppLovin would refuse, before anything is sent.
 *
 * @param mostBack days
 */
export function checkDays({ start, end }: Days, mostBack: number, faults: Faults): void {
	if (end < start) faults.wrong(`'${END}' (${end}) is before '${START}' (${start})`, 'Swap them.');
	if (end > textOf(today())) faults.wrong(`'${END}' (${end}) is after today, ${textOf(today())} in UTC`);
	if (start >= ago(mostBack)) return;
	faults.wrong(
		`The report would begin on ${start}, more than ${mostBack} days back`,
		`AppLovin's figures go back ${mostBack} days, to ${ago(mostBack)} in UTC. Choose a later first day${mostBack === MOST_DAYS_BACK ? ', fewer install days or a shorter window' : ''}.`,
	);
}

/**
 * Reads the days of the form.
 *
 * @param windows those whose revenue is asked for; a cohort is complete a day after the longest is over
 *   ("Cohort values move until install day + window + 1 day"; for 7 days that is 8 days ago)
 */
export function readDays(
	{ read }: Pick<Item, 'read'>,
	faults: Faults,
	{ windows = [], mostBack = MOST_DAYS_BACK }: { windows?: string[]; mostBack?: number } = {},
): Days {
	const period = faults.attempt(() => toChoice(read('period'), 'Period', PERIODS));
	const days = ((): Days | undefined => {
		if (period === undefined) return undefined;
		if (LENGTHS[period] !== undefined) return { start: ago(LENGTHS[period]), end: ago(1) };
		if (period === COHORTS) {
			const count = faults.attempt(() => toInteger(read('installDays'), INSTALL_DAYS, 1));
			if (windows.length === 0) {
				faults.wrong(`'${WINDOWS_LABEL}' is empty`, 'Complete Cohorts needs a window that is over.');
			}
			const longest = Math.max(0, ...WINDOWS.filter(({ value }) => windows.includes(value)).map((one) => one.days));
			const newest = longest + 1;
			return count === undefined ? undefined : { start: ago(newest + count - 1), end: ago(newest) };
		}
		const [start, end] = [
			faults.attempt(() => toDay(read('start'), START)),
			faults.attempt(() => toDay(read('end'), END)),
		];
		return start === undefined || end === undefined ? undefined : { start, end };
	})();
	if (days === undefined) return { start: '', end: '' };
	checkDays(days, mostBack, faults);
	return days;
}

/** Each day from the first to the last. */
export function eachDay({ start, end }: Days): string[] {
	const found: string[] = [];
	for (let ms = Date.parse(start); ms <= Date.parse(end); ms += DAY_MS) found.push(textOf(ms));
	return found;
}
