import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipPart {
  name: string
  data: Buffer | string
  /** What the directory says instead of the truth. */
  says?: { size?: number; flags?: number }
}

/** An archive of its own making, so that a test can make it lie. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, data, says = {} } of parts) {
    const plain = Buffer.from(data)
    const packed = deflateRawSync(plain)
    const label = Buffer.from(name)
    const fields = (signature: number, extra: number[]) => {
      const head = Buffer.alloc(signature === 0x04034b50 ? 30 : 46)
      const at = signature === 0x04034b50 ? 4 : 6
      head.writeUInt32LE(signature, 0)
      head.writeUInt16LE(20, at)
      head.writeUInt16LE(says.flags ?? 0, at + 2)
      head.writeUInt16LE(8, at + 4)
      head.writeUInt32LE(crc32(plain), at + 10)
      head.writeUInt32LE(packed.length, at + 14)
      head.writeUInt32LE(says.size ?? plain.length, at + 18)
      head.writeUInt16LE(label.length, at + 22)
      if (extra.length > 0) head.writeUInt32LE(extra[0] ?? 0, 42)
      return head
    }
    files.push(fields(0x04034b50, []), label, packed)
    directory.push(fields(0x02014b50, [offset]), label)
    offset += 30 + label.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...files, central, end])
}

const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (list: readonly [id: string, type: string, target: string][]): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list
    .map(([id, kind, target]) => `<Relationship Id="${id}" Type="${type}/${kind}" Target="${target}"/>`)
    .join('')}</Relationships>`

export interface WorkbookParts {
  /** The XML of each sheet's worksheet element, and what its entry in the list says besides the name. */
  sheets: readonly {
    name: string
    xml: string
    state?: string
    parts?: readonly [string, string, string][]
  }[]
  strings?: string
  styles?: string
  workbook?: string
  more?: readonly ZipPart[]
}

/** An .xlsx file written by hand, part by part. */
export function workbookOf({ sheets, strings, styles, workbook = '', more = [] }: WorkbookParts): Buffer {
  const listed = sheets
    .map(
      ({ name, state }, at) =>
        `<sheet name="${name}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
    )
    .join('')
  return zipOf([
    { name: '[Content_Types].xml', data: '<Types/>' },
    { name: '_rels/.rels', data: relations([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    { name: 'xl/workbook.xml', data: `<workbook>${workbook}<sheets>${listed}</sheets></workbook>` },
    {
      name: 'xl/_rels/workbook.xml.rels',
      data: relations([
        ...sheets.map((_, at) => [`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`] as const),
        ...(strings ? [['rId98', 'sharedStrings', 'sharedStrings.xml'] as const] : []),
        ...(styles ? [['rId99', 'styles', '/xl/styles.xml'] as const] : []),
      ] as [string, string, string][]),
    },
    ...sheets.flatMap(({ xml, parts }, at) => [
      { name: `xl/worksheets/sheet${at + 1}.xml`, data: `<worksheet>${xml}</worksheet>` },
      ...(parts ? [{ name: `xl/worksheets/_rels/sheet${at + 1}.xml.rels`, data: relations(parts) }] : []),
    ]),
    ...(strings ? [{ name: 'xl/sharedStrings.xml', data: `<sst>${strings}</sst>` }] : []),
    ...(styles ? [{ name: 'xl/styles.xml', data: `<styleSheet>${styles}</styleSheet>` }] : []),
    ...more,
  ])
}
