/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: ['<rootDir>/test'],
	testMatch: ['**/*.test.ts'],
	testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/browser/'],
	modulePathIgnorePatterns: ['<rootDir>/test/e2e/n8n/', '<rootDir>/dist/'],
	setupFiles: ['<rootDir>/test/support/isolate.ts'],
	transform: { '\\.ts$': ['@swc/jest', { jsc: { target: 'es2022' } }] },
	// Generous: a machine under load is several times slower, and stands still at times.
	testTimeout: 120_000,
	// By default Jest leaves one core unused, and most of a test is waiting.
	maxWorkers: '100%',
};
