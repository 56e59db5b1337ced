import type { JsonObject } from '../../json';
import { geojsonUrl, stateOf, STATES, type State } from './states';

/**
 * Cities by state. Several names stand in many states: a client that looks for a name alone finds the
 * wrong one.
 */
const CITIES = `AK: Adak,Akhiok,Akiachak,Akiak,Akutan,Alakanuk,Aleknagik,Allakaket,Ambler,Anchorage,Fairbanks,Juneau
AL: Auburn,Birmingham,Decatur,Dothan,Florence,Huntsville,Mobile,Montgomery,Tuscaloosa
AR: Bentonville,Conway,Fayetteville,Fort Smith,Jonesboro,Little Rock,Springdale,Texarkana
AZ: Chandler,Flagstaff,Glendale,Mesa,Phoenix,Scottsdale,Tempe,Tucson,Yuma
CA: Anaheim,Bakersfield,Fresno,Glendale,Long Beach,Los Angeles,Oakland,Pasadena,Riverside,Sacramento,San Diego,San Francisco,San Jose,Santa Ana,Stockton
CO: Aurora,Boulder,Colorado Springs,Denver,Fort Collins,Lakewood,Pueblo,Springfield
CT: Bridgeport,Bristol,Danbury,Hartford,Manchester,New Haven,Norwalk,Stamford,Waterbury
DC: Washington
DE: Dover,Milford,Newark,Newport,Wilmington
FL: Clearwater,Gainesville,Hollywood,Jacksonville,Miami,Naples,Orlando,Pensacola,Springfield,St Petersburg,Tallahassee,Tampa
GA: Albany,Athens,Atlanta,Augusta,Columbus,Decatur,Macon,Rome,Savannah,Springfield
HI: Hilo,Honolulu,Kailua,Lahaina
IA: Ames,Burlington,Cedar Rapids,Davenport,Des Moines,Dubuque,Iowa City,Sioux City
ID: Boise,Idaho Falls,Lewiston,Moscow,Nampa,Pocatello
IL: Aurora,Bloomington,Champaign,Chicago,Decatur,Joliet,Naperville,Peoria,Rockford,Springfield
IN: Bloomington,Columbus,Evansville,Fort Wayne,Gary,Indianapolis,Lafayette,South Bend,Terre Haute
KS: Kansas City,Lawrence,Manhattan,Overland Park,Salina,Topeka,Wichita
KY: Bowling Green,Covington,Florence,Frankfort,Lexington,Louisville,Owensboro,Springfield
LA: Alexandria,Baton Rouge,Lafayette,Lake Charles,Monroe,New Orleans,Shreveport
MA: Boston,Cambridge,Fall River,Lowell,Salem,Springfield,Worcester
MD: Annapolis,Baltimore,Columbia,Frederick,Rockville,Salisbury,Silver Spring
ME: Augusta,Bangor,Lewiston,Portland,Springfield,South Portland
MI: Ann Arbor,Dearborn,Detroit,Flint,Grand Rapids,Kalamazoo,Lansing,Springfield,Warren
MN: Bloomington,Duluth,Minneapolis,Rochester,Springfield,St Cloud,St Paul
MO: Columbia,Independence,Jefferson City,Joplin,Kansas City,Springfield,St Louis
MS: Biloxi,Columbus,Greenville,Gulfport,Hattiesburg,Jackson,Meridian,Tupelo
MT: Billings,Bozeman,Butte,Columbus,Great Falls,Helena,Missoula
NC: Asheville,Charlotte,Columbus,Durham,Fayetteville,Greensboro,Jacksonville,Raleigh,Wilmington,Winston-Salem
ND: Bismarck,Fargo,Grand Forks,Minot,Portland
NE: Bellevue,Columbus,Grand Island,Lincoln,Omaha,Springfield
NH: Concord,Dover,Keene,Manchester,Nashua,Portsmouth,Rochester,Salem
NJ: Atlantic City,Camden,Elizabeth,Jersey City,Newark,Paterson,Springfield,Toms River,Trenton
NM: Albuquerque,Columbus,Farmington,Las Cruces,Las Vegas,Roswell,Santa Fe
NV: Carson City,Elko,Henderson,Las Vegas,North Las Vegas,Reno,Sparks
NY: Albany,Binghamton,Buffalo,Ithaca,New York,Rochester,Syracuse,Utica,White Plains,Yonkers
OH: Akron,Canton,Cincinnati,Cleveland,Columbus,Dayton,Lima,Springfield,Toledo,Youngstown
OK: Broken Arrow,Edmond,Lawton,Miami,Norman,Oklahoma City,Tulsa
OR: Beaverton,Bend,Eugene,Gresham,Medford,Portland,Salem,Springfield
PA: Allentown,Erie,Harrisburg,Lancaster,Philadelphia,Pittsburgh,Reading,Scranton,Springfield
RI: Cranston,Newport,Pawtucket,Providence,Warwick
SC: Charleston,Columbia,Florence,Greenville,Myrtle Beach,Rock Hill,Spartanburg,Springfield
SD: Aberdeen,Pierre,Rapid City,Sioux Falls,Springfield
TN: Chattanooga,Columbia,Jackson,Knoxville,Memphis,Nashville,Portland,Springfield
TX: Amarillo,Arlington,Austin,Columbus,Corpus Christi,Dallas,El Paso,Fort Worth,Houston,Lubbock,Paris,San Antonio,Texarkana
UT: Logan,Ogden,Orem,Provo,Salt Lake City,Sandy,St George
VA: Alexandria,Arlington,Charlottesville,Norfolk,Richmond,Roanoke,Springfield,Virginia Beach
VT: Burlington,Manchester,Montpelier,Newport,Rutland,Springfield
WA: Bellevue,Everett,Olympia,Seattle,Spokane,Tacoma,Vancouver,Yakima
WI: Appleton,Columbus,Green Bay,Kenosha,Madison,Milwaukee,Racine
WV: Charleston,Huntington,Morgantown,Parkersburg,Springfield,Wheeling
WY: Casper,Cheyenne,Gillette,Laramie,Sheridan`;

