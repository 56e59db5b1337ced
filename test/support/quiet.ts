// n8n logs every failed node to the console; the tests read the errors themselves.
process.env.N8N_LOG_LEVEL = 'silent';
