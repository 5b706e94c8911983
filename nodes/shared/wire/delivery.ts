/** How far a write has come on its way to the bank. */
export interface Delivery {
	/** The bank has carried it out, or may have: it must not be sent again. */
	mayBeDone: boolean;
}
