import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Loading n8n-core writes a settings file into the n8n folder of whoever runs the tests.
process.env.N8N_USER_FOLDER = join(
	tmpdir(),
	`n8n-nodes-open-banking-${process.env.JEST_WORKER_ID ?? '1'}`,
);
// n8n-core logs every error that the tests provoke.
process.env.N8N_LOG_LEVEL = 'silent';
