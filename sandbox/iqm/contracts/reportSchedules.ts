import { NOBODYS, type Contract, type Keys } from './contract';

const SCHEDULE: Keys = {
	...{ reportId: 'integer', subscriberEmails: { each: 'text' }, fileType: [1, 2] },
	...{ deliveryFrequency: [1, 2, 3, 4], deliveryDay: 'text', eventEndDate: 'integer' },
	...{ runningTotalEnabled: 'boolean', earliestCampaignStartDate: 'integer' },
};

const SOME_INVALID = 'beside a success, if some of the e-mail addresses are invalid';

/** `deliveryDay` and `eventEndDate` are required, too, unless the frequency is 1 (once). */
export const reportSchedulesCreate: Contract = {
	of: 'iqmReport reportSchedule: create',
	endpoint: 'POST /api/v3/ra/report/email/schedule',
	document: 'IQM OpenAPI reports, saveReportScheduleEvent',
	takes: { body: SCHEDULE },
	needs: ['reportId', 'subscriberEmails', 'fileType', 'deliveryFrequency'],
	// prettier-ignore
	sample: {"reportId":1234,"subscriberEmails":["sample_email1@example.com","sample_email2@example.com"],"fileType":2,"deliveryFrequency":4,"eventEndDate":1670674106000,"deliveryDay":"4","runningTotalEnabled":true,"earliestCampaignStartDate":1670674108900},
	more: [
		// prettier-ignore
		{"reportId":1235,"subscriberEmails":["sample_email1@example.com","sample_email2@example.com"],"fileType":2,"deliveryFrequency":3,"eventEndDate":1670674106000,"deliveryDay":"MONDAY","runningTotalEnabled":true,"earliestCampaignStartDate":1670674108900},
		// Answered with a success that holds an error.
		// prettier-ignore
		{"reportId":1234,"subscriberEmails":["sample_email1@example.com","sample_email2@invalid"],"fileType":2,"deliveryFrequency":3,"eventEndDate":1670674106000,"deliveryDay":"MONDAY","runningTotalEnabled":true,"earliestCampaignStartDate":1670674108900},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"scheduledData":{"earliestCampaignStartDate":0,"reportId":1234,"deliveryFrequency":4,"fileType":1,"subscriberEmails":["sample_email@sample.com","sample_email2@sample.com"],"eventEndDate":1696270980000,"deliveryDay":"5","runningTotalEnabled":false},"message":"Report schedule has been successfully updated."}},
	varies: { errorObjects: SOME_INVALID },
	refuses: [
		{
			...{ asked: { reportId: -1 }, status: 422, form: 'object' },
			words: 'Report does not exists for the given id',
		},
		{
			...{ asked: { reportId: NOBODYS }, status: 422, form: 'object' },
			words: 'Report does not exists for the given id',
		},
	],
	does: 'by hand: frequency, day and end depend on each other, and invalid addresses are left out',
};

/** "Whichever field is to be updated, that can be sent". */
export const reportSchedulesUpdate: Contract = {
	of: 'iqmReport reportSchedule: update',
	endpoint: 'PATCH /api/v3/ra/report/email/schedule/{reportId}',
	document: 'IQM OpenAPI reports, updateReportScheduleEvent',
	takes: { body: SCHEDULE },
	// From the sample answer.
	path: { reportId: 1234 },
	// prettier-ignore
	sample: {"subscriberEmails":["sample_email1@example.com","sample_email2@example.com","sample_email3@example.com"]},
	more: [
		// Answered with a success that holds an error.
		// prettier-ignore
		{"subscriberEmails":["sample_email1@invalid","sample_email2@invalid","sample_email3@example.com"]},
	],
	// prettier-ignore
	answer: {"success":true,"data":{"scheduledData":{"earliestCampaignStartDate":0,"reportId":1234,"deliveryFrequency":4,"fileType":1,"subscriberEmails":["sample_email1@example.com","sample_email2@example.com","sample_email3@example.com"],"eventEndDate":1696270980000,"deliveryDay":"4","runningTotalEnabled":false},"message":"Report schedule has been successfully updated."}},
	varies: { errorObjects: SOME_INVALID },
	refuses: [
		{ asked: { fileType: 0 }, status: 422, form: 'object', words: 'Invalid file type.' },
	],
	does: 'by hand: frequency, day and end depend on each other, and invalid addresses are left out',
};

export const reportSchedulesDelete: Contract = {
	of: 'iqmReport reportSchedule: delete',
	endpoint: 'DELETE /api/v3/ra/report/email/schedule/{reportId}',
	document: 'IQM OpenAPI reports, deleteReportScheduleEvent',
	takes: {},
	sample: {},
	// From the sample that updates.
	path: { reportId: 1234 },
	// prettier-ignore
	answer: {"success":true,"data":{"message":"Report event is removed."}},
	refuses: [
		{
			...{ path: { reportId: NOBODYS }, status: 422, form: 'object' },
			words: 'Report event does not exists for the given id',
		},
	],
	does: 'by hand: it is the report’s',
};
