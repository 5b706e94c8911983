const { rm } = require('node:fs/promises');
const { execFile } = require('node:child_process');
const { promisify } = require('node:util');
const { dest, parallel, series, src } = require('gulp');

const run = promisify(execFile);

const clean = () => rm('dist', { recursive: true, force: true });

async function compile() {
	try {
		await run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', 'tsconfig.json']);
	} catch (failure) {
		throw new Error(failure.stdout || failure.message);
	}
}

/** Icons, codex files and output schemas: what n8n reads beside the compiled classes. */
function assets() {
	const files = [
		'nodes/**/*.{svg,png,node.json}',
		'nodes/**/__schema__/**/*.json',
		'credentials/**/*.{svg,png}',
	];
	// Without `encoding: false` gulp 5 rewrites binary files as UTF-8.
	return src(files, { base: '.', encoding: false }).pipe(dest('dist'));
}

/**
 * Descriptions as JSON, which n8n reads at its start instead of loading the nodes: it loads them
 * when a workflow uses them.
 */
const metadata = () => run(process.execPath, [require.resolve('n8n-core/bin/generate-metadata')]);

exports.build = series(clean, parallel(compile, assets), metadata);
/** For the compiler that watches: without the descriptions, which would be those of before. */
exports.dev = series(clean, assets);
exports.default = exports.build;
