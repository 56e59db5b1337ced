import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { IqmMatchedAudience } from '../../nodes/Iqm/IqmMatchedAudience/IqmMatchedAudience.node';
import type { SandboxOptions } from '../../sandbox';
import { sampleContent } from '../../sandbox';
import { mapped, uploadsTo } from './audienceUploads';
import { freshSandbox } from './freshSandbox';
import type { NodeRunOptions } from './harness';
import { fileItem, runNode } from './harness';

export const FILE_NAME = 'matched-audience-example.csv';
export const CSV = sampleContent(`/samples/${FILE_NAME}`);
export const sampleItem = () => fileItem(FILE_NAME, 'text/csv', CSV);

/** Copied from the quickstart "Upload Matched Audience", step 3, "Request (FormData)". */
export const SAMPLE = {
	columns:
		'{"first-name":"Voters_FirstName","last-name":"Voters_LastName","zip":"Residence_Addresses_Zip","state":"Residence_Addresses_State","street-address":"Residence_Addresses_AddressLine"}',
	metadata:
		'{"columns":["registered-voter-id","l2-voter-id","targetsmart-voter-id","first-name","last-name","street-address","city","zip","zipplus4","state","full-address","phone","email","phone-sha256","email-sha256","npi-id"],"fileName":"matched-audience-example.csv","fileSize":1777,"columnValues":{"registered-voter-id":["23457","456789","34567"],"l2-voter-id":["LALNY987654","LALNY76543","LALNY54321"],"targetsmart-voter-id":["NY-000020745","NY-000032452","NY-000069778"],"first-name":["Bilbo","Frodo","Samwise"],"last-name":["Baggins","Baggins","Gamgee"],"street-address":["11 The Shire Middle Earth","22 The Shire Middle Earth","33 The Shire Middle Earth"],"city":["New York","New York","New York"],"zip":["10001","10010","10011"],"zipplus4":["1122","2233","3344"],"state":["NY","New York","NY"],"full-address":["11 The Shire Middle Earth, New York, 10001, NY","22 The Shire Middle Earth, New York, 10010, NY","33 The Shire Middle Earth, New York, 10011, NY"],"phone":["3456789012","5678901234","7890123456"],"email":["Bilbo.Baggins@lotr.com","Frodo.Baggins@lotr.com","Samwise.Gamgee@lotr.com"],"phone-sha256":["26cc49f1a2133f3784b937017f9cc86e05b5413c7f91b0b6bd6375631b68371e","2f510ce904687db4b2706fdaf33f1d0e678be13cc5fe300cf695a546befa5fc8","453fc17260d034186d92d1e58cc557fea9cafc1bf886154b472057feed950605"],"email-sha256":["43f5f8fabe82fc8dce2452267f5550bb036d0ddf33368682a9cd5da8286d63a0","ceb005d969f16f9a6a487849d27bf854fac1f0733aa61995bcbb5cb928dfc410","986c1ae0d3cef60591d3b29aa54afb5d9654406d7cfa4fcbb65c3ad45ad1ce5c"],"npi-id":["1144317652","1467478172","1275506503"]},"rows":5}',
	audienceName: 'Matched Audience Sample',
	isSingleColumnEnabled: 'false',
	fileTotalCount: '5',
};

export const NAME_KEYS = JSON.parse(SAMPLE.columns) as Record<string, string>;

export const UPLOAD = {
	operation: 'upload',
	ifItExists: 'create',
	audienceName: 'Matched Audience Sample',
	binaryPropertyName: 'data',
	emailsAndPhones: 'plain',
};

/** "Columns" with one row, and the format that it needs. */
export const BY_EMAIL = { ...mapped({ email: 'Email' }), columnSettings: { Email: 'Raw' } };

/**
 * The fixture for one test file on IQM Matched Audience with the quickstart's generation of the API: a
 * sandbox, and functions that run the node on it.
 *
 * @returns to be destructured; `sandbox` has its contents in tests and hooks only
 */
export function audienceStage(options?: SandboxOptions) {
	const sandbox = freshSandbox(options);
	const run = async (
		parameters: IDataObject,
		items?: INodeExecutionData[],
		others: NodeRunOptions = {},
	) => await runNode(sandbox, new IqmMatchedAudience(), parameters, { items, ...others });
	return {
		sandbox,
		run,
		/** Uploads one file: by default the sample. */
		upload: async (changes: IDataObject, item = sampleItem(), others: NodeRunOptions = {}) =>
			await run({ ...UPLOAD, ...changes }, [item], others),
		/** The text parts of the last upload by name, in order. */
		sentTexts: (): Record<string, string> => {
			const parts = uploadsTo(sandbox, 'v2').at(-1)?.parts ?? [];
			const texts = parts.filter(({ name }) => name !== 'file');
			return Object.fromEntries(texts.map(({ name, content }) => [name, content.toString()]));
		},
		/** Makes IQM answer the next request with this content. */
		answerWith: (body: unknown, method?: string): void => {
			const message = JSON.stringify(body);
			sandbox.addFault({ path: /audience/, kind: 'notJson', message, method });
		},
	};
}
