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
 * The hand-written routes; one that has a contract refuses what this does not know in a query, and a
 * body where it has none. (Bodies that it has they read themselves, in their own words.)
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
