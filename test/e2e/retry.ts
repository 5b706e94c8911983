// On a busy machine n8n lets a connection of its own fall now and then. What fails twice is a fault.
jest.retryTimes(1, { logErrorsBeforeRetry: true });
