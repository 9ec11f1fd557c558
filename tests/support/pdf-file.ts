/** PDFs written by hand, so that a test says what every byte of them is. */
export interface PdfPageText {
  /** Drawn where everybody sees it. */
  lines?: readonly string[]
  /** Stands in the file and is not drawn (text rendering mode 3). */
  hidden?: string
  size?: readonly [number, number]
}

interface PdfOptions {
  pages: readonly PdfPageText[]
  /** Of the document's information. */
  author?: string
  /** An attached file. */
  attachment?: string
  /** How many pages the tree claims. */
  copies?: number
  encrypted?: boolean
}

const textOf = (text: string) => `(${text.replace(/[()\\]/g, '\\$&')}) Tj`

function contentOf({ lines = [], hidden }: PdfPageText): string {
  const drawn = lines.map((line, at) => `BT /F1 24 Tf 0 Tr 60 ${700 - at * 40} Td ${textOf(line)} ET`)
  const unseen = hidden ? [`BT /F1 12 Tf 3 Tr 60 100 Td ${textOf(hidden)} ET`] : []
  return [...drawn, ...unseen].join('\n')
}

const stream = (text: string, dictionary = '') =>
  `<< ${dictionary}/Length ${Buffer.byteLength(text)} >>\nstream\n${text}\nendstream`

function written(
  objects: ReadonlyMap<number, string>,
  trailer: string,
  head: Buffer,
  previous?: number,
): Buffer {
  let file = head
  const places = new Map<number, number>()
  for (const [number, text] of objects) {
    places.set(number, file.length)
    file = Buffer.concat([file, Buffer.from(`${number} 0 obj\n${text}\nendobj\n`, 'latin1')])
  }
  const lines = [...places].map(([number, at]) => `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`)
  const table = `xref\n${previous === undefined ? '0 1\n0000000000 65535 f \n' : ''}${lines.join('')}`
  const back = previous === undefined ? '' : `/Prev ${previous} `
  const end = `${table}trailer\n<< ${trailer} ${back}>>\nstartxref\n${file.length}\n%%EOF\n`
  return Buffer.concat([file, Buffer.from(end, 'latin1')])
}

export function pdfOf({ pages, author, attachment, copies = 1, encrypted }: PdfOptions): Buffer {
  const kids = Array.from({ length: copies }, () => pages.map((_, at) => `${10 + 2 * at} 0 R`).join(' '))
  const objects = new Map<number, string>([
    [
      1,
      `<< /Type /Catalog /Pages 2 0 R ${attachment ? '/Names << /EmbeddedFiles << /Names [(a.txt) 5 0 R] >> >> ' : ''}>>`,
    ],
    [2, `<< /Type /Pages /Count ${pages.length * copies} /Kids [${kids.join(' ')}] >>`],
    [3, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>'],
    ...(author ? [[4, `<< /Author (${author}) /Producer (${author}) >>`] as [number, string]] : []),
    ...(attachment
      ? ([
          [5, '<< /Type /Filespec /F (a.txt) /EF << /F 6 0 R >> >>'],
          [6, stream(attachment, '/Type /EmbeddedFile ')],
        ] as [number, string][])
      : []),
    ...(encrypted
      ? [
          [7, `<< /Filter /Standard /V 1 /R 2 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> /P -4 >>`] as [
            number,
            string,
          ],
        ]
      : []),
  ])
  pages.forEach((page, at) => {
    const [width, height] = page.size ?? [595, 842]
    objects.set(
      10 + 2 * at,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources << /Font << /F1 3 0 R >> >> /Contents ${11 + 2 * at} 0 R >>`,
    )
    objects.set(11 + 2 * at, stream(contentOf(page)))
  })
  const id = '/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]'
  const trailer = `/Size 400 /Root 1 0 R ${author ? '/Info 4 0 R ' : ''}${encrypted ? `/Encrypt 7 0 R ${id}` : ''}`
  return written(objects, trailer, Buffer.from('%PDF-1.7\n'))
}

/** An incremental update: the first page says something else now, and what it said is still in the file. */
export function updatedPdf(before: Buffer, page: PdfPageText): Buffer {
  const [, at = '0'] = /startxref\n(\d+)\n%%EOF\n$/.exec(before.toString('latin1')) ?? []
  return written(new Map([[11, stream(contentOf(page))]]), '/Size 400 /Root 1 0 R', before, Number(at))
}
