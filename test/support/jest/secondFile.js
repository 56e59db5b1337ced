// Runs two test files' worth of an environment after each other and prints what the second one meets
// of what the first one changed. In a process of its own: an environment in a test would be its own subject.
const path = require('node:path');
const Environment = require('./environment.js');

const root = path.resolve(__dirname, '..', '..', '..');
const projectConfig = { id: 'one', globals: { N8N_LINE: '2' }, fakeTimers: {} };

function use(environment) {
	const load = (name) => environment.load(require.resolve(name, { paths: [root] }));
	const workflow = load('n8n-workflow');
	const { Container, Service } = load('@n8n/di');
	return { workflow, Container, Service };
}

async function main() {
	const log = console.log;
	const first = new Environment({ projectConfig });
	const { workflow, Container, Service } = use(first);
	class Kept {}
	Service()(Kept);
	const before = { instance: Container.get(Kept), sleep: workflow.sleep, random: Math.random };
	workflow.LoggerProxy.init({ error: 'told' });
	first.moduleMocker.spyOn(Math, 'random').mockReturnValue(0.5);
	first.moduleMocker.spyOn(console, 'log').mockImplementation(() => {});
	globalThis.leftOver = true;
	globalThis.setTimeout = undefined;
	process.env.LEFT_OVER = 'yes';
	process.env.HOME = '/changed';
	process.exit = () => {};
	const listening = process.listenerCount('exit');
	process.once('exit', () => {});
	const { error } = workflow.LoggerProxy;
	await first.teardown();

	const between = { line: globalThis.N8N_LINE };
	const other = new Environment({ projectConfig: { ...projectConfig, id: 'other' } });
	between.isAnotherProjects = use(other).workflow === workflow;
	await other.teardown();

	const second = new Environment({ projectConfig });
	const again = use(second);
	log(
		JSON.stringify({
			...between,
			isLoadedOnce: again.workflow === workflow,
			isLoggerKept: again.workflow.LoggerProxy.error === error,
			isInstanceKept: again.Container.get(Kept) === before.instance,
			isMocked: Math.random !== before.random || console.log !== log,
			globals: [typeof globalThis.leftOver, typeof globalThis.setTimeout],
			variables: [process.env.LEFT_OVER ?? null, process.env.HOME === '/changed'],
			listenersMore: process.listenerCount('exit') - listening,
			isExitKept: process.exit.toString() === '() => {}',
		}),
	);
}

main().catch((error) => {
	console.error(error);
	process.exitCode = 1;
});
