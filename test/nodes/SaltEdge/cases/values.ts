import type { ApiVersion } from '../../../contract/saltedge';
import type { SaltEdgeSandbox } from '../../../sandbox/saltedge';
import { day, keyPair, saltEdgeCredential } from '../../../support/saltEdge';

export const customer = '905731486325476354';
export const simple = '907152193875460301';
export const created = '907152193875461001';
export const [monthAgo, weekAgo, today] = [day(-30), day(-7), day(0)];
export const asIs = { simplify: false };

/** The credential of a client that signs its requests. */
export const signing = (sandbox: SaltEdgeSandbox, version: ApiVersion = 'v5') =>
	saltEdgeCredential(sandbox, { apiVersion: version, privateKey: keyPair.privateKey });
