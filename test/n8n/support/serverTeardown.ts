import { disposeServers } from './runningServers';

export default async function tearDown(): Promise<void> {
	await disposeServers();
}
