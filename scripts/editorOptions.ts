import { createServer } from 'node:net';
import { parseArgs } from 'node:util';

import { LINES, sayToStderr as say, type Line } from '../test/n8n/support/cache';

/** What `npm run editor` can be told, and the ports that it may take. */

export const USAGE = `Usage: npm run editor -- [options]

Opens a real n8n with the IQM and AppLovin nodes, the sandbox (a stand-in for both APIs), credentials
for it and the example workflows, ready for "Execute workflow". Stop it with Ctrl+C.

  --n8n 1|2         n8n's line (default 2)
  --port N          n8n's port (default 5678; the next free one if it is taken)
  --sandbox-port N  the sandbox's port (default 4010; the next free one if it is taken)
  --keep            keep n8n's data, your workflows among them, for the next start with --keep; takes
                    exactly --sandbox-port, since kept workflows name it
  --no-open         do not open a browser
  --help            this text`;

export interface Options {
	line: Line;
	port: number;
	sandboxPort: number;
	keep: boolean;
	open: boolean;
}

/** A mistake of the user: shown without a stack. */
export class UserError extends Error {}

function portOf(name: string, text: string): number {
	const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
	if (port < 1 || port > 65_535) {
		throw new UserError(`--${name} takes a port from 1 to 65535, not "${text}".`);
	}
	return port;
}

/**
 * What the command line asks for; undefined if it asks for help.
 *
 * @throws UserError for anything that can't be understood
 */
export function readOptions(): Options | undefined {
	let values;
	try {
		({ values } = parseArgs({
			options: {
				n8n: { type: 'string', default: '2' },
				port: { type: 'string', default: '5678' },
				'sandbox-port': { type: 'string', default: '4010' },
				keep: { type: 'boolean', default: false },
				'no-open': { type: 'boolean', default: false },
				help: { type: 'boolean', short: 'h', default: false },
			},
		}));
	} catch (error) {
		// Node.js adds advice on positional arguments, which this command does not take.
		throw new UserError(`${String((error as Error).message).split('. ')[0]}.\n\n${USAGE}`);
	}
	if (values.help) return undefined;
	const line = LINES.find((known) => known === values.n8n);
	if (line === undefined) throw new UserError(`--n8n takes 1 or 2, not "${values.n8n}".`);
	return {
		line,
		port: portOf('port', values.port),
		sandboxPort: portOf('sandbox-port', values['sandbox-port']),
		keep: values.keep,
		open: !values['no-open'],
	};
}

/** Whether this machine's port is free to listen on. Rejects with a UserError if that is forbidden. */
export async function isFree(port: number): Promise<boolean> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.on('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE') resolve(false);
			else reject(new UserError(`Port ${port} can't be used: ${error.message}`));
		});
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}

/** The wanted port or the next free one above it; says so if it differs. */
export async function freePortFrom(wanted: number, whose: string): Promise<number> {
	for (let port = wanted; port <= 65_535; port += 1) {
		if (!(await isFree(port))) continue;
		if (port !== wanted) say(`Port ${wanted} is taken: ${whose} takes ${port}.`);
		return port;
	}
	throw new UserError(`No port from ${wanted} upwards is free for ${whose}.`);
}
