import { checkedBaseUrl, checkTarget } from '../../../../nodes/shared/wire/baseUrl';

describe('a base URL', () => {
	it.each([
		'https://bank.example?',
		'https://bank.example/?',
		'https://bank.example/api?a=b',
		'https://bank.example#',
		'https://bank.example/api#',
		'https://@bank.example',
		'https://:@bank.example',
		'https://a:b@bank.example',
		'https://bank.example\\@evil.example',
		'https:bank.example',
		'https:///bank.example',
		'https://bank.example/a b',
		'https://bank\n.example',
		'https://',
		'http://bank.example',
		'http://localhost.bank.example',
		'ftp://127.0.0.1',
		'bank.example',
		'',
	])('of %j is refused', (text) => {
		expect(() => checkedBaseUrl(text)).toThrow("The credential's 'Base URL' can't be used");
	});

	it.each([
		['https://bank.example', 'https://bank.example'],
		[' https://bank.example/ ', 'https://bank.example'],
		['https://bank.example:8443/api/v5//', 'https://bank.example:8443/api/v5'],
		['https://bank.example/@team', 'https://bank.example/@team'],
		['HTTPS://Bank.example', 'HTTPS://Bank.example'],
		['https://[2001:db8::1]/x', 'https://[2001:db8::1]/x'],
		['http://127.0.0.1:80', 'http://127.0.0.1:80'],
		['http://[::1]:80', 'http://[::1]:80'],
	])('of %j is taken', (text, address) => expect(checkedBaseUrl(text)).toBe(address));
});

describe('the address of a request', () => {
	it.each(['http://bank.example/x', 'ftp://127.0.0.1/x', '/x'])('gets no keys at %s', (url) => {
		expect(() => checkTarget({ url })).toThrow('Keys are only sent');
	});
});
