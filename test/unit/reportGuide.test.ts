import { readFileSync } from 'node:fs';
import path from 'node:path';

import { OFFERED } from '../support/operations';
import { ROOT } from '../support/ownTypes';

/** The guide names the operations for each part of IQM's documentation on reports and insights. */

const guide = readFileSync(path.join(ROOT, 'docs/reports.md'), 'utf8');
const table = guide.split('## IQM’s documentation')[1] ?? guide.split("## IQM's documentation")[1];
const rows = table
	.split('\n')
	.filter((line) => /^\| (?:Reports|Insights|Dashboard): /.test(line))
	.map((line) => line.split('|').map((cell) => cell.trim()));

/** "Report: Get, Get Many; Report Field: Get Many" as "Report: Get", "Report: Get Many" … */
const named = rows.flatMap(([, , cell]) =>
	cell.split('; ').flatMap((part) => {
		const [thing, operations] = part.split(': ');
		return operations.split(', ').map((operation) => `${thing}: ${operation}`);
	}),
);

it('has a row for every part of the documentation', () => {
	expect(rows.map(([, part]) => part)).toEqual([
		'Reports: Get Report Details',
		'Reports: Reports Management',
		'Reports: Scheduling Management',
		'Reports: Get More Report Details',
		'Insights: Get Insights Details',
		'Insights: Insights Management',
		'Insights: Voter Level Data Reports',
		'Insights: Get More Insights Details',
		'Dashboard: tables, timeline, comparison',
		'Dashboard: Campaign Pulse',
	]);
});

it('names every operation of the node once, and no other', () => {
	const offered = OFFERED.filter(({ node }) => node === 'iqmReport').map(
		({ resourceName, name }) => `${resourceName}: ${name}`,
	);
	expect([...named].sort()).toEqual(offered.sort());
});
