import type { IDataObject, INodeType } from 'n8n-workflow';

import { AppLovinCampaign } from '../../../nodes/AppLovin/AppLovinCampaign/AppLovinCampaign.node';
import { AppLovinCreativeSet } from '../../../nodes/AppLovin/AppLovinCreativeSet/AppLovinCreativeSet.node';
import { campaign, CREATE, HTML, ID, RETRY, set } from '../../support/appLovinForms';
import type { Replied } from '../../support/appLovinServer';
import { appLovinServer } from '../../support/appLovinServer';

/** Which path a creation is sent to: the document shows it with a slash at its end and without. */
const server = appLovinServer();

describe('the path of a creation', () => {
	const CREATES: Array<[string, INodeType, IDataObject, unknown]> = [
		['campaign', new AppLovinCampaign(), CREATE, campaign({ status: false })],
		[
			'creative_set',
			new AppLovinCreativeSet(),
			{ resource: 'creativeSet', operation: 'create', ifItExists: 'create', campaign_id: ID, name: 'Set A' },
			set({ name: 'Set A' }),
		],
	];
	const paths = () => server.asked.map(({ path }) => path);

	describe.each(CREATES)('%s', (name, node, parameters, made) => {
		it.each<[string, Replied]>([
			['404', { status: 404, body: HTML }],
			['404 as JSON', { status: 404, body: { message: 'no' } }],
			['405', { status: 405, body: '' }],
			['301', { status: 301, headers: { location: `/${name}` }, body: '' }],
			['308', { status: 308, headers: { location: `/${name}` }, body: '' }],
		])('is tried once without its slash after %s, and that is remembered', async (_, reply) => {
			server.answer = ({ path }) => (path.endsWith('/') ? reply : { body: made });
			const first = await server.run(node, parameters, RETRY);
			expect(first.error).toBeUndefined();
			expect(first.items).toHaveLength(1);
			expect(paths()).toEqual([`/${name}/`, `/${name}`]);
			await server.run(node, parameters);
			expect(paths().slice(2)).toEqual([`/${name}`]);
			server.answer = ({ path }) => (path.endsWith('/') ? { body: made } : { status: 404 });
			const again = await server.run(node, parameters);
			expect(again.error).toBeUndefined();
			expect(paths().slice(3)).toEqual([`/${name}`, `/${name}/`]);
		});

		it.each<[string, Replied]>([
			['400', { status: 400 }],
			['403', { status: 403 }],
			['409', { status: 409 }],
			['500', { status: 500 }],
			['503', { status: 503 }],
			['a 404 inside 200', { body: { code: 404 } }],
			['an empty answer', { body: '' }],
			['a page', { body: HTML }],
		])('is not tried again after %s', async (_, reply) => {
			server.answer = () => ({ body: '', ...reply });
			const { error } = await server.run(node, parameters);
			expect(error).toBeDefined();
			expect(paths()).toEqual([`/${name}/`]);
		});

		it('is tried twice at most, and the first error is reported', async () => {
			server.answer = ({ path }) =>
				path.endsWith('/')
					? { status: 404, body: { message: 'Campaign not found' } }
					: { status: 404, body: HTML };
			const { error } = await server.run(node, parameters);
			expect(error?.message).toBe('Campaign not found');
			expect(paths()).toEqual([`/${name}/`, `/${name}`]);
		});

		it('reports what the second path answered, where it exists', async () => {
			server.answer = ({ path }) =>
				path.endsWith('/')
					? { status: 405, body: '' }
					: { status: 400, body: { message: 'name taken' } };
			const { error } = await server.run(node, parameters);
			expect(error?.message).toBe('name taken');
		});
	});
});
