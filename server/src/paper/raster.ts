/** Its native library takes memory that a process which never draws a card need not spend. */
export async function asPng(svg: string): Promise<Buffer> {
  const { default: sharp } = await import('sharp')
  sharp.cache(false)
  sharp.concurrency(1)
  return sharp(Buffer.from(svg)).png({ palette: true, colours: 64 }).toBuffer()
}
