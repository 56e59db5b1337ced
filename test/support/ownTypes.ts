import { createRequire } from 'node:module';
import path from 'node:path';

export const ROOT = path.join(__dirname, '../..');

/** The source of a built file that package.json lists. */
export function sourceOf(built: string): string {
	return path.join(ROOT, built.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
}

/** What a file of this repository exports, in a test or a script. */
export const loadFile = (file: string): unknown => createRequire(__filename)(file);

/** The node or credential type of a file that package.json lists. */
export function loadOwn<Type>(built: string): Type {
	const exported = loadFile(sourceOf(built)) as Record<string, new () => Type>;
	return new exported[path.basename(built).split('.')[0]]();
}

/** Saved workflows refer to these names. */
export const CREDENTIAL_NAMES: Record<string, string> = {
	iqmApi: 'IQM API',
	appLovinAxonApi: 'AppLovin Axon API',
	appLovinReportApi: 'AppLovin Reporting API',
	appLovinApi: 'AppLovin API',
	appLovinOAuth2Api: 'AppLovin OAuth2 API',
};
