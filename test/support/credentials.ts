import { getAdditionalKeys } from 'n8n-core';
import {
	type ICredentialDataDecryptedObject,
	type ICredentialsExpressionResolveValues,
	type ICredentialType,
	ICredentialsHelper,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeParameters,
	type INodeTypes,
	isExpression,
	type IWorkflowExecuteAdditionalData,
	NodeHelpers,
	Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

/** What n8n resolves a credential with where there are no items: in the editor, for a trigger. */
const nowhere: INode = {
	id: 'nowhere',
	name: 'Nowhere',
	type: 'nowhere',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/**
 * The part of n8n's credential handling that isn't in n8n-core: keeps one credential, resolves the
 * expressions in it for the item that it is asked for, signs requests with its type, and asks the
 * type for a new token when there is none or the bank said 401.
 */
export class StoredCredential extends ICredentialsHelper {
	/** How often a new token was written back. */
	updates = 0;

	/** How often it was looked up and decrypted. */
	reads = 0;

	/** What the owner of the instance enters for all users: it fills in what is empty. */
	overwrites: ICredentialDataDecryptedObject = {};

	/** Makes the next reads fail. */
	fault?: Error;

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
		for (const [name, value] of Object.entries(output)) {
			if (name === token.name || !isExpression(this.data[name])) {
				this.data = { ...this.data, [name]: value };
			}
		}
		this.updates += 1;
		return Object.assign(credentials, output);
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		_typeName: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolveFor?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		this.reads += 1;
		if (this.fault) throw this.fault;
		if (raw) return this.data;
		const filledIn = Object.entries(this.overwrites).filter(([name]) => !this.data[name]);
		const data = NodeHelpers.getNodeParameters(
			this.type.properties,
			{ ...this.data, ...Object.fromEntries(filledIn) } as INodeParameters,
			true,
			false,
			null,
			null,
		) as INodeParameters;
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		const resolved = resolveFor
			? resolveFor.workflow.expression.getParameterValue(
					data,
					resolveFor.runExecutionData,
					resolveFor.runIndex,
					resolveFor.itemIndex,
					resolveFor.node.name,
					resolveFor.connectionInputData,
					mode,
					keys,
					executeData,
					false,
					data,
				)
			: new Workflow({
					nodes: [nowhere],
					connections: {},
					active: false,
					nodeTypes: { getByNameAndVersion: () => undefined } as unknown as INodeTypes,
				}).expression.getComplexParameterValue(
					nowhere,
					data,
					mode,
					keys,
					undefined,
					undefined,
					data,
				);
		return resolved as ICredentialDataDecryptedObject;
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
