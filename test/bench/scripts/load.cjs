/** What it costs to load some nodes: their files are required, and their classes instantiated. */
const { createRequire } = require('node:module');
const { basename } = require('node:path');
const { sizeOf } = require('./operations.cjs');

const { files } = JSON.parse(process.argv[2]);
// n8n has it loaded anyway.
createRequire(files[0])('n8n-workflow');
global.gc();
const heapBefore = process.memoryUsage().heapUsed;
const started = performance.now();
const nodes = files.map((file) => new (require(file)[basename(file).split('.')[0]])());
const milliseconds = performance.now() - started;
global.gc();
const heap = process.memoryUsage().heapUsed - heapBefore;

const descriptions = nodes.map((node) =>
	node.getNodeType ? node.getNodeType().description : node.description,
);
process.stdout.write(JSON.stringify({ milliseconds, heap, ...sizeOf(descriptions) }));
