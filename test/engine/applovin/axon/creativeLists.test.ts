import { AppLovinAxonCreative } from '../../../../nodes/AppLovin/AppLovinAxonCreative/AppLovinAxonCreative.node';
import { axonCreativeStage } from '../../../support/axonCreativeStage';
import { axonCredential, runNode } from '../../../support/harness';
import { tellJson, told } from '../../../support/toldServer';

/** A list whose entries are no rows: an answer that nobody can read must not look like an empty list. */
const { sandbox } = axonCreativeStage();

it.each([[[1, 2]], [[null]], [['a']]])('refuses the list %j', async (list) => {
	await told(
		(response) => tellJson(response, list),
		async (server) => {
			const { error } = await runNode(
				sandbox,
				new AppLovinAxonCreative(),
				{ resource: 'asset', operation: 'getAll', returnAll: true },
				{ credential: axonCredential({ url: server.baseUrl }) },
			);
			expect(error?.message).toContain('is missing the list');
		},
	);
});
