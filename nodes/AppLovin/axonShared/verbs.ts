import { ApiFailure } from '../../common/ground/errors';
import { isBlank, isObject } from '../../common/ground/values';
import type { Judge, VerbApi } from '../../verbs/describe';
import { asQuery } from '../../verbs/describe';
import { AXON } from '../axonTransport/request';
import { listAxon } from './pages';

/**
 * How the API answers most writes: with the thing's ID and nothing else. An answer about another thing
 * says that this one was perhaps not changed.
 */
const byId: Judge = {
	request: ({ thing, ids }) =>
		ids.length === 1 ? { made: () => [`${thing.idName} ${ids[0]}`] } : {},
	read({ data }, { thing: { one, idName }, ids }) {
		const answered = isObject(data) && !isBlank(data.id) ? String(data.id).trim() : undefined;
		if (answered === undefined || ids.length === 0 || ids.includes(answered)) return {};
		throw new ApiFailure(
			`AppLovin answered for the ${one} ${answered} instead of ${ids.join(', ')}`,
			{
				description: `Check the ${one} in AppLovin before running again.`,
				mayHaveActed: true,
				created: ids.map((id) => `${idName} ${id}`),
			},
		);
	},
};

/** The Axon API as the verbs need it. */
export const AXON_VERBS: VerbApi = {
	api: AXON,
	readList: async (item, { path, filters, idName }, wanted) =>
		await listAxon(item, { path, query: asQuery(filters), key: idName }, 'rows', wanted),
	judge: byId,
};

/** For writes whose answer may be empty and is not read, such as adding creative sets to campaigns. */
export const UNREAD: Judge = {
	request: () => ({ mayBeEmpty: true }),
	read: () => ({}),
};
