const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

/** Compiled modules of this process by file, with the text that they were compiled from. */
const compiled = new Map();

/** All packages but n8n's nodes, whose own dependencies a test may mock. */
const KEPT = /[\\/]node_modules[\\/](?!n8n-nodes-base[\\/])/;

/**
 * Jest's loader of modules for `environment.js`: each test file still gets modules of its own of all
 * that is no package, but what was compiled once is run again, not compiled again.
 */
module.exports = class extends Runtime {
	#environment;

	constructor(config, environment, ...others) {
		super(config, environment, ...others);
		this.#environment = environment;
		const { executor } = this;
		executor.compile = (text, filename) => {
			const known = compiled.get(filename);
			if (known?.text === text) return known.body;
			const body = compileFunction(text, executor.injectedModuleParameters, { filename });
			compiled.set(filename, { text, body });
			return body;
		};
	}

	requireModule(from, name, options, isActual) {
		const isOwn = name !== undefined && options?.isInternalModule !== true;
		if (isOwn && !this._resolution.isCoreModule(name)) {
			const file = this._resolution.resolveCjs(from, name);
			if (KEPT.test(file)) return this.#environment.load(file);
		}
		return super.requireModule(from, name, options, isActual);
	}
};
