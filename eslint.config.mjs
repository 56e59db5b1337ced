import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { globalIgnores } from 'eslint/config';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

// The rooms of nodes/common, from the ground up: a room imports from those before it in this list only
// (nodes/common/README.md). test/unit/importGraph.test.ts holds the same plan and more: types, too.
const FLOORS = ['ground', 'file', 'guard', 'send', 'form', 'poll', 'run'];

const room = (name) => `./nodes/common/${name}`;

/** Which folder must not import from which: no arrow leads up, and none out of a closed door. */
const ZONES = [
	...FLOORS.map((name, floor) => ({
		target: room(name),
		from: FLOORS.slice(floor + 1).map(room),
		message: 'This room lies below that one: see nodes/common/README.md.',
	})).filter(({ from }) => from.length > 0),
	{
		target: ['./nodes/common', './nodes/tables', './nodes/verbs'],
		from: ['./nodes/Iqm', './nodes/AppLovin'],
		message: 'What belongs to no API knows none.',
	},
	{
		target: ['./nodes/common', './nodes/tables'],
		from: './nodes/verbs',
		message: 'Neither the loop over items nor the transport learns of verbs.',
	},
	{
		target: './nodes/tables',
		from: FLOORS.slice(1).map(room),
		message: 'Tables stand on the ground.',
	},
	{
		target: ['./nodes/common', './nodes/verbs'],
		from: './nodes/tables',
		message: 'Only an API’s node reads tables.',
	},
	{
		target: ['./nodes/Iqm', './nodes/AppLovin'],
		from: './nodes/tables',
		except: ['./index.ts'],
		message: 'nodes/tables/index.ts is the door.',
	},
	...['Iqm', 'AppLovin'].flatMap((api) => [
		{
			target: `./nodes/${api}/transport`,
			from: ['./nodes/verbs/**/*', `./nodes/${api}/!(transport)/**/*`],
			message: 'The transport never learns of an operation.',
		},
		{
			target: `./nodes/${api}/shared`,
			from: `./nodes/${api}/${api}*/**/*`,
			message: 'What nodes share knows none of them.',
		},
	]),
	{
		target: './nodes/AppLovin/axonTransport',
		from: ['./nodes/verbs/**/*', './nodes/AppLovin/!(axonTransport|transport)/**/*'],
		message: 'The transport never learns of an operation.',
	},
	{
		target: './nodes/AppLovin/axonShared',
		from: './nodes/AppLovin/AppLovin*/**/*',
		message: 'What nodes share knows none of them.',
	},
	{ target: './nodes/Iqm', from: './nodes/AppLovin', message: 'No API knows another.' },
	{ target: './nodes/AppLovin', from: './nodes/Iqm', message: 'No API knows another.' },
	{
		target: './sandbox',
		from: ['./nodes', './credentials'],
		message: 'The stand-in is written from the documents, not from the nodes.',
	},
	{
		target: ['./nodes', './credentials'],
		from: ['./sandbox', './test', './scripts'],
		message: 'It is not in the package.',
	},
];

// The rules of n8n's own tool (`n8n-node lint`) and of its scanner of published packages, plus what
// this project asks of itself. It is written out because the tool's default configuration accepts
// no additions. Switched off is only what n8n's tool switches off too, and the two rules at the end.
export default tseslint.config(
	globalIgnores(['dist', 'coverage', '.cache']),
	{
		files: ['**/*.ts'],
		extends: [
			js.configs.recommended,
			tseslint.configs.recommended,
			importX.flatConfigs.recommended,
		],
		settings: {
			'import-x/resolver-next': [createTypeScriptImportResolver()],
			'import-x/extensions': ['.ts'],
			'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
		},
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'import-x/no-restricted-paths': ['error', { zones: ZONES }],
			'import-x/no-cycle': 'error',
		},
	},
	{ plugins: { 'n8n-nodes-base': n8nNodesBase } },
	{
		files: ['package.json'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		rules: n8nNodesBase.configs.community.rules,
		languageOptions: {
			parser: tseslint.parser,
			parserOptions: { extraFileExtensions: ['.json'] },
		},
	},
	{
		files: ['credentials/**/*.ts', 'nodes/**/*.ts'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		rules: {
			'no-console': 'error',
			// n8n's own rule allows every development dependency, which a user's n8n does not have.
			'no-restricted-imports': [
				'error',
				{
					patterns: [
						{
							regex: '^(?!\\.|n8n-workflow$|luxon$|crypto$)',
							message: 'Not at hand in a user’s n8n.',
						},
					],
				},
			],
		},
	},
	{
		files: ['credentials/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// As in n8n's tool: meant for the slugs of n8n's built-in credentials, ours is a full URL.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// As in n8n's tool: these two demand the literal 'main' where n8n now wants its constant.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			// As in n8n's tool: a maximum is what some fields of the API have.
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{
		files: ['test/**/*.ts', 'sandbox/**/*.ts', 'scripts/**/*.ts'],
		rules: {
			// Types of n8n-core and Node.js come from packages whose runtime exports differ by version.
			'import-x/namespace': 'off',
			// fast-check is used as `fc`, as its documentation does.
			'import-x/no-named-as-default-member': 'off',
		},
	},
);
