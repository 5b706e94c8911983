import type { Field, Format } from '../shared/operation';
import { header } from '../shared/panel/field';

const IPV4: Format = {
	pattern: /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/,
	hint: 'an IPv4 address, such as 203.0.113.7',
};

/** What a header can hold. */
const PLAIN: Format = {
	pattern: /^[\x20-\x7e]{1,1000}$/,
	hint: 'at most 1000 letters, digits and marks of ASCII',
};

/** By these three a bank learns that the user is there. Without them it allows four calls a day. */
export const presence: readonly Field[] = [
	{
		displayName: 'PSU Device OS',
		name: 'psuDeviceOs',
		type: 'string',
		default: '',
		placeholder: 'e.g. iOS 19.1',
		description:
			"The operating system of the user's device. Only while the user is present, and only together with the other two PSU fields.",
		format: PLAIN,
		...header('PSU-Device-OS'),
	},
	{
		displayName: 'PSU IP Address',
		name: 'psuIpAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. 203.0.113.7',
		description:
			"The IPv4 address of the user's device. Only while the user is present. Without the three PSU fields, a bank allows four XS2A calls a day, and some banks allow none.",
		format: IPV4,
		...header('PSU-IP-Address'),
	},
	{
		displayName: 'PSU User Agent',
		name: 'psuUserAgent',
		type: 'string',
		default: '',
		placeholder: 'e.g. Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X)',
		description:
			'The browser or app of the user. Only while the user is present, and only together with the other two PSU fields.',
		format: PLAIN,
		...header('PSU-User-Agent'),
	},
];
