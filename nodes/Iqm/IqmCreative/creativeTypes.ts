/** IQM's ids of creative types: `GET /api/v3/master/creativeTypes` (Master API guideline). */
export const CREATIVE_TYPE = { image: 11, html: 13, video: 14, native: 15, audio: 17 } as const;

/** The known ids in words, for when IQM does not tell them. */
export const KNOWN_TYPES = '11 Image, 13 HTML, 14 Video, 15 Native, 17 Audio';
