/** Lean reads give the driver's Binary. */
export const toBuffer = (data: Buffer | { buffer: Uint8Array }): Buffer =>
  Buffer.isBuffer(data) ? data : Buffer.from(data.buffer)
