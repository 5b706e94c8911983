/** Whether a text is a whole address that can be called over HTTP. */
export function isHttpAddress(text: string): boolean {
	if (!/^https?:\/\//.test(text)) return false;
	try {
		return new URL(text).hostname !== '';
	} catch {
		return false;
	}
}
