import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { packed } from '../../miniapp/src/cadre/old/pack'
import { entriesOf, importedOld, oldHead, oldTable } from '../support/old-notices'
import { xlsxFile } from '../support/table-files'
import { zipOf } from '../support/zip-file'
import { type Village, villageApp } from './notices-setup'

let t: Village
beforeAll(async () => {
  t = await villageApp()
})
afterAll(() => t.close())

interface File {
  name: string
  data: Buffer
}

/** As the page packs a folder that was chosen or dropped. */
const folderOf = async (files: readonly File[]): Promise<Buffer> => {
  const blob = await packed(
    files.map(({ name, data }) => ({ path: name, file: new Blob([new Uint8Array(data)]) })),
  )
  return Buffer.from(await blob.arrayBuffer())
}

const table = oldTable([
  ['组别', '户号', '户主', '金额（元）'],
  ['15组', 'HT-15-001', '户主HT-15-001', 678],
])
const listOf = (...rows: (string | number)[][]): Buffer => xlsxFile({ rows: [oldHead, ...rows] })
const listed = (title: string): File => ({
  name: '老公示/补录清单.xlsx',
  data: listOf(
    ['2024-03-10', 9, title, '说了三件事。', '表.xlsx', ''],
    ['2024-04-10', 9, `${title}之二`, '又说了。', '没有的.xlsx', ''],
    ['去年', 9, `${title}之三`, '日期不对。', '', ''],
  ),
})

it('a folder is read, ordered and reported on as its .zip is', async () => {
  const files = (title: string): File[] => [
    listed(title),
    { name: '老公示/附表/表.xlsx', data: table },
    { name: '老公示/.DS_Store', data: Buffer.from('x') },
    { name: '老公示/说明.txt', data: Buffer.from('别的文件') },
  ]
  const facts = async (data: Buffer) => {
    const { status, body } = await importedOld(t, data, 'publisher', '老公示')
    expect(status).toBe(201)
    const entries = await entriesOf(t, body.id)
    return {
      counts: body.counts,
      refused: body.refused,
      entries: entries.map(({ row, state, title, table: its }) => ({
        row,
        state,
        table: its,
        long: title.length,
      })),
    }
  }
  const asZip = await facts(zipOf(files('压缩包')))
  const asFolder = await facts(await folderOf(files('文件夹')))
  expect(asFolder).toEqual(asZip)
  expect(asFolder.counts).toMatchObject({ fresh: 1, refused: 2 })
})

it('its limits are those of the .zip', async () => {
  const many = Array.from({ length: 5001 }, (_, n) => ({ name: `老公示/${n}.txt`, data: Buffer.from('x') }))
  const { status, body } = await importedOld(t, await folderOf([listed('太多'), ...many]))
  expect(status).toBe(422)
  expect(body.error.message).toContain('文件太多')
})

it('of two files of one name the one beside the list is meant, and else it is asked which', async () => {
  const twins = (title: string, where: string): File[] => [
    { name: '老公示/清单.xlsx', data: listOf(['2024-03-10', 9, title, '正文。', '表.xlsx', '']) },
    { name: `${where}/表.xlsx`, data: table },
    {
      name: '老公示/2023/表.xlsx',
      data: oldTable([
        ['姓名', '说明'],
        ['甲', '乙'],
        ['丙', '丁'],
      ]),
    },
  ]
  const beside = await importedOld(t, await folderOf(twins('在旁边', '老公示')))
  expect(beside.body.counts).toMatchObject({ fresh: 1, refused: 0 })
  expect((await entriesOf(t, beside.body.id))[0]?.table).toMatchObject({ rows: 1 })
  const asked = await importedOld(t, await folderOf(twins('说不清', '老公示/2024')))
  expect(asked.body.counts).toMatchObject({ fresh: 0, refused: 1 })
  expect(asked.body.refused[0]).toMatchObject({
    row: 2,
    message: expect.stringContaining('有 2 个叫“表.xlsx”'),
  })
})
