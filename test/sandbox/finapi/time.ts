import { hour } from '../shared/time';

const berlin = new Intl.DateTimeFormat('sv-SE', {
	timeZone: 'Europe/Berlin',
	dateStyle: 'short',
	timeStyle: 'medium',
});

/** V1 writes German time, without a zone. */
export function germanTime(at: number): string {
	const milliseconds = String(((at % 1000) + 1000) % 1000).padStart(3, '0');
	return `${berlin.format(at)}.${milliseconds}`;
}

/** V2 writes RFC 3339, with the offset that Germany has at the time. */
export function dateTime(at: number): string {
	const local = germanTime(at).replace(' ', 'T');
	const offset = (Date.parse(`${local}Z`) - at) / hour;
	return `${local}+${String(offset).padStart(2, '0')}:00`;
}
