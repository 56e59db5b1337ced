/** IQM's lists in the untouched sandbox, as forms show them. */

export const COLUMN_LIST = '/api/v3/audience/static/matched/column-list';
export const PARTNERS = '/api/v3/audience/static/matched/data-partner';

export const entry = (name: string, value: string) => ({ name, value });

export const NOT_CHOSEN = { name: 'Please Choose', value: '' };

export const TIMEZONES = [
	['US/Central', 423],
	['US/Eastern', 29],
	['US/Mountain', 21],
	['US/Pacific', 433],
	['Africa/Addis Ababa', 149],
	['Asia/Kolkata', 105],
	['US/Alaska', 420],
	['US/Arizona', 421],
	['UTC', 11],
].map(([name, id]) => entry(`${name} (${id})`, String(id)));

export const CREATIVE_TYPES = [
	entry('Audio (17)', '17'),
	entry('Native (15)', '15'),
	entry('Video (14)', '14'),
	entry('HTML (13)', '13'),
	entry('Image (11)', '11'),
];

export const COUNTRIES = [
	entry('United States (30100001)', '30100001'),
	entry('India (30100002)', '30100002'),
	entry('Canada (30100003)', '30100003'),
	entry('United Kingdom (30100004)', '30100004'),
	entry('Germany (30100005)', '30100005'),
	entry('Mexico (30100006)', '30100006'),
];

export const FORMATS = [
	entry('Hashed (MD5) (MD5)', 'MD5'),
	entry('Hashed (other) (Other)', 'Other'),
	entry('Hashed (SHA1) (SHA1)', 'SHA1'),
	entry('Hashed (SHA256) (SHA256)', 'SHA256'),
	entry('Hashed (SHA512) (SHA512)', 'SHA512'),
	entry('Raw (Raw)', 'Raw'),
];

export const VOTER_PARTNERS = [
	entry('Aristotle ID (aristotle_id)', 'aristotle_id'),
	entry('i360 ID (i360_id)', 'i360_id'),
	entry('L2 ID (LalVoterID)', 'LalVoterID'),
	entry('Other ID (Other)', 'Other'),
	entry('Registered Voter ID (Voters_StateVoterID)', 'Voters_StateVoterID'),
	entry('TargetSmart ID (voterbase_id)', 'voterbase_id'),
];

export const NPI_PARTNERS = [
	entry('Healthcare ID (healthcare_id)', 'healthcare_id'),
	entry('Healthlink ID (hl_npi_id)', 'hl_npi_id'),
];

export const SINGLE_KEYS = ['Email', 'NPI_ID', 'Phone', 'Residence_FullAddress', 'Voters_ID'];
