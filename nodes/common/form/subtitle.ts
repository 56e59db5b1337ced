/** "getAll" and "updateSizes" in the words that the form has for the operation: "get many". */
const OPERATION =
	'$parameter["operation"].replace("getAll", "getMany").replace(/[A-Z]/g, " $&").toLowerCase()';

const OPTION = '($parameter["options"] || {})["preview"]';

/**
 * Says that the node only previews. n8n evaluates no expression inside a collection here, nor can it
 * read the credential, which may say so too.
 */
const PREVIEW = `(${OPTION} === true ? " (preview)" : ${OPTION} ? " (preview by expression)" : "")`;

/** What the canvas shows under a node with a single resource. */
export const OPERATION_SUBTITLE = `={{ ${OPERATION} + ${PREVIEW} }}`;

/** What it shows under a node with several resources. */
export const RESOURCE_SUBTITLE = `={{ ${OPERATION} + ": " + $parameter["resource"].replace(/[A-Z]/g, " $&").toLowerCase() + ${PREVIEW} }}`;
