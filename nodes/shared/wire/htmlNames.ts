/** What HTML calls the characters from 0xa0 and from 0xe0 on. */
const FROM_A0 =
	'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest';
const FROM_E0 =
	'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml';

/** The other characters that a password may well have, each before its name. */
const OTHERS =
	'\ttab \nnewline !excl "quot #num $dollar %percnt &amp \'apos (lpar )rpar *ast *midast +plus ,comma .period /sol :colon ;semi <lt =equals >gt ?quest @commat [lsqb [lbrack \\bsol ]rsqb ]rbrack ^hat _lowbar `grave {lcub {lbrace |verbar |vert }rcub }rbrace ßszlig ×times –ndash —mdash −minus …hellip €euro ‘lsquo ’rsquo ‚sbquo “ldquo ”rdquo „bdquo •bull ™trade œoelig šscaron';

function counted(names: string, first: number): [string, number][] {
	return names.split(' ').map((name, index) => [name, first + index]);
}

/** Characters by their names in HTML, in small letters: a capital is told by its small letter. */
export const NAMED_CHARACTERS: ReadonlyMap<string, number> = new Map([
	...counted(FROM_A0, 0xa0),
	...counted(FROM_E0, 0xe0),
	...OTHERS.split(' ').map((entry): [string, number] => [entry.slice(1), entry.charCodeAt(0)]),
]);
