const { ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/** Modules whose state tests reach: of n8n's packages, not of what these bring along. */
const OF_N8N = /[\\/]node_modules[\\/](@n8n|n8n-[^\\/]*)[\\/](?!.*[\\/]node_modules[\\/])/;

const CONTAINER = /[\\/]@n8n[\\/]di[\\/]dist[\\/]di\.js$/;

const isHolder = (value) =>
	(typeof value === 'object' || typeof value === 'function') && value !== null;

/** An object's own properties as they are now, without calling a getter. */
const propertiesOf = (object) =>
	new Map(Reflect.ownKeys(object).map((key) => [key, Object.getOwnPropertyDescriptor(object, key)]));

const isSame = (one, other) =>
	one !== undefined &&
	Object.is(one.value, other.value) &&
	one.get === other.get &&
	one.set === other.set;

/** Takes back what was added to an object, changed or removed since `propertiesOf` read it. */
function restore(object, properties) {
	for (const key of Reflect.ownKeys(object)) if (!properties.has(key)) delete object[key];
	for (const [key, property] of properties) {
		if (OF_EMITTER.test(String(key))) continue;
		const now = Object.getOwnPropertyDescriptor(object, key);
		const isFixed = now !== undefined && !now.configurable && !now.writable;
		if (!isFixed && !isSame(now, property)) Object.defineProperty(object, key, property);
	}
}

/** What listens to the process. */
const listeners = () =>
	process.eventNames().flatMap((event) => process.rawListeners(event).map((call) => [event, call]));

/** What an emitter counts by itself. */
const OF_EMITTER = /^_events|^_maxListeners$/;

/** What outlives a test file in this process, by project: modules by file, and what they export. */
const keptByProject = new Map();

function keptOf(project) {
	if (!keptByProject.has(project)) {
		keptByProject.set(project, { modules: {}, exported: new Map() });
	}
	return keptByProject.get(project);
}

/**
 * Where a test file runs: in the process itself, not in a context of Node.js' `vm`, in which each
 * look at a global takes tens of times as long. Packages are loaded once for all test files of a
 * project that a process runs; n8n's core alone has 1,700 modules. All else is as fresh for each file
 * as in Jest's own environment: what a test changed is taken back after it in globals, in `process`,
 * its environment variables, in mocks, in what n8n's packages export and in n8n's container.
 */
module.exports = class Environment {
	constructor({ projectConfig }) {
		this.global = globalThis;
		this.globals = propertiesOf(globalThis);
		this.process = propertiesOf(process);
		this.listeners = new Set(listeners().map(([, call]) => call));
		this.variables = { ...process.env };
		this.moduleMocker = new ModuleMocker(globalThis);
		this.fakeTimers = null;
		this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
		// The projects differ in n8n's line, so that none may meet the packages of another.
		this.kept = keptOf(projectConfig.id);
		this.others = new Set(Object.keys(require.cache));
		Object.assign(require.cache, this.kept.modules);
		Object.assign(globalThis, projectConfig.globals);
	}

	async setup() {}

	/** A module of a package, by its file. */
	load(file) {
		const { modules } = this.kept;
		if (modules[file] !== undefined) return modules[file].exports;
		const globals = new Set(Reflect.ownKeys(globalThis));
		const listening = new Set(listeners().map(([, call]) => call));
		const exports = require(file);
		// What a package adds stays as long as the package.
		for (const [, call] of listeners()) if (!listening.has(call)) this.listeners.add(call);
		for (const key of Reflect.ownKeys(globalThis)) {
			if (!globals.has(key)) {
				this.globals.set(key, Object.getOwnPropertyDescriptor(globalThis, key));
			}
		}
		this.note();
		return exports;
	}

	/** Remembers what was loaded since the last time. */
	note() {
		const { modules, exported } = this.kept;
		const containers = [];
		for (const [file, module] of Object.entries(require.cache)) {
			if (this.others.has(file) || modules[file] !== undefined) continue;
			modules[file] = module;
			if (!OF_N8N.test(file) || !isHolder(module.exports)) continue;
			exported.set(module.exports, propertiesOf(module.exports));
			if (CONTAINER.test(file)) containers.push(module.exports.Container);
		}
		// Each test file meets an empty container, the first one too.
		for (const container of containers) container.reset();
	}

	async teardown() {
		this.fakeTimersModern.dispose();
		this.moduleMocker.restoreAllMocks();
		this.note();
		for (const [object, properties] of this.kept.exported) restore(object, properties);
		for (const [file, { exports }] of Object.entries(this.kept.modules)) {
			if (CONTAINER.test(file)) exports.Container.reset();
			delete require.cache[file];
		}
		restore(globalThis, this.globals);
		for (const [event, call] of listeners()) {
			if (!this.listeners.has(call)) process.removeListener(event, call);
		}
		restore(process, this.process);
		restore(process.env, propertiesOf(this.variables));
	}

	exportConditions() {
		return ['node', 'node-addons'];
	}

	getVmContext() {
		return globalThis;
	}
};
