import { axonCreativeStage, SET_UPDATE } from '../../../support/axonCreativeStage';

/** An update of a set sends all of its assets: runs at the same time must not undo each other. */
const { asset, heldSet, ofAssets, ofSets, sandbox, set, to } = axonCreativeStage();

const FIRST = 39_823;
const LAST = 39_830;

/** Eight sets of which the last one holds two assets: so many requests pass before it has its turn. */
function eight(): { kept: number; other: number; loose: number } {
	const [kept, other, loose] = [asset().id, asset().id, asset().id];
	for (let id = FIRST; id <= LAST; id++) set({ assetIds: id === LAST ? [kept, other] : [kept] });
	return { kept, other, loose };
}

const pauseAll = async () =>
	await ofSets('updateStatus', {
		creativeSetsFrom: 'ids',
		creative_set_ids: Array.from({ length: 8 }, (_, at) => FIRST + at).join(),
		status: 'PAUSED',
	});

const rename = async (fields: object, listsMode = '') =>
	await ofSets('update', { creative_set_id: String(LAST), listsMode, updateFields: fields as never });

/** Until the first of the sets has been changed. */
async function begun(): Promise<void> {
	while (to(SET_UPDATE).length === 0) await new Promise((resolve) => setImmediate(resolve));
}

const besidePause = async (other: () => Promise<{ error?: unknown }>): Promise<void> => {
	const paused = pauseAll();
	await begun();
	const [one, two] = await Promise.all([paused, other()]);
	expect([one.error, two.error]).toEqual([undefined, undefined]);
	expect(heldSet(LAST)?.status).toBe('PAUSED');
};

it('keeps an asset that another run adds while Update Status is under way', async () => {
	const { kept, other, loose } = eight();
	await besidePause(async () => await rename({ assets: String(loose) }, 'add'));
	expect(heldSet(LAST)?.assetIds).toEqual([kept, other, loose]);
});

it('does not bring back an asset that another run removes from all sets', async () => {
	const { kept, other } = eight();
	await besidePause(
		async () => await ofAssets('removeFromSets', { assetsFrom: 'ids', asset_ids: String(other), removeFrom: 'all' }),
	);
	expect(heldSet(LAST)?.assetIds).toEqual([kept]);
});

it.each(['addToSets', 'removeFromSets'])('lets %s and an update of the set follow each other', async (operation) => {
	const { kept, other, loose } = eight();
	const id = operation === 'addToSets' ? loose : other;
	sandbox.addFault({ kind: 'slow', path: /creative_set\/update/, delayMs: 100 });
	const renamed = rename({ name: 'New' });
	while (sandbox.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
	const [one, two] = await Promise.all([
		renamed,
		ofAssets(operation, {
			...{ assetsFrom: 'ids', asset_ids: String(id), removeFrom: 'chosen' },
			...{ creativeSetsFrom: 'ids', creative_set_ids: String(LAST) },
		}),
	]);
	expect([one.error, two.error]).toEqual([undefined, undefined]);
	expect(heldSet(LAST)?.assetIds).toEqual(operation === 'addToSets' ? [kept, other, loose] : [kept]);
});
