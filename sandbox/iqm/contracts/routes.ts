import { route, type Context, type Route } from '../context';
import { checked, refuseStray } from './check';
import type { Contract } from './contract';

/** The routes of the contracts that have a behaviour. */
export function routesOf(contracts: Contract[]): Route[] {
	return contracts.flatMap((contract) => {
		const { does, endpoint, takes } = contract;
		if (typeof does === 'string') return [];
		const [method, path] = endpoint.split(' ');
		const handle = does(contract);
		const answer = (context: Context) => handle(context, checked(contract, context));
		return [route(method, path, answer, { body: takes.body ? 'json' : 'none' })];
	});
}

/**
 * The hand-written routes; those with a contract refuse query keys that it does not list, and a body
 * where it has none. (A body that it has is read by the route itself, which refuses in its own words.)
 */
export function keptBy(contracts: Contract[], routes: Route[]): Route[] {
	const byHand = contracts.filter(({ does }) => typeof does === 'string');
	const places = byHand.map((contract): [string, Contract] => {
		const [method, path] = contract.endpoint.split(' ');
		return [`${method} ${route(method, path, () => unreachable()).pattern.source}`, contract];
	});
	const contractOf = new Map(places);
	return routes.map((one) => {
		const contract = contractOf.get(`${one.method} ${one.pattern.source}`);
		if (!contract) return one;
		const handle = (context: Context) => {
			refuseStray(contract, context);
			return one.handle(context);
		};
		return { ...one, handle };
	});
}

function unreachable(): never {
	throw new Error('Only the pattern of this route is used');
}
