import { N8nApi } from './api';
import { ensureN8n, sayToStderr, type Line } from './cache';
import { packOwnPackage } from './ownPackage';
import { isRunning, keepServer } from './runningServers';
import { N8nServer } from './server';

/** Starts one real n8n with this package in it; every test file of its line uses that server. */
export async function setUp(line: Line): Promise<void> {
	// Whoever works on these tests may keep a server and name it in the environment.
	if (isRunning(line)) return;
	const installation = await ensureN8n(line);
	const { version, programs } = await packOwnPackage();
	const server = await N8nServer.create(installation, { programs });
	keepServer(line, server);
	sayToStderr(`Starting n8n ${installation.version} at ${server.url} …`);
	await server.start();
	const api = await N8nApi.connect(server.url);
	await api.installOwnPackage(version);
}
