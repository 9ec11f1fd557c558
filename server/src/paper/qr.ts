import { encode } from 'uqr'

/** The dark modules of a QR code, row by row, without its quiet zone; M stands a fold or a drop of paste. */
export const qrModules = (text: string): boolean[][] => encode(text, { ecc: 'M', border: 0 }).data
