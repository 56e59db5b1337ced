import { existsSync } from 'node:fs';
import { chromium, selectors, type Page } from 'playwright-core';

import { OWNER } from './api';

/** A real Chromium in which n8n's editor is used as its users do. */

const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** What the machine of a test must not do: sandbox as root, ask a GPU, call home. */
const FLAGS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	// The editor asks hosts of n8n's maker and waits for them. No name resolves but loopback, so
	// those requests fail at once and nothing leaves the machine.
	'--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

export interface EditorSession {
	page: Page;
	close(): Promise<void>;
}

/**
 * Starts a browser and logs in as the server's owner, through the form: n8n ties a session to the
 * browser that logged in.
 *
 * @param url address of a running n8n
 * @throws Error that says what to install when there is no Chromium.
 */
export async function openEditor(url: string): Promise<EditorSession> {
	if (!existsSync(CHROMIUM)) {
		throw new Error(
			`No browser at ${CHROMIUM}. Install Chromium (Debian: apt-get install chromium) or name ` +
				'the program of a Chromium or Chrome in the environment variable CHROMIUM_PATH.',
		);
	}
	selectors.setTestIdAttribute('data-test-id');
	const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
	try {
		const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
		context.setDefaultTimeout(60_000);
		// A new n8n takes a minute until it has its editor ready, longer on a busy machine.
		context.setDefaultNavigationTimeout(240_000);
		const page = await context.newPage();
		await page.goto(`${url}/signin`, { timeout: 240_000 });
		await page.locator('input[name="emailOrLdapLoginId"]').fill(OWNER.email, { timeout: 120_000 });
		await page.locator('input[name="password"]').fill(OWNER.password);
		await page.getByTestId('form-submit-button').click();
		await page.waitForURL((address) => !address.pathname.includes('signin'));
		return { page, close: async () => await browser.close() };
	} catch (error) {
		await browser.close();
		throw error;
	}
}
