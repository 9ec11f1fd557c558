import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { AppError } from '../../../errors'

/** 200 MB: a county of 400,000 residents has less than half of it. */
export const mostBytes = 200 * 1024 * 1024
const longestLine = 20_000

/** UTF-8 where it is that, otherwise GB18030, which Excel writes in China. */
function decoderFor(beginning: Uint8Array): TextDecoder {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(beginning, { stream: true })
    return new TextDecoder('utf-8')
  } catch {
    return new TextDecoder('gb18030')
  }
}

const separatorIn = (text: string): string => {
  const [line = ''] = text.split(/\r?\n/, 1)
  return ['\t', ',', ';'].sort((a, b) => line.split(b).length - line.split(a).length)[0] ?? ','
}

/** The cells of each line, as they come: what is not wanted yet is not read. `count` is told the bytes. */
export async function* csvRows(body: Readable, count: (bytes: number) => void): AsyncGenerator<string[]> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  const first = await chunks.next()
  if (first.done) return
  const decoder = decoderFor(first.value)
  let bytes = 0
  const textOf = (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > mostBytes) throw new AppError('tooLarge', { message: '文件超过 200 MB 了，请分几份传。' })
    count(chunk.length)
    return decoder.decode(chunk, { stream: true })
  }
  const beginning = textOf(first.value).replace(/^\uFEFF/, '')
  async function* texts() {
    yield beginning
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield textOf(next.value)
    yield decoder.decode()
  }
  const parser = parse({
    delimiter: separatorIn(beginning),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
  })
  const source = Readable.from(texts(), { objectMode: false })
  source.on('error', (problem) => parser.destroy(problem))
  for await (const cells of source.pipe(parser)) yield cells as string[]
}
