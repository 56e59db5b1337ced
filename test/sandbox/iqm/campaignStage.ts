import { dig, type Answer } from '../../../sandbox/client';
import type { JsonObject, JsonValue } from '../../../sandbox/json';
import { SAMPLE_BODY } from '../../support/campaignSample';
import { sandboxStage, type SandboxStage } from './sandboxStage';

/** The second before the sample's start, in epoch milliseconds. */
export const START = 1_748_890_200_000;

export interface CampaignStage extends SandboxStage {
	/** {@link SAMPLE_BODY} with the ids of an order and an approved image, from `beforeEach` on. */
	sample: JsonObject;
	/** Makes the sample, with changes, and returns its id. */
	make: (changes?: JsonObject) => Promise<number>;
	shown: (id: number) => Promise<JsonValue>;
}

/** A stage on which a campaign can be made at `now` (epoch milliseconds). */
export function campaignStage(now = START): CampaignStage {
	// The image is approved after two seconds.
	const stage: CampaignStage = Object.assign(sandboxStage(now - 2000), {
		sample: {},
		make: async (changes: JsonObject = {}) =>
			await stage.client.makeCampaign({ ...stage.sample, ...changes }),
		shown: async (id: number) =>
			dig((await stage.client.get(`/api/v2/cmp/campaign/${id}`)).body, 'responseObject'),
	});
	beforeEach(async () => {
		const ioId = await stage.client.makeOrder();
		const creativeIds = String(await stage.client.makeImage());
		stage.now = now;
		stage.sample = { ...SAMPLE_BODY, ioId, creativeIds };
	});
	return stage;
}

/** HTTP status and words of an error in the form of v2, `responseObject`. */
export async function errorOf(answer: Promise<Answer>): Promise<[number, JsonValue]> {
	const { status, body } = await answer;
	return [status, dig(body, 'responseObject', 'errorMsg')];
}
