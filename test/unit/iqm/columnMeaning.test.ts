import { meaningOf } from '../../../nodes/Iqm/IqmMatchedAudience/columnMeaning';

describe('the name of a column speaks', () => {
	it.each([
		...['MRN', 'Patient MRN', 'VUID', 'State Voter File Number', 'Voter Reg Num', 'Member #'],
		...['Member Number', 'CustomerNumber', 'customernumber', 'Kundennummer', 'Kunden-Nr.', 'Loyalty Number'],
		...['Case Number', 'Policy No', 'Policy No.', 'Parcel', 'License', 'Credit', 'Donor ID', 'Order No'],
		...['Voter File ID', 'Record ID', 'Company IDs', 'companyIDs', 'Company ids', 'Record ID - Contact', 'Contact ID', 'contactId', 'Contact_Key'],
		...['Expires', 'Last Order', 'SSN', 'EIN', 'Tax Number', 'IBAN', 'Card', 'Serial', 'uid', 'MADID'],
		...['Número de cliente', 'Invoice Number', 'Mobile Device ID', 'Last Call Date', 'Phone Code', 'ISBN'],
	])('for an identifier: %j', (name) => {
		expect(meaningOf(name)).toBe('identifier');
	});

	it.each([
		...['Contact', 'Contact Info', 'Contact Number', 'contactnumber', 'Emergency Contact', 'Kontakt'],
		...['Fax', 'Fax No', 'WhatsApp', 'whatsapp_number', 'Handynummer', 'Handy', 'Contacto', 'Móvil'],
		...['Numero de móvil', 'Portable', 'Rufnummer', 'Telefax', 'Cell No', 'Tel 2', 'SMS', 'Call me'],
		...['Note', 'notes', 'Comments', 'Info', 'Next of Kin', 'Member Contact', 'Customer Phone #'],
	])('for a way to reach somebody, or any text: %j', (name) => {
		expect(meaningOf(name)).toBe('contact');
	});

	it.each([
		...['Number', 'Numero', 'No.', '#', 'Home Number', 'Work Number', 'Best Number', 'Number 2'],
		...['', 'x', 'Customer', 'Name', 'Kids', 'Grids', 'City', 'Value', 'Last', '电话号码的', 'Source', 'x'.repeat(100_000)],
	])('for nothing: %j', (name) => {
		expect(meaningOf(name)).toBe('unknown');
	});
});