/** Counties by state, with as many doubles: "Washington" alone is in thirty states. */
const COUNTIES = `AK: Aleutians East,Aleutians West,Anchorage,Bethel,Bristol Bay,Denali,Dillingham,Fairbanks North Star,Haines
AL: Jackson,Jefferson,Madison,Mobile,Montgomery,Washington
AR: Benton,Jefferson,Pulaski,Washington
AZ: Coconino,Maricopa,Pima,Pinal,Yuma
CA: Alameda,Fresno,Kern,Los Angeles,Orange,Riverside,Sacramento,San Bernardino,San Diego,Santa Clara
CO: Adams,Arapahoe,Boulder,Denver,El Paso,Jefferson,Washington
CT: Fairfield,Hartford,Litchfield,New Haven
DC: District of Columbia
DE: Kent,New Castle,Sussex
FL: Broward,Duval,Hillsborough,Miami-Dade,Orange,Palm Beach,Pinellas,Washington
GA: Clayton,Cobb,DeKalb,Fulton,Gwinnett,Muscogee,Washington
HI: Hawaii,Honolulu,Kauai,Maui
IA: Johnson,Linn,Polk,Scott,Washington
ID: Ada,Bannock,Canyon,Washington
IL: Cook,DuPage,Kane,Lake,Sangamon,Washington,Will
IN: Allen,Bartholomew,Lake,Marion,Washington
KS: Douglas,Johnson,Sedgwick,Shawnee,Washington
KY: Fayette,Jefferson,Kenton,Washington
LA: Caddo,East Baton Rouge,Jefferson,Orleans,Washington
MA: Essex,Hampden,Middlesex,Norfolk,Suffolk,Worcester
MD: Anne Arundel,Baltimore,Howard,Montgomery,Washington
ME: Cumberland,Kennebec,Penobscot,Washington,York
MI: Genesee,Kent,Macomb,Oakland,Washtenaw,Wayne
MN: Dakota,Hennepin,Ramsey,St Louis,Washington
MO: Greene,Jackson,St Louis,Washington
MS: Harrison,Hinds,Lowndes,Rankin,Washington
MT: Gallatin,Missoula,Stillwater,Yellowstone
NC: Buncombe,Columbus,Guilford,Mecklenburg,Wake,Washington
ND: Burleigh,Cass,Ward
NE: Douglas,Lancaster,Platte,Washington
NH: Hillsborough,Merrimack,Rockingham,Strafford
NJ: Bergen,Camden,Essex,Hudson,Middlesex,Union
NM: Bernalillo,Dona Ana,Santa Fe
NV: Clark,Elko,Washoe
NY: Albany,Bronx,Erie,Kings,Monroe,Nassau,New York,Queens,Suffolk,Washington,Westchester
OH: Clark,Cuyahoga,Franklin,Hamilton,Lucas,Montgomery,Washington
OK: Cleveland,Oklahoma,Tulsa,Washington
OR: Baker,Benton,Lane,Marion,Multnomah,Washington
PA: Allegheny,Bucks,Erie,Montgomery,Philadelphia,Washington
RI: Kent,Newport,Providence,Washington
SC: Charleston,Greenville,Richland,York
SD: Minnehaha,Pennington
TN: Davidson,Hamilton,Knox,Shelby,Washington
TX: Bexar,Collin,Dallas,El Paso,Harris,Tarrant,Travis,Washington
UT: Davis,Salt Lake,Utah,Washington
VA: Arlington,Fairfax,Henrico,Loudoun,Washington
VT: Chittenden,Rutland,Washington,Windsor
WA: Clark,King,Pierce,Snohomish,Spokane
WI: Brown,Dane,Milwaukee,Washington,Waukesha
WV: Berkeley,Cabell,Kanawha,Monongalia
WY: Laramie,Natrona,Sweetwater`;

