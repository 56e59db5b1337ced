/** "getAll" and "updateSizes" in the words that the form has for the operation: "get many". */
const OPERATION =
	'$parameter["operation"].replace("getAll", "getMany").replace(/[A-Z]/g, " $&").toLowerCase()';

/** What the canvas shows under a node with a single resource. */
export const OPERATION_SUBTITLE = `={{ ${OPERATION} }}`;

/** What it shows under a node with several resources. */
export const RESOURCE_SUBTITLE = `={{ ${OPERATION} + ": " + $parameter["resource"].replace(/[A-Z]/g, " $&").toLowerCase() }}`;
