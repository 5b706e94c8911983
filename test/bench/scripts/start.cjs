/** What a package costs n8n at its start, by n8n's own loader: it reads the descriptions. */
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { sizeOf } = require('./operations.cjs');

const { LazyPackageDirectoryLoader } = createRequire(join(process.cwd(), 'package.json'))(
	'n8n-core',
);

const load = async () => {
	const loader = new LazyPackageDirectoryLoader(JSON.parse(process.argv[2]).folder);
	await loader.loadAll();
	return loader;
};

(async () => {
	global.gc();
	const heapBefore = process.memoryUsage().heapUsed;
	// n8n has loaded other packages before.
	await load();
	const started = performance.now();
	const { types } = await load();
	const milliseconds = performance.now() - started;
	global.gc();
	const heap = process.memoryUsage().heapUsed - heapBefore;
	process.stdout.write(JSON.stringify({ milliseconds, heap, ...sizeOf(types.nodes) }));
})();
