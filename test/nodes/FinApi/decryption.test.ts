import { decryption } from '../../../nodes/FinApi/decryption';
import { startFinApi } from '../../sandbox/finapi';
import { encrypted } from '../../sandbox/finapi/encryption';

const dataDecryptionSecret = '00112233445566778899aabbccddeeff';

describe('what finAPI encrypts', () => {
	// Made with OpenSSL and Python's hashlib.
	it.each([
		[
			'+H2wxIEb4XHyXh3Lzc+Un/IAIcY7EdssV1b4VXC/pYha0WdCnSTDgjuChtOtEL3D',
			'3fa85f64-5717-4562-b3fc-2c963f66afa6',
		],
		['x9OGYfEKal4VZ9CrBpmp1wHoCrkfCY810g1fHtRdlJA=', 'Käthe Müller, 100 €'],
	])('is read with the key: %s', (text, clear) => {
		const decrypt = decryption({ dataDecryptionSecret: ` ${dataDecryptionSecret}\n` });
		expect(decrypt(text)).toBe(clear);
		expect(decrypt(text)).toBe(clear);
	});

	it('is what the local one sends', async () => {
		const bank = await startFinApi();
		const decrypt = decryption({ dataDecryptionSecret: bank.dataDecryptionKey });
		expect(decrypt(encrypted('🙈 & more'))).toBe('🙈 & more');
		await bank.close();
	});

	it('is not read with another key, whatever comes of it', () => {
		for (let other = 0; other < 600; other++) {
			const key = other.toString(16).padStart(32, '0');
			const decrypt = decryption({ dataDecryptionSecret: key });
			expect(() => decrypt('x9OGYfEKal4VZ9CrBpmp1wHoCrkfCY810g1fHtRdlJA=')).toThrow(
				"can't be read with the credential's 'Data Decryption Key'",
			);
		}
	});

	it.each(['', 'no Base64: ä', 'AAAA', 'x9OGYfEKal4VZ9CrBpmp1w=='])('is not %j', (text) => {
		expect(() => decryption({ dataDecryptionSecret })(text)).toThrow("can't be read");
	});
});

it.each([
	[undefined, 'is empty'],
	['  ', 'is empty'],
	['0011', 'is not a key of 32 hexadecimal digits'],
	[`${dataDecryptionSecret}00`, 'is not a key of 32 hexadecimal digits'],
	['z'.repeat(32), 'is not a key of 32 hexadecimal digits'],
])('a key of %j is refused at once, without showing it', (key, says) => {
	expect(() => decryption({ dataDecryptionSecret: key })).toThrow(
		`'Data Decryption Key' of the credential ${says}`,
	);
});
