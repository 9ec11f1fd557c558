import { encode } from 'uqr'

/** Empty modules around a code, as ISO/IEC 18004 asks. */
const quiet = 4

/** A text as a QR code, an SVG in a data URI: one path of the runs of dark modules. */
export function qrImage(text: string): string {
  const { data } = encode(text, { ecc: 'M', border: quiet })
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map(({ index, 0: run }) => `M${index} ${y}h${run.length}v1h-${run.length}z`),
  )
  const size = data.length
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${runs.join('')}"/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}
