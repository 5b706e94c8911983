import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { Credential } from './editor';

/** An email as it came in. */
export interface Mail {
	to: string;
	/** Header and body. */
	text: string;
}

/** A mail server on loopback that keeps everything and passes nothing on. */
export interface Mailbox {
	mails: Mail[];
	/** With which n8n sends here. */
	credential: Credential;
	close(): Promise<void>;
}

/** The part of SMTP that a client needs to hand over a mail without a login. */
function converse(socket: Socket, keep: (mail: Mail) => void): void {
	let waiting = '';
	let to = '';
	let content: string[] | undefined;
	const say = (line: string) => socket.write(`${line}\r\n`);

	function take(line: string): void {
		if (content && line === '.') {
			keep({ to, text: content.join('\n') });
			content = undefined;
			say('250 Taken');
		} else if (content) {
			content.push(line.replace(/^\.\./, '.'));
		} else if (/^DATA/i.test(line)) {
			content = [];
			say('354 Go on');
		} else if (/^QUIT/i.test(line)) {
			say('221 Bye');
			socket.end();
		} else {
			to = /^RCPT TO:<(.*?)>/i.exec(line)?.[1] ?? to;
			say('250 Yes');
		}
	}

	socket.setEncoding('utf8');
	socket.on('data', (text: string) => {
		const lines = (waiting + text).split('\r\n');
		waiting = lines.pop() ?? '';
		for (const line of lines) take(line);
	});
	socket.on('error', () => socket.destroy());
	say('220 Mailbox');
}

export async function openMailbox(): Promise<Mailbox> {
	const mails: Mail[] = [];
	const server = createServer((socket) => converse(socket, (mail) => mails.push(mail)));
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		mails,
		credential: {
			type: 'smtp',
			name: 'Mailbox',
			data: { host: '127.0.0.1', port, secure: false, disableStartTls: true },
		},
		async close() {
			server.close();
			await once(server, 'close');
		},
	};
}
