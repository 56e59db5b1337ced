import type { Files } from '../support/importGraph';
import { breachesIn, drawn, filesOnDisk, floorOf, roomOf } from '../support/importGraph';

/**
 * The plan of the house, read from its imports. The zones of eslint.config.mjs keep most of it while
 * one writes; this test knows nothing of them, and counts imports of types too.
 */
const FILES = filesOnDisk();

it('keeps its plan', () => {
	process.stdout.write(`${drawn(FILES)}\n`);
	expect(breachesIn(FILES)).toEqual([]);
	// An empty house would keep every rule.
	expect(FILES.size).toBeGreaterThan(250);
});

it('gives every room a floor', () => {
	expect([...FILES.keys()].filter((file) => floorOf(roomOf(file)) === undefined)).toEqual([]);
});

/** Files of the house with one line more, or with a file more. */
function broken(file: string, line: string): Files {
	return new Map(FILES).set(file, `${FILES.get(file) ?? ''}\n${line}\n`);
}

it.each<[string, string, string, string]>([
	['a room below', 'nodes/common/ground/wait.ts', "import '../run/runItems';", 'leads up'],
	[
		'a type from above',
		'nodes/common/send/retry.ts',
		"import type { A } from '../form/limit';",
		'leads up',
	],
	['the loop', 'nodes/common/run/item.ts', "import { get } from '../../verbs/get';", 'leads up'],
	['a transport', 'nodes/Iqm/transport/words.ts', "export * from '../shared/ends';", 'leads up'],
	[
		'what nodes share',
		'nodes/AppLovin/shared/answerRows.ts',
		"await import('../AppLovinCampaign/choice');",
		'leads up',
	],
	['a verb', 'nodes/verbs/get.ts', "import '../Iqm/transport/request';", 'leads up'],
	['a new room', 'nodes/common/attic/box.ts', "import '../ground/wait';", 'has no floor'],
	[
		'an API',
		'nodes/Iqm/shared/ends.ts',
		"import '../../AppLovin/shared/answerRows';",
		'no API knows another',
	],
	[
		'the stand-in',
		'sandbox/iqm/lists.ts',
		"import '../../nodes/common/ground/json';",
		'know nothing',
	],
	['a node', 'nodes/Iqm/IqmCreative/contents.ts', "import '../../../sandbox/json';", 'know nothing'],
	[
		'what ships',
		'nodes/common/ground/wait.ts',
		"require('../../../test/support/quiet');",
		'not in the package',
	],
	[
		'who reads tables by a window',
		'nodes/Iqm/IqmMatchedAudience/hashing.ts',
		"import '../../tables/header';",
		'is the door',
	],
	['the reader of tables', 'nodes/tables/header.ts', "import '../common/file/exif';", 'on the ground'],
	['who sends', 'nodes/common/send/door.ts', "import '../../tables';", 'only a node reads tables'],
	[
		'a file and its own reader',
		'nodes/common/ground/errors.ts',
		"import type { C } from './plain';",
		'in a circle: nodes/common/ground/',
	],
	[
		'a lender of its lender',
		'nodes/Iqm/IqmCampaign/campaigns.ts',
		"import type { B } from '../IqmCampaignTrigger/events';",
		'in a circle: nodes/Iqm/IqmCampaign → nodes/Iqm/IqmCampaignTrigger → nodes/Iqm/IqmCampaign',
	],
])('reports %s where it breaks a rule', (_, file, line, breach) => {
	expect(breachesIn(broken(file, line)).join('\n')).toContain(breach);
});

it('does not pass over an import that leads nowhere', () => {
	expect(() => breachesIn(broken('sandbox/json.ts', "import './nowhere';"))).toThrow('./nowhere');
});
