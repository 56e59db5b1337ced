import type { JsonObject } from '../../json';

/** Id, `urlName` and name; 27, 21 and others stand in the documents' sample campaigns. */
const EXCHANGES = `90 aniview Aniview|89 loopme LoopMe|88 onetag One Tag|87 sharethrough Share Through
84 vidazoo Vidazoo|80 equativ Equativ|78 magnite Magnite|77 verve Verve|76 infolink Infolink
75 beachfront Beachfront|61 example-a Example Exchange A|60 unruly Unruly|59 sovrn Sovrn
58 triplelift TripleLift|57 yieldmo Yieldmo|56 kargo Kargo|55 example-b Example Exchange B
54 gumgum GumGum|53 medianet Media.net|50 freewheel FreeWheel|47 xandr Xandr|46 indexexchange Index Exchange
45 openx OpenX|41 pubmatic PubMatic|39 adx Google DoubleClick|37 smaato Smaato|27 inmobi InMobi
21 rubicon Rubicon|16 nexage Nexage|11 mopub MoPub|1 test iQM`;

export const EXCHANGE_ROWS: JsonObject[] = EXCHANGES.split(/[|\n]/).map((line) => {
	const [id, urlName, ...name] = line.split(' ');
	return { id: Number(id), name: name.join(' '), urlName };
});

/** IAB number, id of the group itself, and its entries: their ids follow, as IAB1-1 (12) follows IAB1 (11). */
const CATEGORIES = `1 11 Arts & Entertainment: Books & Literature,Celebrity Fan/Gossip,Fine Art,Humor,Movies,Music,Television
2 19 Automotive: Auto Parts,Auto Repair,Buying/Selling Cars,Car Culture,Certified Pre-Owned,Convertible,Coupe,Crossover,Diesel,Electric Vehicle,Hatchback,Hybrid,Luxury,Minivan,Motorcycles,Off-Road Vehicles,Performance Vehicles,Pickup,Road-Side Assistance,Sedan,Trucks & Accessories,Vintage Cars,Wagon
3 43 Business: Advertising,Agriculture,Biotech/Biomedical,Business Software,Construction,Forestry,Government,Green Solutions,Human Resources,Logistics,Marketing,Metals
4 56 Careers: Career Planning,College,Financial Aid,Job Fairs,Job Search,Resume Writing,Nursing,Scholarships,Telecommuting,U.S. Military,Career Advice
6 68 Family & Parenting: Adoption,Babies & Toddlers,Daycare/Pre School,Family Internet,Parenting - K-6 Kids,Parenting Teens,Pregnancy,Special Needs Kids,Eldercare
8 78 Food & Drink: American Cuisine,Barbecues & Grilling,Cajun/Creole,Chinese Cuisine,Cocktails/Beer,Coffee/Tea,Cuisine-Specific,Desserts & Baking,Dining Out,Food Allergies,French Cuisine,Health/Low-Fat Cooking,Italian Cuisine,Japanese Cuisine,Mexican Cuisine,Vegan,Vegetarian,Wine
11 97 Law, Government & Politics: Immigration,Legal Issues,U.S. Government Resources
5 112 Education:
17 251 Sports: Auto Racing,Baseball,Bicycling,Bodybuilding,Boxing,Canoeing/Kayaking,Cheerleading,Climbing,Cricket,Figure Skating,Fly Fishing,Football,Freshwater Fishing,Game & Fish,Golf
20 339 Travel: Adventure Travel,Africa,Air Travel,Australia & New Zealand,Bed & Breakfasts,Budget Travel,Business Travel,By US Locale,Camping,Canada,Caribbean,Cruises,Eastern Europe,Europe,France,Greece,Honeymoons/Getaways,Hotels,Italy,Japan,Mexico & Central America,National Parks,South America,Spas,Theme Parks,Traveling with Kids,United Kingdom`;

/** Rows of `master/adcategories`: 340 is "Adventure Travel (IAB20-1)". Groups are rows, too. */
export const AD_CATEGORY_ROWS: JsonObject[] = [
	...CATEGORIES.split('\n').flatMap((line): JsonObject[] => {
		const [head, entries] = line.split(/: ?/);
		const [iab, first, ...words] = head.split(' ');
		const group = words.join(' ');
		const category = (iabCategoryId: string, name: string, id: number, parent?: number) => ({
			...{ id, name: `${name} (${iabCategoryId})`, parentId: parent ?? 0, iabCategoryId },
			parentName: parent === undefined ? '' : group,
		});
		const parent = Number(first);
		return [
			category(`IAB${iab}`, group, parent),
			...entries
				.split(',')
				.filter((name) => name !== '')
				.map((name, index) =>
					category(`IAB${iab}-${index + 1}`, name, parent + index + 1, parent),
				),
		];
	}),
	{
		...{ id: 113, name: 'Politics (IAB11-4)', parentId: 111, iabCategoryId: 'IAB11-4' },
		parentName: 'Law',
	},
];

const SITES = `1.philantropy.xyz|1010wins.radio.com|10faq.com|11alive.com|123greetings.com|12tomatoes.com
13wham.com|1stkissmanga.com|247freecell.com|247sports.com|24timezones.com|27east.com|2paragraphs.com
3dprint.com|411mania.com|6abc.com|90min.com|90minut.pl`.split(/[|\n]/);

/** Rows of `master/inventory`; the first is no inventory. */
export const INVENTORY_ROWS: JsonObject[] = [
	{ id: 0, publisherId: 0, trafficType: 'UN', name: 'UNKNOWN', bundleDomain: '' },
	...SITES.map((name, index) => {
		// "90min.com" is 18, "90minut.pl" 19.
		const id = index < 16 ? index + 1 : index + 2;
		return { id, publisherId: id, trafficType: 'web', bundleDomain: name, name };
	}),
	...Array.from({ length: 600 }, (_, index) => {
		const id = 1000 + index;
		const bundleDomain = `com.example.app${index + 1}`;
		const publisherId = 500 + Math.floor(index / 5);
		return { id, publisherId, trafficType: 'app', bundleDomain, name: `Example App ${index + 1}` };
	}),
];
