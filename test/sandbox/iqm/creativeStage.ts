import { dig } from '../../../sandbox/client';
import type { JsonObject, JsonValue } from '../../../sandbox/json';
import { sandboxStage, type SandboxStage } from './sandboxStage';

export const ROOT = '/api/v3/crt/creatives';

/** When the image is made, in epoch milliseconds. */
export const START = 1_750_000_000_000;

/** The image "asdf", approved. */
export const ID = 148971;

export interface CreativeStage extends SandboxStage {
	shown: (id?: number) => Promise<JsonValue>;
	statusOf: (id?: number) => Promise<JsonValue>;
	/** Makes a video of an address and returns its id. */
	makeVideo: (changes?: JsonObject) => Promise<number>;
}

/** A stage with the image {@link ID} and creative 5, which is another organization's. */
export function creativeStage(): CreativeStage {
	const stage = sandboxStage(START, ROOT);
	beforeEach(async () => {
		await stage.client.makeImage({ creativeName: 'asdf' });
		stage.now += 2000;
		const [made] = stage.sandbox.iqm.creatives.values();
		stage.sandbox.iqm.creatives.set(5, { ...made, creativeId: 5, owId: 7 });
	});

	const shown = async (id = ID) => dig((await stage.client.get(`${ROOT}/${id}`)).body, 'data');
	const statusOf = async (id = ID) => dig(await shown(id), 'creativeStatusId');
	const makeVideo = async (changes: JsonObject = {}) => {
		const entry = {
			creativeName: 'video',
			platformCreativeTypeId: 14,
			creativeSourceType: 'URL',
			creativeSource: 'https://example.com/video.mp4',
			clickUrl: 'www.example.com',
			videoDetails: { duration: 16, customTracking: { startUrl: 'https://a.example' } },
			...changes,
		};
		const parts = [{ name: 'creativeRequest', value: JSON.stringify({ V: entry }) }];
		const { body } = await stage.client.form(ROOT, parts);
		return Number(dig(body, 'data', 'successData', 'V'));
	};
	return Object.assign(stage, { shown, statusOf, makeVideo });
}
