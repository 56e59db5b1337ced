import type { JsonObject } from '../../json';

/** Rows with these names under consecutive ids. */
export function named(first: number, names: string): JsonObject[] {
	return names.split('|').map((name, index) => ({ id: first + index, name }));
}

const unknown = (id: number): JsonObject => ({ id, name: 'Unknown' });

/** As the Master API guideline shows them; the older OpenAPI sample still has 18-24 (10100002). */
export const AGE_ROWS: JsonObject[] = [
	{ id: 10100001, name: '13-17' },
	{ id: 10100008, name: '18-20' },
	{ id: 10100009, name: '21-24' },
	...named(10100003, '25-34|35-44|45-54|55-64|65+'),
	unknown(10199999),
];

export const GENDER_ROWS: JsonObject[] = [...named(10200001, 'Male|Female'), unknown(10299999)];

export const INCOME_ROWS: JsonObject[] = [
	...named(10300001, 'Less than $25000|$25001 - $50000|$50001 - $75000|$75001 - $100000'),
	...named(10300005, '$100001 - $250000|$250000+'),
	unknown(10399999),
];

export const LANGUAGE_ROWS: JsonObject[] = [
	...[
		...['10500007 Arabic', '10500034 Chinese', '10500048 English', '10500056 French'],
		...['10500063 German', '10500098 Korean', '10500147 Russian', '10500164 Spanish'],
		...['10500170 Tagalog', '10500190 Vietnamese', '10599998 Other', '10599999 Unknown'],
	].map((line) => ({ id: Number(line.slice(0, 8)), name: line.slice(9) })),
];

const INTERESTS = `10800011 Coloring|10800012 Computer programming|10800042 Musical instruments
10800058 Woodworking|10800075 Gardening|10800081 Hunting|10800096 Photography|10800104 Shooting
10800180 Fishing|10800203 Tennis|10801317 Crafts |10801341 Golf `;

const MORE_INTERESTS = `Action movies|Antiques|Astronomy|Baking|Baseball|Basketball|Beauty products
Bicycling|Bird watching|Boating|Board games|Books|Bowling|Business news|Camping|Card games|Cars
Casino games|Cats|Charity|Classical music|Coffee|Collecting|Comics|Cooking|Country music|Dancing
Dogs|Education|Electronics|Environment|Exercise|Family|Fantasy sports|Fashion|Fine arts|Fitness
Football|Furniture|Grandchildren|Health|History|Hockey|Home improvement|Horses|Investing|Jazz
Knitting|Military|Motorcycles|Nutrition|Opera|Parenting|Pets|Poker|Politics|Quilting|Real estate
Religion|Running|Sailing|Scuba diving|Self improvement|Skiing|Soccer|Stamps|Sweepstakes|Swimming
Theater|Travel|Video games|Volunteering|Walking|Wine|Yoga`;

/** Two names end in a blank in the guideline, and do so here. No document gives interests a parent. */
export const INTEREST_ROWS: JsonObject[] = [
	...INTERESTS.split(/[|\n]/).map((line) => ({ id: Number(line.slice(0, 8)), name: line.slice(9) })),
	...named(10802001, MORE_INTERESTS.replaceAll('\n', '|')),
	unknown(10899999),
];

const GROUPS = { E: 10700001, H: 10700002, B: 10700003, A: 10700004, O: 10799998 };

export const ETHNICITY_GROUP_ROWS: JsonObject[] = [
	...named(10700001, 'European|Hispanic|African-American|Asian'),
	{ id: 10799998, name: 'Other' },
	unknown(10799999),
];

/** The letter of the group, or none: the first ten are the guideline's. */
const ETHNICITIES = `O Afghan|B African/American|O Albanian|- Aleut|- Algerian|O American|- Andorran
- Angolan|- Antiguans|O Arab|E Armenian|E Austrian|A Bangladeshi|E Basque|E Belgian|H Bolivian|B Bahamian
H Brazilian|E Bulgarian|A Burmese|A Cambodian|B Cameroonian|H Chilean|A Chinese|H Colombian|H Costa Rican
E Croatian|H Cuban|E Czech|E Danish|H Dominican|E Dutch|H Ecuadorian|O Egyptian|E English|E Estonian
B Ethiopian|A Filipino|E Finnish|E French|E German|B Ghanaian|E Greek|H Guatemalan|B Haitian|H Honduran
E Hungarian|A Indian|A Indonesian|O Iranian|O Iraqi|E Irish|E Italian|B Jamaican|A Japanese|B Kenyan
A Korean|A Laotian|E Latvian|O Lebanese|B Liberian|E Lithuanian|A Malaysian|H Mexican|A Nepalese
H Nicaraguan|B Nigerian|E Norwegian|A Pakistani|H Peruvian|E Polish|E Portuguese|H Puerto Rican
E Romanian|E Russian|H Salvadoran|E Scottish|B Somali|H Spanish|A Sri Lankan|E Swedish|E Swiss|A Thai
O Turkish|E Ukrainian|H Venezuelan|A Vietnamese|E Welsh`;

/** Not every one has a parent. */
export const ETHNICITY_ROWS: JsonObject[] = [
	...ETHNICITIES.split(/[|\n]/).map((line, index): JsonObject => {
		const row = { id: 10600001 + index, name: line.slice(2) };
		const group = Object.entries(GROUPS).find(([letter]) => letter === line[0]);
		return group ? { ...row, parentId: group[1] } : row;
	}),
	unknown(10699999),
];
