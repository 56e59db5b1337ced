import { findMessage, textsOf } from './messages';

/** Where in the code a message comes from: `npm run where -- "words of the message"`. */
const words = process.argv.slice(2).join(' ').trim();
if (words === '') {
	process.stderr.write('Usage: npm run where -- "words of a message"\n');
	process.exit(2);
}
const found = findMessage(textsOf(), words);
for (const { file, line, text, labels } of found) {
	process.stdout.write(`${file}:${line}  ${text}\n`);
	for (const label of labels) {
		process.stdout.write(`    ${label.file}:${label.line}  names '${label.text}'\n`);
	}
}
if (found.length === 0) {
	process.stdout.write('No message of the package reads like this: the words may be those of the API.\n');
	process.exit(1);
}
