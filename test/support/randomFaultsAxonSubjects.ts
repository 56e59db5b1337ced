import type { Sandbox } from '../../sandbox';
import type { Subject, Values } from './randomFaultsSubjects';
import { AMOUNT, happened, isName, NAME } from './randomFaultsSubjects';

const of = (key: string) => (values: Values) => String(values[key]);

const held = (sandbox: Sandbox, id: string | number) =>
	sandbox.applovinAxon.campaigns.get(Number(id));

interface Amounts {
	daily_budget_for_all_countries?: unknown;
	country_code_to_goal_value?: Record<string, unknown>;
}

const amountsOf = (sandbox: Sandbox, id: string | number, part: 'budget' | 'goal'): Amounts =>
	(held(sandbox, id)?.fields[part] ?? {}) as Amounts;

/** The budget of every staged campaign for all countries. */
const STAGED_BUDGET = 100;

/** Everything of AppLovin's Axon campaigns that creates or changes something. */
export const AXON_CAMPAIGN_SUBJECTS: Subject[] = [
	{
		scenario: 'AppLovin Axon Campaign: Create',
		changes: { name: NAME },
		mark: of('name'),
		effects: (sandbox, values) =>
			[...sandbox.applovinAxon.campaigns.values()]
				.filter(({ fields }) => isName(fields.name, values))
				// One that could not be paused is told loudly: test/engine/applovin/axon shows that.
				.map(({ id }) => ({ id: String(id), asAsked: true })),
		hasIfItExists: true,
	},
	{
		scenario: 'AppLovin Axon Campaign: Update',
		changes: { updateFields: { name: NAME } },
		mark: of('campaignId'),
		effects: (sandbox, values) =>
			happened(isName(held(sandbox, values.campaignId)?.fields.name, values)),
		sets: true,
		readsFirst: true,
	},
	{
		scenario: 'AppLovin Axon Campaign: Update Status',
		mark: of('campaignId'),
		effects: (sandbox, { campaignId }) => happened(held(sandbox, campaignId)?.status === 'PAUSED'),
		sets: true,
		readsFirst: true,
	},
	{
		scenario: 'AppLovin Axon Campaign: Update Budget',
		changes: { amount: AMOUNT },
		mark: of('campaignId'),
		effects: (sandbox, { campaignId, amount }) => {
			const { daily_budget_for_all_countries: budget } = amountsOf(sandbox, campaignId, 'budget');
			return happened(Number(budget) === amount);
		},
		sets: true,
		readsFirst: true,
	},
	{
		scenario: 'AppLovin Axon Campaign: Update Budget',
		variant: 'added',
		changes: { changeBy: 'add', amount: AMOUNT, atMost: '1000000000' },
		mark: of('campaignId'),
		effects: (sandbox, { campaignId, amount }) => {
			const { daily_budget_for_all_countries: budget } = amountsOf(sandbox, campaignId, 'budget');
			const times = (Number(budget) - STAGED_BUDGET) / Number(amount);
			const asAsked = Number.isInteger(times);
			return Array.from({ length: Math.ceil(Math.max(0, times)) }, () => ({ asAsked }));
		},
		readsFirst: true,
	},
	{
		scenario: 'AppLovin Axon Campaign: Update Goal',
		changes: { amount: '=1.{{ $json.amount }}' },
		mark: of('byCountryId'),
		effects: (sandbox, { byCountryId, amount }) => {
			const { country_code_to_goal_value: goals } = amountsOf(sandbox, byCountryId, 'goal');
			return happened(Number(goals?.US) === Number(`1.${amount}`));
		},
		sets: true,
		readsFirst: true,
	},
];
