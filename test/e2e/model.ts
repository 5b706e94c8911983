import fastify from 'fastify';
import type { Credential } from './editor';

/** A message of a chat, as OpenAI's API has it. */
export interface Message {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: unknown;
}

/** What a model is asked. */
export interface Question {
	messages: Message[];
	tools: { function: { name: string; description: string; parameters: unknown } }[];
}

/** Either words, or the tool that the model wants called first. */
export type Reply = { content: string } | { tool: string; arguments: Record<string, unknown> };

/** A stand-in for a chat model, on loopback. */
export interface Model {
	asked: Question[];
	/** With which n8n asks here. */
	credential: Credential;
	close(): Promise<void>;
}

function messageOf(reply: Reply) {
	if ('content' in reply) return { role: 'assistant', content: reply.content };
	const call = { name: reply.tool, arguments: JSON.stringify(reply.arguments) };
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ id: 'call_1', type: 'function', function: call }],
	};
}

/** @param answer what the model says */
export async function startModel(answer: (question: Question) => Reply): Promise<Model> {
	const asked: Question[] = [];
	const server = fastify();
	server.post<{ Body: Question & { model: string } }>('/v1/chat/completions', ({ body }) => {
		asked.push(body);
		const reply = answer(body);
		return {
			id: `completion-${asked.length}`,
			object: 'chat.completion',
			created: 1_767_225_600,
			model: body.model,
			choices: [
				{
					index: 0,
					message: messageOf(reply),
					finish_reason: 'content' in reply ? 'stop' : 'tool_calls',
				},
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	});
	const address = await server.listen({ host: '127.0.0.1', port: 0 });
	return {
		asked,
		credential: {
			type: 'openAiApi',
			name: 'Stand-in model',
			data: { apiKey: 'none-needed', url: `${address}/v1` },
		},
		close: async () => await server.close(),
	};
}
