const endToEnd = require('../e2e/jest.config.js');

/** @type {import('jest').Config} */
module.exports = {
	...endToEnd,
	roots: [__dirname],
	globalSetup: '../e2e/globalSetup.ts',
};
