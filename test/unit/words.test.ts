import { readFileSync } from 'node:fs';
import path from 'node:path';

import type { ICredentialType, INodeProperties, INodeType } from 'n8n-workflow';

import packageJson from '../../package.json';
import { textsOf } from '../../scripts/messages';
import { loadOwn, ROOT } from '../support/ownTypes';

/** What users read: words of media buyers, no API's, in the order of English sentences. */

interface Said {
	/** The node or credential, and the path of the field. */
	where: string;
	text: string;
}

type Entry = INodeProperties & { values?: INodeProperties[]; action?: string };

/** Every field, choice and group of a form, with its path. */
function entriesOf(properties: unknown[], where: string): Array<[string, Entry]> {
	return (properties as Entry[]).flatMap((entry): Array<[string, Entry]> => {
		const here = `${where} › ${entry.displayName ?? entry.name}`;
		const inner = [...(entry.options ?? []), ...(entry.values ?? [])];
		return [[here, entry], ...entriesOf(inner, here)];
	});
}

const TYPES = [
	...packageJson.n8n.nodes.map((built) => loadOwn<INodeType>(built).description),
	...packageJson.n8n.credentials.map((built) => loadOwn<ICredentialType>(built)),
];

const ENTRIES = TYPES.flatMap(({ displayName, properties }) => entriesOf(properties, displayName)).filter(
	([, { type }]) => type !== 'hidden',
);

function textsIn([where, entry]: [string, Entry]): Said[] {
	const { displayName, name, description, hint, placeholder, action } = entry;
	const texts = [displayName ?? name, description, hint, placeholder, action];
	return texts.flatMap((text) => (text === undefined ? [] : [{ where, text }]));
}

const once = (said: Said[]): Said[] => [...new Map(said.map((one) => [one.text, one])).values()];

const FORM_TEXTS = once([
	...ENTRIES.flatMap(textsIn),
	...TYPES.flatMap((type) => ('description' in type ? [{ where: type.displayName, text: type.description }] : [])),
]);

/** The labels alone: what stands beside a field. */
const LABELS = once(
	ENTRIES.filter(([, { type }]) => type !== undefined && type !== 'notice').map(([where, { displayName }]) => ({
		where,
		text: displayName,
	})),
);

/** Messages in code, with "…" for what is filled in. */
const MESSAGES: Said[] = textsOf()
	.filter(({ text }) => / /.test(text) && /[a-z]{2}/.test(text))
	.map(({ file, line, text }) => ({ where: `${file}:${line}`, text }));

const HAND_WRITTEN = ['README.md', 'docs/reports.md', 'docs/queue-mode.md'].flatMap((file) =>
	readFileSync(path.join(ROOT, file), 'utf8')
		.split('\n')
		.map((text, index) => ({ where: `${file}:${index + 1}`, text })),
);

/** Orders and words of another language, each with what a native speaker writes. */
const BANNED: Array<[RegExp, string]> = [
	[/\bby whom(ever)?\b/i, 'by anyone'],
	[/\btwo (looks|checks)\b/i, 'between checks'],
	[/answer(s|ed) .*too many requests/i, 'is rate limiting this account'],
	[/could stand in/i, 'may be in'],
	[/\bis to be hashed\b/i, 'to hash'],
	[/\btells of what\b/i, 'fires on changes'],
	[/\bever after\b/i, 'forever'],
	[/^Hardest:/i, 'Strictest reading:'],
	[/\bSum Up\b/, 'Auto-Sum'],
	[/\bTotal Below Is\b/, 'a label of its own'],
	[/\bWanted Status\b/, 'Status to Wait For'],
	[/\bServe Here\b/, 'Serve in Country'],
	[/\bLongest Wait\b/, 'Maximum Wait'],
	[/\bcontracts? (of|that) campaigns?\b/i, 'insertion order'],
	[/\bfirst moment\b|\blast moment\b/i, 'when it starts, when it ends'],
	[/\bpresent (ones|one|amount|entries)\b/i, 'current, existing'],
	[/\ball or those that fit\b/i, 'all of them or those that match'],
	[/\bonce more\b/i, 'again'],
	[/\bfor good\b/i, 'permanently'],
	[/\bwithout a word\b/i, 'does not say'],
	[/\bthings are wrong\b/i, 'problems found'],
	[/\bany more\b/i, 'no longer'],
	[/\bpassed over\b/i, 'skipped'],
	[/\ba day alone\b/i, 'a date without a time'],
	[/\bNone chosen\b/i, 'leave empty'],
	[/\be-mail/i, 'email'],
	[/\bgo(es)? out as\b/i, 'sent as'],
	[/\bswitch(ed)? (it )?(on|off)\b/i, 'turn on, turn off'],
];

