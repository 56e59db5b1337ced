/**
 * A stand-in for the advertising APIs, for tests and demos: it answers as the documents say, errors
 * included, and where they are silent it takes the reading that is strictest for a client.
 */
export { startSandbox } from './server';
export { APPLOVIN_DEFAULTS } from './applovin/options';
export { APPLOVIN_AXON_DEFAULTS } from './applovin-axon/options';
export { APPLOVIN_REPORT_DEFAULTS } from './applovin-report/options';
export { IQM_DEFAULTS } from './iqm/options';
export { SAMPLE_PATHS, sampleContent } from './samples';
export type { AppLovinOptions } from './applovin/options';
export type {
	AppLovinAd,
	AppLovinAsset,
	AppLovinCampaign,
	AppLovinCreativeSet,
	AppLovinSource,
	AppLovinSourceBid,
	AppLovinState,
	AppLovinTargets,
	AppLovinToken,
} from './applovin/state';
export type { AppLovinAxonOptions } from './applovin-axon/options';
export type {
	AppLovinAxonState,
	AxonAsset,
	AxonCampaign,
	AxonCreativeSet,
	AxonLogRow,
} from './applovin-axon/state';
export type { AppLovinReportOptions } from './applovin-report/options';
export type { AppLovinReportState, ReportRow } from './applovin-report/state';
export type { IqmOptions } from './iqm/options';
export type {
	Audience,
	Campaign,
	Creative,
	InsertionOrder,
	IqmState,
	StoredFile,
	Token,
} from './iqm/state';
export type {
	Fault,
	FaultKind,
	RecordedPart,
	RecordedRequest,
	Sandbox,
	SandboxOptions,
} from './types';
