import { campaignStage } from '../../support/campaignStage';

/**
 * Reading the forms of thousands of items must not keep n8n from everything else: a worker's health check, the
 * other executions of its process, a click on Stop.
 */
const { addCampaign, run } = campaignStage();

it('lets n8n do other things while the forms of 3,000 items are read', async () => {
	addCampaign(500_001);
	const started = performance.now();
	let [last, longest] = [started, 0];
	const note = (): void => {
		longest = Math.max(longest, performance.now() - last);
		last = performance.now();
	};
	const others = setInterval(note, 5);
	const items = Array.from({ length: 3_000 }, () => ({ json: { id: 500_001 } }));
	const pause = { operation: 'updateStatus', campaignIds: '={{ $json.id }}', status: 'paused' };
	const { error } = await run(pause, { items });
	clearInterval(others);
	note();
	expect(error).toBeUndefined();
	// On a busy machine everything takes longer.
	expect(longest).toBeLessThan((last - started) / 4);
}, 60_000);
