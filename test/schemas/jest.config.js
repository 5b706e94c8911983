const tests = require('../../jest.config.js');

/** Not a test: writes the schemas. In jest, because the cases of the operations are made for it. */
module.exports = { ...tests, rootDir: '../..', testMatch: ['**/test/schemas/write.ts'] };
