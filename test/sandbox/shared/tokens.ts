/** A token, and whom it speaks for. */
export interface Token<Holder> {
	value: string;
	holder: Holder;
	/** Milliseconds; Infinity is forever. */
	expiresAt: number;
}

/** The tokens that a bank has handed out. A forgotten token never comes again. */
export class Tokens<Holder> {
	private known = new Map<string, Token<Holder>>();
	private issued = 0;

	/** By the clock of the bank, when that is not the one of the machine. */
	constructor(private readonly now = () => Date.now()) {}

	/** A new token, with a name that tells what it is for. */
	issue(name: string, holder: Holder, lifeMs: number): Token<Holder> {
		this.issued += 1;
		const value = `sandbox-${name}-${String(this.issued).padStart(6, '0')}`;
		const token = { value, holder, expiresAt: this.now() + lifeMs };
		this.known.set(value, token);
		return token;
	}

	get(value: string): Token<Holder> | undefined {
		return this.known.get(value);
	}

	/** The first one that the holder can use. */
	validOf(holder: Holder): Token<Holder> | undefined {
		return [...this.known.values()].find(
			(token) => token.holder === holder && isValid(token, this.now()),
		);
	}

	expireAll(): void {
		for (const token of this.known.values()) token.expiresAt = 0;
	}

	/** Forgets those of one holder. */
	forget(holder: Holder): void {
		for (const token of this.known.values()) {
			if (token.holder === holder) this.known.delete(token.value);
		}
	}

	forgetAll(): void {
		this.known.clear();
	}
}

export const isValid = (
	{ expiresAt }: Pick<Token<unknown>, 'expiresAt'>,
	now = Date.now(),
): boolean => expiresAt > now;
