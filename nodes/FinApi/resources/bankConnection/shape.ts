/**
 * What is left of a bank connection when it is simplified. V1 keeps its last downloads beside the
 * rest, V2 inside `interfaces`; most of what goes is the description of the bank.
 */
export const simplifiedConnection = [
	'id',
	'name',
	'bank.id',
	'bank.name',
	'type',
	'updateStatus',
	'categorizationStatus',
	'accountIds',
	'owners',
	'interfaces',
	'lastManualUpdate',
	'lastAutoUpdate',
] as const;
