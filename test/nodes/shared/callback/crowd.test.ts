import { unlessCrowded } from '../../../../nodes/shared/callback/crowd';
import { gate } from '../../../support/gate';

it('twenty are done at once, and no more until one has ended', async () => {
	const { opened, open } = gate();
	const wait = async () => {
		await opened;
		return 'done';
	};
	const crowd = Array.from({ length: 20 }, async () => await unlessCrowded('node', wait));
	await expect(unlessCrowded('node', wait)).resolves.toBeUndefined();
	const other = unlessCrowded('other node', wait);
	open();
	await expect(other).resolves.toEqual({ result: 'done' });
	await expect(Promise.all(crowd)).resolves.toEqual(crowd.map(() => ({ result: 'done' })));
	await expect(unlessCrowded('node', wait)).resolves.toEqual({ result: 'done' });
});

it('one that fails makes room, too', async () => {
	const fail = async () => await Promise.reject(new Error('It failed'));
	for (let times = 0; times < 30; times += 1) {
		await expect(unlessCrowded('failing', fail)).rejects.toThrow('It failed');
	}
});
