/** What the signatures alone cost: as many as asked for, with a key that is read once. */
const { createPrivateKey, sign } = require('node:crypto');

const { pem, url, count } = JSON.parse(process.argv[2]);
const key = createPrivateKey(pem);
const started = performance.now();
for (let index = 0; index < count; index++) {
	sign('sha256', Buffer.from(`${1_767_225_600 + index}|GET|${url}|`), key).toString('base64');
}
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - started }));
