import { isConstant } from '../../../../nodes/shared/wire/expressions';

describe('a field of a credential', () => {
	it.each([
		'a key',
		'',
		'{{ $json.key }}',
		1,
		true,
		null,
		undefined,
		'=a key',
		'={{ $vars.key }}',
		'={{$secrets.vault.key}}',
		'={{ $secrets[\'my vault\']["key"] }}',
		'=Bearer {{ $vars.key }} and { $vars.other }',
		"={{ $vars.key ?? 'x' }}",
		"={{ $vars?.key || $env.KEY || '' }}",
		"={{ $vars.a + '-' + $vars.b }}",
		'={{ 1 }}',
		'={{ }}',
		'={{ $vars.a }}{{ $vars.b }}',
	])('is the same for all items: %j', (raw) => expect(isConstant(raw)).toBe(true));

	it.each([
		'={{ $json.key }}',
		'={{ $vars.keys[$itemIndex] }}',
		'={{ $vars[$json.name] }}',
		'={{ $vars.pick($json) }}',
		'={{ $vars.a ?? $json.key }}',
		"={{ $('Node').item.json.key }}",
		'={{ $input.item }}',
		'={{ $now }}',
		'={{ $varsOf.a }}',
		'={{ $vars }}',
		'=a {{ $vars.a }} b {{ $json.b }}',
		"={{ 'a }} {{ $json.b }}' }}",
		"={{ '\\' + $json.b + '' }}",
		'={{ `${$json.b}` }}',
		'={{ $vars.a \\}} + $json.b }}',
		'=\\{{ {{ $json.b }}',
		'={{ $vars.a',
		'={{{ $json.b }}}',
		'={{ $vars["a"+$json.b] }}',
		{ key: 'a key' },
		['a key'],
	])('may differ from item to item: %j', (raw) => expect(isConstant(raw)).toBe(false));

	it('is looked at in no time, whatever it is', () => {
		for (const part of [' ', '$vars.a', "''", '?', '{', '{{', '{{ ', '+ 1']) {
			isConstant(`=${part.repeat(20_000)}!`);
			isConstant(`={{${part.repeat(20_000)}!}}`);
		}
	});
});
