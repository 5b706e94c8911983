/** The characters that the standard fonts of a PDF have, each a byte; others become a question mark. */
function bytesOf(text: string): Buffer {
	const known = [...text].map((character) =>
		(character.codePointAt(0) ?? 0) < 256 ? character : '?',
	);
	return Buffer.from(known.join(''), 'latin1');
}

const escaped = (text: string): string => text.replace(/[\\()]/g, (character) => `\\${character}`);

const linesOfPage = 52;

function contentOf(lines: readonly string[]): Buffer {
	const shown = lines.map((line) => `(${escaped(line)}) Tj T*`);
	return bytesOf(['BT /F1 10 Tf 14 TL 50 790 Td', ...shown, 'ET'].join('\n'));
}

/** A PDF with lines of text, on as many pages as they take. */
export function pdfOf(title: string, lines: readonly string[]): Buffer {
	const count = Math.max(1, Math.ceil(lines.length / linesOfPage));
	const pages = Array.from({ length: count }, (_, index) =>
		contentOf(lines.slice(index * linesOfPage, (index + 1) * linesOfPage)),
	);
	// 1 catalog, 2 page tree, 3 font, 4 title, then two objects for each page.
	const numberOf = (index: number) => 5 + index * 2;
	const kids = pages.map((_, index) => `${numberOf(index)} 0 R`).join(' ');
	const objects: Buffer[] = [
		bytesOf('<< /Type /Catalog /Pages 2 0 R >>'),
		bytesOf(`<< /Type /Pages /Kids [${kids}] /Count ${count} >>`),
		bytesOf('<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'),
		bytesOf(`<< /Title (${escaped(title)}) >>`),
		...pages.flatMap((content, index) => [
			bytesOf(
				`<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${numberOf(index) + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
			),
			Buffer.concat([
				bytesOf(`<< /Length ${content.length} >>\nstream\n`),
				content,
				bytesOf('\nendstream'),
			]),
		]),
	];
	return assembled(objects);
}

/** Puts numbered objects into a file that tells where each of them begins. */
function assembled(objects: readonly Buffer[]): Buffer {
	const parts: Buffer[] = [bytesOf('%PDF-1.4\n%âãÏÓ\n')];
	const offsets: number[] = [];
	const written = () => parts.reduce((sum, part) => sum + part.length, 0);
	objects.forEach((object, index) => {
		offsets.push(written());
		parts.push(bytesOf(`${index + 1} 0 obj\n`), object, bytesOf('\nendobj\n'));
	});
	const start = written();
	const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`);
	parts.push(
		bytesOf(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries.join('')}`),
		bytesOf(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R /Info 4 0 R >>\n`),
		bytesOf(`startxref\n${start}\n%%EOF\n`),
	);
	return Buffer.concat(parts);
}
