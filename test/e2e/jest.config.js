/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: [__dirname],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/'],
	modulePathIgnorePatterns: ['<rootDir>/n8n/'],
	transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
	globalSetup: './globalSetup.ts',
	setupFilesAfterEnv: [`${__dirname}/retry.ts`],
	// Each test file runs an n8n of its own; more of them would keep each other waiting.
	maxWorkers: 2,
	testTimeout: 600_000,
};
