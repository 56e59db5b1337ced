import { ids, search } from '../../../../common/form/kinds';
import type { Thing } from '../../../../verbs/describe';
import { list } from '../../../../verbs/list';
import { inBody } from '../../../shared/paging';
import { withPickers } from '../../../shared/pickedIds';
import { IQM_VERBS, sortedBy } from '../../../shared/verbs';

/**
 * A custom field has no ID: `id` in its row is the pixel's, which has several fields. So no row may
 * be taken for another one seen before.
 */
const CUSTOM_FIELDS: Thing = {
	one: 'custom field',
	many: 'custom fields',
	idName: 'customFieldId',
	ids: { name: 'customFieldIds', label: 'Custom Field IDs', example: '3114' },
};

export const getCustomFields = list(IQM_VERBS, {
	thing: CUSTOM_FIELDS,
	endpoint: 'POST /api/v3/ra/conversion/custom-field/list',
	document: 'IQM OpenAPI v2-and-v3, getConversionCustomFieldsDetailsList',
	words: {
		value: 'getCustomFields',
		name: 'Get Custom Fields',
		action: 'Get custom fields of pixels',
		description: 'List the custom fields of conversion pixels, which reports can use as metrics',
	},
	pages: inBody('customFieldData'),
	filters: withPickers({
		owIds: ids('Customer IDs', 'Only fields of these customers', { example: '202017' }),
		searchField: search('Only pixels whose name or ID contains this text', {
			example: 'checkout',
		}),
	}),
	sorting: sortedBy([{ name: 'Pixel ID', value: 'id' }], { ascending: '+', preset: '-id' }),
	shown: ({ id, ...row }) => ({ conversionId: id, ...row }),
});

export const described = [getCustomFields];
