import type { Page } from 'playwright-core';
import { byTestId } from './editorTab';

/** What n8n shows to somebody who publishes a workflow. */
export interface Publication {
	/** The dialog that says what to do next; empty when n8n refuses before. */
	hint: string;
	/** Why it came to nothing; undefined when the workflow is published. */
	complaint?: string;
}

/** Clicks the Publish button of the open workflow and the one in its dialog, and reads what n8n says. */
export async function publish(page: Page): Promise<Publication> {
	const button = byTestId(page, 'workflow-open-publish-modal-button');
	await button.click();
	await byTestId(page, 'workflow-publish-button').click();
	const dialog = byTestId(page, 'activation-modal');
	const refusal = page.locator('.el-notification').filter({ hasText: 'Workflow could not be' });
	await dialog.or(refusal).first().waitFor();
	let hint = '';
	if (await dialog.isVisible()) {
		// n8n shows it before the triggers have begun.
		hint = await dialog.innerText();
		await dialog.getByRole('button', { name: 'Got it' }).click();
	}
	await button.filter({ hasText: 'Published' }).or(refusal).first().waitFor();
	const complaint = (await refusal.count()) > 0 ? await refusal.first().innerText() : undefined;
	return { hint, complaint };
}
