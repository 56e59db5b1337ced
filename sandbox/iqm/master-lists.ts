// Small excerpts of IQM's master data, with the ids of the documents' samples where they show any.

export const TIMEZONES = [
	{ name: 'US/Central', id: 423, label: 'US/Central' },
	{ name: 'US/Eastern', id: 29, label: 'US/Eastern' },
	{ name: 'US/Mountain', id: 21, label: 'US/Mountain' },
	{ name: 'US/Pacific', id: 433, label: 'US/Pacific' },
	{ name: 'Africa/Addis_Ababa', id: 149, label: 'Africa/Addis Ababa' },
	{ name: 'Asia/Kolkata', id: 105, label: 'Asia/Kolkata' },
	{ name: 'US/Alaska', id: 420, label: 'US/Alaska' },
	{ name: 'US/Arizona', id: 421, label: 'US/Arizona' },
	{ name: 'UTC', id: 11, label: 'UTC' },
];

export const COUNTRIES = [
	{ id: 30100001, name: 'United States', abbreviation: 'US' },
	{ id: 30100002, name: 'India', abbreviation: 'IN' },
	{ id: 30100003, name: 'Canada', abbreviation: 'CA' },
	{ id: 30100004, name: 'United Kingdom', abbreviation: 'GB' },
	{ id: 30100005, name: 'Germany', abbreviation: 'DE' },
	{ id: 30100006, name: 'Mexico', abbreviation: 'MX' },
];

export const TRAFFIC_TYPES = [
	{ name: 'App', isTvAd: false, id: 11 },
	{ name: 'CTV', isTvAd: true, id: 14 },
	{ name: 'OTT', isTvAd: true, id: 13 },
	{ name: 'Web', isTvAd: false, id: 12 },
];

export const BUDGET_TYPES = [
	{ id: 1, name: 'budget', label: 'Budget', order: 1 },
	{ id: 2, name: 'impression', label: 'Impression', order: 2 },
];

export const CREATIVE_TYPES = [
	{ id: 17, name: 'Audio', rtbTypeId: 2 },
	{ id: 15, name: 'Native', rtbTypeId: 4 },
	{ id: 14, name: 'Video', rtbTypeId: 3 },
	{ id: 13, name: 'HTML', rtbTypeId: 1 },
	{ id: 11, name: 'Image', rtbTypeId: 1 },
];

export const DATA_FORMATS = [
	{ id: 1, label: 'Raw', keyName: 'Raw' },
	{ id: 2, label: 'Hashed (MD5)', keyName: 'MD5' },
	{ id: 3, label: 'Hashed (SHA1)', keyName: 'SHA1' },
	{ id: 4, label: 'Hashed (SHA256)', keyName: 'SHA256' },
	{ id: 5, label: 'Hashed (SHA512)', keyName: 'SHA512' },
	{ id: 6, label: 'Hashed (other)', keyName: 'Other' },
];

export const DATA_PARTNERS = [
	{ id: 1, label: 'Registered Voter ID', keyName: 'Voters_StateVoterID', audienceColumnId: 1 },
	{ id: 2, label: 'L2 ID', keyName: 'LalVoterID', audienceColumnId: 1 },
	{ id: 3, label: 'i360 ID', keyName: 'i360_id', audienceColumnId: 1 },
	{ id: 4, label: 'TargetSmart ID', keyName: 'voterbase_id', audienceColumnId: 1 },
	{ id: 6, label: 'Aristotle ID', keyName: 'aristotle_id', audienceColumnId: 1 },
	{ id: 7, label: 'Healthlink ID', keyName: 'hl_npi_id', audienceColumnId: 26 },
	{ id: 5, label: 'Other ID', keyName: 'Other', audienceColumnId: 1 },
];

export function isTimezone(id: unknown): boolean {
	return TIMEZONES.some((timezone) => timezone.id === id);
}

export function isCountry(id: number): boolean {
	return COUNTRIES.some((country) => country.id === id);
}
