import { finApiSubjects } from './finApi';
import { finicitySubjects } from './finicity';
import { saltEdgeSubjects } from './saltEdge';
import type { Subject } from './subject';

/** The operations of all nodes. */
export const subjects: readonly Subject[] = [
	...finicitySubjects,
	...finApiSubjects,
	...saltEdgeSubjects,
];
