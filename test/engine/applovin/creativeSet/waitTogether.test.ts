import { creativeSetStage, WAIT } from '../../../support/creativeSetStage';

/**
 * AppLovin lists the assets of all sets of a campaign in one answer (Campaign Management API,
 * "/creative_sets/campaign_id"): items that wait for sets of one campaign share each look.
 */
const { made, prepare, run, sandbox, sent, time } = creativeSetStage();

const READY_MS = 60_000;

it('waits for the sets of a campaign with one look for all', async () => {
	const sets = [made.set];
	await prepare(async (client) => {
		for (let at = 1; at < 4; at++) sets.push(await client.makeCreativeSet(made.campaign));
	});
	sandbox.options.applovin.assetReadyAfterMs = READY_MS;
	for (const [at, set] of sets.entries()) {
		const asset = { type: 'TXT_TITLE', asset: `Title ${at}`, fails: false, madeAt: time.now };
		sandbox.applovin.assets.get(set)?.set(asset.type, asset);
	}
	const wait = { ...WAIT, campaign_id: made.campaign, creative_set_id: '={{ $json.set }}' };
	const { items, error } = await run(
		'asset',
		'getAll',
		wait,
		sets.map((set) => ({ json: { set } })),
	);
	expect(error).toBeUndefined();
	expect(items.map(({ json }) => [json.creative_set_id, json.asset])).toEqual(
		sets.map((set, at) => [set, `Title ${at}`]),
	);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(sets.map((_, item) => ({ item })));
	// Looks after 0, 15, 30, 45 and 60 seconds.
	expect(sent()).toHaveLength(5);
});
