import { okV3, Refusal, type Reply } from '../reply';
import { missingParameter } from './audience-statics';
import { activeAudience, campaignsWith } from './audiences-v3';
import { idParam, jsonBody, refuseUnknown, route, type Context, type Route } from './context';
import { addDecision } from './state';
import { campaignStatus } from './status';

/** PATCH /api/v3/audience/{audienceId}/update-name: IQM OpenAPI audience. */
function rename(context: Context): Reply {
	const body = jsonBody(context);
	refuseUnknown(body, new Set(['audienceName']), 422);
	const { audienceName: name } = body;
	if (typeof name !== 'string' || name.trim() === '' || name.length > 255) {
		throw new Refusal(422, 'Audience name must be between 1 and 255 characters.');
	}
	const audience = activeAudience(idParam(context), context);
	if (!audience) {
		const words = 'No active audience found with the provided ID or the audience is not accessible';
		throw new Refusal(422, words);
	}
	audience.audienceName = name;
	audience.modifiedAt = context.now;
	return okV3({ message: 'Changes saved successfully' });
}

/**
 * DELETE /api/v3/audience?audienceIds=: IQM OpenAPI audience, "No audiences deleted": a success even
 * then. The document does not say why one fails; here it fails if it does not exist or a running
 * campaign needs it.
 */
function remove(context: Context): Reply {
	const { request, state, now } = context;
	const text = request.query.getAll('audienceIds').join(',');
	if (text === '') throw missingParameter('audienceIds', 'Set');
	if (!/^\d{1,15}(,\d{1,15})*$/.test(text)) {
		throw new Refusal(400, 'Invalid input parameters', { field: 'audienceIds' });
	}
	const successfulAudienceIds: number[] = [];
	const failedAudienceIds: number[] = [];
	for (const id of new Set(text.split(',').map(Number))) {
		const audience = activeAudience(id, context);
		const isNeeded = [
			...campaignsWith(id, 'white', context),
			...campaignsWith(id, 'black', context),
		]
			.map((campaignId) => state.campaigns.get(campaignId))
			.some((campaign) => campaign && campaignStatus(campaign, context) === 'running');
		if (!audience || isNeeded) {
			failedAudienceIds.push(id);
			continue;
		}
		addDecision(audience, { at: now, status: 'Deleted' });
		successfulAudienceIds.push(id);
	}
	return okV3({ successfulAudienceIds, failedAudienceIds });
}

export const audienceManageRoutes: Route[] = [
	route('PATCH', '/api/v3/audience/{audienceId}/update-name', rename),
	route('DELETE', '/api/v3/audience', remove, { body: 'none' }),
];
