import { okV2, Refusal, type Reply } from '../reply';
import { checkFrequency } from './campaign-frequency';
import {
	checkAudiences,
	checkBasics,
	checkCreatives,
	checkExtras,
	checkMoney,
	checkOrder,
	checkTimes,
} from './campaign-rules';
import { checkTargets } from './campaign-targets';
import { checkFields } from './campaign-values';
import { campaignDetails } from './campaign-view';
import { idParam, isOwn, jsonBody, route, type Context, type Route } from './context';

/**
 * POST /api/v2/cmp/campaigns/add: "Create a Campaign" quickstart, step 3, and "Upload Creative and
 * create a Campaign", step 5. The HTTP status is 200 while the body says 201.
 */
function add(context: Context): Reply {
	const { state, now } = context;
	const body = jsonBody(context);
	checkFields(body);
	checkBasics(body);
	const order = checkOrder(body, context);
	checkMoney(body);
	checkTimes(body, order, now);
	checkCreatives(body, context);
	checkAudiences(body, context);
	checkTargets(body);
	checkFrequency(body);
	checkExtras(body);
	const id = state.nextId('campaign');
	state.campaigns.set(id, { id, request: body, madeAt: now });
	return okV2({ data: id, message: 'Campaign saved successfully.', status: 'pending' }, 201, 200);
}

/** GET /api/v2/cmp/campaign/{campaignId}: last step of both campaign quickstarts. */
function get(context: Context): Reply {
	const campaign = context.state.campaigns.get(idParam(context) ?? -1);
	if (!isOwn(campaign, context)) throw new Refusal(400, 'Invalid campaign id.');
	const spent = context.request.query.get('isSpentRequired') ?? 'false';
	if (spent !== 'true' && spent !== 'false') {
		throw new Refusal(400, 'Invalid value for isSpentRequired.', { field: 'isSpentRequired' });
	}
	const answer = campaignDetails(campaign, context);
	// The parameter is documented, the field's name is not: the lists call it "spent".
	return okV2(spent === 'true' ? { ...answer, spent: 0 } : answer);
}

export const campaignRoutes: Route[] = [
	route('POST', '/api/v2/cmp/campaigns/add', add),
	route('GET', '/api/v2/cmp/campaign/{campaignId}', get),
];
