const WORDS: Record<string, string> = {
	ECONNREFUSED: 'the connection was refused',
	ECONNRESET: 'the connection was interrupted',
	EPIPE: 'the connection was interrupted',
	ECONNABORTED: 'the response took too long',
	ETIMEDOUT: 'the response took too long',
	ENOTFOUND: 'the host name is unknown',
	EAI_AGAIN: 'the host name could not be looked up',
	EHOSTUNREACH: 'the host is unreachable',
	ENETUNREACH: 'the network is unreachable',
	ERR_BAD_RESPONSE: 'the response was cut off',
};

/**
 * Plain words for a network error code. The code itself is kept out of messages: n8n replaces any
 * message that contains one with its own words.
 */
export function networkWords(code: string): string | undefined {
	return (
		WORDS[code] ?? (/CERT|TLS|SSL/.test(code) ? 'the certificate was not accepted' : undefined)
	);
}
