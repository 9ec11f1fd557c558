import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { closeBrowser, freshPage, front, type Width } from '../support/browser'
import { goTo } from './every-size'
import { held } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import { batch, oldAnswers } from './fixtures/old-notices'
import { region } from './fixtures/people'
import { type Asked, fixtures } from './fixtures/server'
import { Site } from './site'

let site: Site
const sent: Asked[] = []
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

let at: string
let folder: string
beforeEach(() => {
  at = mkdtempSync(join(tmpdir(), 'folder-'))
  folder = join(at, '老公示')
  mkdirSync(join(folder, '附表'), { recursive: true })
  writeFileSync(
    join(folder, '清单.csv'),
    '日期,事项,标题,正文,附表文件,图片文件\n2024-03-10,9,一条,正文,表.csv,\n',
  )
  writeFileSync(join(folder, '附表', '表.csv'), '组别,金额\n15组,678\n')
  writeFileSync(join(folder, '.DS_Store'), 'hidden')
})
afterEach(() => rmSync(at, { recursive: true, force: true }))

async function open(width: Width) {
  const others = fixtures()
  const desk = new DraftDesk()
  sent.length = 0
  site.respond = (request) => {
    const [plain = ''] = request.path.split('?')
    if (request.method === 'POST' && plain === `/api/regions/${region.code}/old-notices/file`) {
      sent.push(request)
      return { status: 201, body: batch }
    }
    const own = oldAnswers[`${request.method} ${request.path}`] ?? oldAnswers[`${request.method} ${plain}`]
    if (own) return { status: 200, body: own }
    const answer = desk.respond(request)
    return answer !== 'offline' && answer.status === 404 ? others(request) : answer
  }
  const page = await freshPage({ origin: site.origin, width, storage: held })
  await goTo(page, site.origin, 'cadre/old/index')
  return page
}

/** What of it went on its way: the name, and each file by its path with its bytes. */
async function arrivedOnce() {
  for (let tries = 0; sent.length === 0 && tries < 100; tries++)
    await new Promise((done) => setTimeout(done, 50))
  const [request] = sent
  const body = String(request?.body)
  expect(sent).toHaveLength(1)
  expect(body).toContain('filename="老公示"')
  expect(body).toContain('PK\u0003\u0004')
  for (const part of ['老公示/清单.csv', '2024-03-10,9,一条', '老公示/附表/表.csv', '15组,678'])
    expect(body).toContain(part)
  expect(body).not.toContain('DS_Store')
}

describe('a whole folder at a computer', () => {
  it('is chosen', async () => {
    const page = await open(1280)
    const choosing = page.waitForEvent('filechooser')
    await front(page).getByRole('button', { name: '选整个文件夹' }).click()
    await (await choosing).setFiles(folder)
    await arrivedOnce()
  })

  it('is dropped', async () => {
    const page = await open(1280)
    await front(page).getByText('把文件或整个文件夹拖到这里，或者').waitFor()
    const devtools = await page.context().newCDPSession(page)
    const data = { items: [], files: [folder], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x: 1000, y: 300, data })
    await arrivedOnce()
  })

  it('that is empty is said, and nothing is sent', async () => {
    const page = await open(1280)
    const empty = join(at, '空的')
    mkdirSync(empty)
    writeFileSync(join(empty, '.hidden'), 'x')
    const choosing = page.waitForEvent('filechooser')
    await front(page).getByRole('button', { name: '选整个文件夹' }).click()
    await (await choosing).setFiles(empty)
    await front(page).getByText('这个文件夹里没有文件').waitFor()
    expect(sent).toEqual([])
  })
})

it('a phone gives files only', async () => {
  const page = await open(375)
  await front(page).getByRole('button', { name: '选文件' }).waitFor()
  expect(await front(page).getByRole('button', { name: '选整个文件夹' }).count()).toBe(0)
})
