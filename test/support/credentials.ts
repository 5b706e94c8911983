import {
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	ICredentialsHelper,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
} from 'n8n-workflow';

/**
 * The part of n8n's credential handling that isn't in n8n-core: keeps one credential, signs
 * requests with its type, and asks the type for a new token when there is none or the bank said 401.
 */
export class StoredCredential extends ICredentialsHelper {
	/** How often a new token was written back. */
	updates = 0;

	constructor(
		public type: ICredentialType,
		public data: ICredentialDataDecryptedObject,
	) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.type;
		if (typeof authenticate !== 'function') return options;
		return await authenticate(credentials, options);
	}

	async preAuthentication(
		helper: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		_typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const token = this.type.properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable,
		);
		if (!token || !this.type.preAuthentication) return undefined;
		if (credentials[token.name] !== '' && !credentialsExpired) return undefined;
		const output = (await this.type.preAuthentication.call(
			helper,
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[token.name] === undefined) return undefined;
		this.data = { ...this.data, ...output };
		this.updates += 1;
		return { ...credentials, ...output };
	}

	async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		const defaults = this.type.properties.map(
			({ name, default: value }) => [name, value as string] as const,
		);
		return { ...Object.fromEntries(defaults), ...this.data };
	}

	runPreAuthentication(): never {
		throw new Error('not used by these nodes');
	}

	getCredentials(): never {
		throw new Error('not used by these nodes');
	}

	async updateCredentials(): Promise<void> {
		this.updates += 1;
	}

	updateCredentialsOauthTokenData(): never {
		throw new Error('not used by these nodes');
	}

	getCredentialsProperties() {
		return this.type.properties;
	}
}
