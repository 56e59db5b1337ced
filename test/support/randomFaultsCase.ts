import * as fc from 'fast-check';

import type { FaultKind } from '../../sandbox';
import { ALL_SCENARIOS } from './allScenarios';
import { APPLOVIN_SUBJECTS } from './randomFaultsAppLovinSubjects';
import { AXON_CREATIVE_SUBJECTS } from './randomFaultsAxonCreativeSubjects';
import { AXON_CAMPAIGN_SUBJECTS } from './randomFaultsAxonSubjects';
import { REPORT_SUBJECTS } from './randomFaultsReportSubjects';
import { KEYS } from './randomFaultsStage';
import type { Subject } from './randomFaultsSubjects';
import { IQM_SUBJECTS } from './randomFaultsSubjects';
import type { Scenario } from './scenarios';

export const FAULTS: FaultKind[] = [
	'rateLimit',
	'rateLimitRetryAfter',
	'serverError',
	'serverErrorAfter',
	'reset',
	'resetAfter',
	'slow',
	'slowAfter',
	'html',
	'html404',
	'successFalse',
	'expiredToken',
	'empty',
	'emptyAfter',
	'notJson',
	'redirect',
	'forbidden',
];

export const WRITE_SCENARIOS = ALL_SCENARIOS.filter(({ writes }) => writes);

/** A subject with its scenario. */
export interface Operation extends Subject {
	title: string;
	api: 'iqm' | 'applovin' | 'axon';
	of: Scenario;
}

function operationOf(subject: Subject): Operation {
	const { scenario, variant } = subject;
	const of = WRITE_SCENARIOS.find(({ name }) => name === scenario);
	if (of === undefined) throw new Error(`There is no scenario ${scenario}`);
	return {
		...subject,
		title: variant === undefined ? scenario : `${scenario} (${variant})`,
		api: of.isAxon === true ? 'axon' : scenario.startsWith('AppLovin') ? 'applovin' : 'iqm',
		of,
	};
}

export const OPERATIONS = new Map(
	[...IQM_SUBJECTS, ...REPORT_SUBJECTS, ...APPLOVIN_SUBJECTS, ...AXON_CAMPAIGN_SUBJECTS, ...AXON_CREATIVE_SUBJECTS]
		.map(operationOf)
		.map((operation) => [operation.title, operation]),
);

/** One run: what is asked for, with which settings, and what goes wrong. */
export interface Case {
	operation: string;
	/** What each item is about; items with equal keys are equal. */
	keys: number[];
	onError: 'stopWorkflow' | 'continueRegularOutput' | 'continueErrorOutput';
	/** How often n8n runs the node; 1 means without "Retry On Fail". */
	tries: number;
	/** How often "Retry execution" is pressed after a failure. */
	presses: number;
	/** How long after a failure it is pressed. */
	pressedAfterMs: number;
	returnsExisting: boolean;
	/** Whether names differ with each try, as with `$now` in an expression. */
	changing: boolean;
	preview: boolean;
	raw: boolean;
	/** Whether the credential has spend limits, which make some operations read first. */
	limited: boolean;
	/** Requests per window that the credential and the API allow; 0 means no limit. */
	allowed: { client: number; server: number };
	loginMethod: 'login' | 'oauthToken';
	rateLimitWaitMinutes: number;
	assetReadyAfterMs: number;
	/** How long it takes until lists show what was made. */
	lagMs: number;
	/** What happens to the first request, the login. */
	login: FaultKind | null;
	/** What happens to the others, by number; null means nothing. */
	faults: Array<FaultKind | null>;
}

/** One item, all settings as in a new node, and nothing goes wrong. */
export const CALM: Case = {
	operation: 'Insertion Order: Create',
	keys: [0],
	onError: 'stopWorkflow',
	tries: 1,
	presses: 0,
	pressedAfterMs: 60_000,
	returnsExisting: false,
	changing: false,
	preview: false,
	raw: false,
	limited: false,
	allowed: { client: 0, server: 0 },
	loginMethod: 'login',
	rateLimitWaitMinutes: 10,
	assetReadyAfterMs: 0,
	lagMs: 0,
	login: null,
	faults: [],
};

const sometimes = (weight: number) =>
	fc.oneof(
		{ weight: 100 - weight, arbitrary: fc.constant(false) },
		{ weight, arbitrary: fc.constant(true) },
	);
const maybeFault = (weight: number) =>
	fc.oneof(
		// So that a counterexample keeps only the faults that it needs.
		{ withCrossShrink: true },
		{ weight: 100 - weight, arbitrary: fc.constant(null) },
		{ weight, arbitrary: fc.constantFrom(...FAULTS) },
	);

/** Titles of operations; the few with "If It Exists Already" appear three times. */
export const DRAWN = [...OPERATIONS.values()].flatMap(({ title, hasIfItExists }) =>
	hasIfItExists ? [title, title, title] : [title],
);

export const anyCase: fc.Arbitrary<Case> = fc.record({
	operation: fc.constantFrom(...DRAWN),
	keys: fc.array(fc.integer({ min: 0, max: KEYS - 1 }), { minLength: 1, maxLength: 4 }),
	onError: fc.constantFrom('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
	tries: fc.constantFrom(1, 2, 3),
	presses: fc.constantFrom(0, 1, 2),
	pressedAfterMs: fc.constantFrom(60_000, 1_000),
	returnsExisting: sometimes(70),
	changing: sometimes(25),
	preview: sometimes(7),
	raw: sometimes(20),
	limited: sometimes(30),
	allowed: fc.record({ client: fc.constantFrom(0, 2, 20), server: fc.constantFrom(0, 3, 6) }),
	loginMethod: fc.constantFrom('login', 'oauthToken'),
	rateLimitWaitMinutes: fc.constantFrom(10, 1, 0),
	assetReadyAfterMs: fc.constantFrom(0, 20_000),
	lagMs: fc.constantFrom(0, 30_000),
	login: maybeFault(12),
	faults: fc.array(maybeFault(45), { minLength: 3, maxLength: 14, size: 'max' }),
});

/** Whether everything that asks for one name must end with one thing of that name. */
export function wantsOne(what: Case): boolean {
	const { hasIfItExists = false, keepsNames = false } = OPERATIONS.get(what.operation) ?? {};
	return hasIfItExists && what.returnsExisting && (keepsNames || !what.changing);
}