/** "Adak, AK": the documents' names end in the state. Ids are those of the documents where they count from AK. */
function placesIn(table: string, first: number, perState: number): JsonObject[] {
	return table.split('\n').flatMap((line) => {
		const [abbreviation, names] = line.split(': ');
		const state = stateOf(abbreviation);
		const before = first + (state.id - STATES[0].id) * perState;
		return names.split(',').map((name, index) => ({
			...{ id: before + index, name: `${name}, ${abbreviation}`, parentId: state.id },
			geojsonUrl: geojsonUrl(before + index),
		}));
	});
}

/** Rows of `master/segment/city`. */
export const CITY_ROWS = placesIn(CITIES, 30400001, 1100);
/** Rows of `master/segment/county`. */
export const COUNTY_ROWS = placesIn(COUNTIES, 30300001, 600);

/** The first three digits of each state's ZIP codes, as ranges. */
const ZIP_PREFIXES = `MA 010-027|RI 028-029|NH 030-038|ME 039-049|VT 050-059|CT 060-069|NJ 070-089
NY 100-149|PA 150-196|DE 197-199|DC 200-205|MD 206-219|VA 220-246|WV 247-268|NC 270-289|SC 290-299
GA 300-319|FL 320-349|AL 350-369|TN 370-385|MS 386-397|KY 400-427|OH 430-459|IN 460-479|MI 480-499
IA 500-528|WI 530-549|MN 550-567|SD 570-577|ND 580-588|MT 590-599|IL 600-629|MO 630-658|KS 660-679
NE 680-693|LA 700-714|AR 716-729|OK 730-749|TX 750-799|CO 800-816|WY 820-831|ID 832-838|UT 840-847
AZ 850-865|NM 870-884|NV 889-898|CA 900-961|HI 967-968|OR 970-979|WA 980-994|AK 995-999`;

/** The last two digits that each prefix has, among them those of the samples' 01001, 02139 and 35005. */
const ZIP_ENDINGS = ['01', '02', '05', '07', '16', '39'];

function zipsOf({ id: parentId }: State, from: number, to: number): JsonObject[] {
	const prefixes = Array.from({ length: to - from + 1 }, (_, index) =>
		String(from + index).padStart(3, '0'),
	);
	return prefixes.flatMap((prefix) =>
		ZIP_ENDINGS.map((ending) => {
			// "01001" is 30501001 in the samples.
			const id = 30500000 + Number(prefix + ending);
			return { id, name: prefix + ending, parentId, geojsonUrl: geojsonUrl(id) };
		}),
	);
}

/**
 * Rows of `master/segment/zip`, with codes that start with a zero: some 5,700. The Master API guideline
 * shows "01001"; the OpenAPI file's "1001" has lost its zero.
 */
export const ZIP_ROWS: JsonObject[] = ZIP_PREFIXES.split(/[|\n]/).flatMap((line) => {
	const [abbreviation, range] = line.split(' ');
	const [from, to] = range.split('-').map(Number);
	return zipsOf(stateOf(abbreviation), from, to);
});