/** Each phrase may stand in these places alone, with the reason. */
const ALLOWED: Array<[RegExp, RegExp, string]> = [
	[/Hash Settings|IqmMatchedAudience\/hashing\.ts/, /E-Mail/, 'the name of a column in a file'],
];

const isAllowed = ({ where, text }: Said): boolean =>
	ALLOWED.some(([place, phrase]) => place.test(where) && phrase.test(text));

const foundIn = (said: Said[], banned: RegExp): string[] =>
	said.filter((one) => banned.test(one.text) && !isAllowed(one)).map(({ where, text }) => `${where}: ${text}`);

it.each(BANNED)('nobody reads %s: it is %s', (banned) => {
	expect(foundIn([...FORM_TEXTS, ...MESSAGES], banned)).toEqual([]);
});

it('no form speaks of documents, and none of paths of an API', () => {
	expect(foundIn(FORM_TEXTS, /\bdocument(s|ed|ation)?\b|\/api\/|\b(GET|POST|PATCH|PUT|DELETE) \//i)).toEqual([]);
});

/** Names of an API that a label may hold: bid types and scopes are called so in AppLovin's dashboard. */
const API_LABELS = /^(RET|ROAS_AD_BASED|ROAS_IAP|CPP_GOAL|DEFAULT|[a-z]+(_[a-z]+)*:(read|write))\b/;

it('no label spells a name as an API does', () => {
	const spelled = /\b[a-z]+[A-Z]\w*|\b\w+_\w+/;
	// iOS, iTunes and eCPM are words of their own; types of assets stand in brackets, as AppLovin lists them.
	const words = /\b(iOS|iTunes|eCPM|eCPC)\b|\([A-Z]+(_[A-Z]+)+\)/g;
	const found = LABELS.filter(
		({ text }) => spelled.test(text.replace(words, '')) && !API_LABELS.test(text),
	).map(({ where }) => where);
	expect(found).toEqual([]);
});

describe('units', () => {
	/** Amounts of money by their parameters' names, in every node and credential. */
	const MONEY =
		/^(ioTotalBudget|budgetTotal|budgetDay|maxBid|minBid|allowedMinBid|totalCPM|targetCPI|budget|bid|bid_value|atMost\w*|amount|highest\w*)$/;
	const amounts = ENTRIES.filter(([, { name, type }]) => MONEY.test(name) && /^(string|number)$/.test(type));

	it('stand in the label of every amount of money', () => {
		expect(amounts.length).toBeGreaterThan(20);
		const bare = amounts.filter(([, { displayName }]) => !/\((USD|Account Currency)\b[^()]*\)$/.test(displayName));
		expect(bare.map(([where]) => where)).toEqual([]);
	});

	it('stand there once', () => {
		const twice = LABELS.filter(({ text }) => /\).*\(|(\b\w+\b).*\(\1\)/.test(text.replace(/Name\(s\)/, '')));
		expect(twice.map(({ where }) => where)).toEqual([]);
	});

	it('stand in the label of what says a unit in its description', () => {
		const said = /^[^.,]*\bin (seconds|minutes|pixels|miles|USD|the account's currency)\b/i;
		const bare = ENTRIES.filter(([, { type, description = '' }]) => /^(string|number)$/.test(type) && said.test(description))
			.filter(([where, { displayName }]) => !/\(.+\)$/.test(displayName) && !/^IQM Campaign › /.test(where))
			.map(([where]) => where);
		expect(bare).toEqual([]);
	});
});

it('hand-written pages keep to the same words', () => {
	const found = BANNED.filter(([banned]) => !/switch|e-mail|any more/.test(banned.source)).flatMap(([banned]) =>
		foundIn(HAND_WRITTEN, banned),
	);
	expect(found).toEqual([]);
});
