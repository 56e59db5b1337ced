import { Faults } from '../../../nodes/common/ground/faults';
import { ExecutionStopped } from '../../../nodes/common/ground/wait';
import { withMeasures } from '../../../nodes/Iqm/IqmCreative/measures';
import { box, film, FTYP } from '../../support/films';

/** A large film without a head, so that it would be read to its end. */
const content = (signal: { aborted: boolean }) => {
	const seen = { read: 0, closed: false };
	async function* open(): AsyncGenerator<Uint8Array> {
		try {
			const whole = Buffer.concat([FTYP, box('mdat', Buffer.alloc(1_000_000))]);
			for (let at = 0; at < whole.length; at += 1000) {
				seen.read++;
				if (seen.read === 3) signal.aborted = true;
				yield whole.subarray(at, at + 1000);
			}
		} finally {
			seen.closed = true;
		}
	}
	const size = FTYP.length + 1_000_008;
	const file = { fileName: 'a.mp4', mimeType: 'video/mp4', extension: 'mp4', size, open };
	const sent = { file, refId: 'a', sentName: 'a.mp4', contentType: 'video/mp4' };
	return { seen, content: { refId: 'a', source: 'a.mp4', sent } };
};

describe('withMeasures', () => {
	it('stops reading when the execution is cancelled, and closes the file', async () => {
		const signal = { aborted: false };
		const { seen, content: cancelled } = content(signal);
		const faults = new Faults();
		const reading = withMeasures(cancelled, 'video', { videoDetails: {} }, {
			isEntered: () => false,
			faults,
			signal,
		});
		await expect(reading).rejects.toThrow(ExecutionStopped);
		expect(seen).toEqual({ read: 3, closed: true });
		expect(faults.any).toBe(false);
	});

	it('reads no file of other kinds, and none where there is none', async () => {
		const form = { videoDetails: { duration: 5 } };
		const measuring = { isEntered: () => true, faults: new Faults() };
		const { seen, content: other } = content({ aborted: false });
		expect(await withMeasures(other, 'html', form, measuring)).toBe(form);
		const address = { refId: 'a', source: 'https://cdn.example/x' };
		expect(await withMeasures(address, 'video', form, measuring)).toBe(form);
		expect(seen.read).toBe(0);
	});

	it('keeps what else the form says, and puts what was read before it', async () => {
		const bytes = film();
		async function* open(): AsyncGenerator<Uint8Array> {
			yield bytes;
		}
		const { content: one } = content({ aborted: false });
		const file = { ...one.sent.file, size: bytes.length, open };
		const form = { clickUrl: 'https://a.example', videoDetails: { customTracking: {}, duration: 16 } };
		const whole = await withMeasures({ ...one, sent: { ...one.sent, file } }, 'video', form, {
			isEntered: (name) => name === 'duration',
			faults: new Faults(),
		});
		expect(whole).toEqual({
			clickUrl: 'https://a.example',
			videoDetails: { creativeWidth: 640, creativeHeight: 360, customTracking: {}, duration: 16 },
		});
		expect(Object.keys(whole.videoDetails as object).slice(0, 2)).toEqual(['creativeWidth', 'creativeHeight']);
		expect(form.videoDetails).toEqual({ customTracking: {}, duration: 16 });
	});
});
