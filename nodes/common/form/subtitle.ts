/** "getAll" and "updateSizes" as the words that the operation has in the form: "get many". */
const OPERATION =
	'$parameter["operation"].replace("getAll", "getMany").replace(/[A-Z]/g, " $&").toLowerCase()';

/** What the canvas shows under a node that acts on one kind of thing. */
export const OPERATION_SUBTITLE = `={{ ${OPERATION} }}`;

/** What it shows under a node that acts on several. */
export const RESOURCE_SUBTITLE = `={{ ${OPERATION} + ": " + $parameter["resource"].replace(/[A-Z]/g, " $&").toLowerCase() }}`;
