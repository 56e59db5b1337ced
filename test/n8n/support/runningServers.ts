import { N8nApi } from './api';
import type { Line } from './cache';
import type { N8nServer, RunningServer } from './server';

/** Hands the servers that jest's set-up starts to the test files, which live in other contexts. */

const NAME = (line: Line): string => `RUNNING_N8N_${line}`;
const servers: N8nServer[] = [];

export const isRunning = (line: Line): boolean => process.env[NAME(line)] !== undefined;

export function keepServer(line: Line, server: N8nServer): void {
	servers.push(server);
	process.env[NAME(line)] = JSON.stringify(server.running);
}

export async function disposeServers(): Promise<void> {
	await Promise.all(servers.splice(0).map(async (server) => server.dispose()));
}

declare const N8N_LINE: Line;

/** The line of n8n that this test file runs on. */
export const line = (): Line => N8N_LINE;

/** The server of this test file's line. */
export function runningServer(): RunningServer {
	const text = process.env[NAME(N8N_LINE)];
	if (text === undefined) throw new Error(`No n8n ${N8N_LINE}.x was started`);
	return JSON.parse(text) as RunningServer;
}

/** A client of that server, logged in as its owner. */
export async function connect(): Promise<N8nApi> {
	return await N8nApi.connect(runningServer().url);
}
