/** The entries of the Operation menus; those of several versions of an API count once. */
function operationsOf({ properties }) {
	const menus = properties.filter(({ name }) => name === 'operation');
	const entries = menus.flatMap(({ displayOptions, options = [] }) =>
		options.map(({ value }) => `${displayOptions?.show?.resource?.join()} ${value}`),
	);
	return new Set(entries).size;
}

/** What some descriptions come to. */
exports.sizeOf = (descriptions) => ({
	operations: descriptions.reduce((sum, description) => sum + operationsOf(description), 0),
	description: descriptions.reduce((sum, each) => sum + JSON.stringify(each).length, 0),
});
