import { mkdirSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { axeFindings } from '../support/axe'
import { closeBrowser, freshPage, front, type Width } from '../support/browser'
import { goTo, inEverySize } from './every-size'
import { held } from './fixtures/cadre'
import { DraftDesk } from './fixtures/draft-desk'
import { oldAnswers } from './fixtures/old-notices'
import { type Asked, fixtures } from './fixtures/server'
import { Site } from './site'

let site: Site
const asked: Asked[] = []
const shots = process.env.OLD_NOTICES_SHOTS
beforeAll(async () => {
  site = await Site.start()
}, 240_000)
afterAll(async () => {
  await closeBrowser()
  await site?.stop()
})

async function open(path: string, width: Width) {
  const others = fixtures()
  const desk = new DraftDesk()
  asked.length = 0
  site.respond = (request) => {
    if (request.method !== 'GET') asked.push(request)
    const [plain = ''] = request.path.split('?')
    const own = oldAnswers[`${request.method} ${request.path}`] ?? oldAnswers[`${request.method} ${plain}`]
    if (own) return { status: 200, body: own }
    const answer = desk.respond(request)
    return answer !== 'offline' && answer.status === 404 ? others(request) : answer
  }
  const page = await freshPage({ origin: site.origin, width, storage: held })
  await goTo(page, site.origin, path)
  return page
}

type Opened = Awaited<ReturnType<typeof open>>
async function shot(page: Opened, name: string): Promise<void> {
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true })
}

describe.each([375, 1280] as const)('补录 at %i px', (width) => {
  it('shows what can come in, what has to be mended and what cannot be read; it fits in every text size', async () => {
    const page = await open('cadre/old/index', width)
    await front(page).getByText('可以补录 12 条，2 条要先改，3 条已经有了，2 行读不了。').waitFor()
    await front(page).getByText('2024年困难走访情况').waitFor()
    await shot(page, `old-${width}`)
    expect(await axeFindings(page)).toEqual([])
    expect((await inEverySize(page)).faults).toEqual([])
    await shot(page, `old-${width}-huge`)
    await front(page).getByRole('button', { name: '全部遮住' }).click()
    await front(page)
      .getByRole('button', { name: /^送村监会审核/ })
      .click()
    await page.waitForTimeout(500)
    expect(asked.map(({ method, path, body }) => [method, path, body || null])).toEqual([
      ['POST', '/api/old-entries/e1/mend', { way: 'mask', keys: [] }],
      ['POST', '/api/old-batches/b1/submit', null],
    ])
  })

  it('takes one by hand', async () => {
    const page = await open('cadre/old/index', width)
    await front(page).getByRole('button', { name: '写一条' }).click()
    await front(page).getByText('在表格软件里选中、复制，粘贴到这里').waitFor()
    await shot(page, `by-hand-${width}`)
    expect(await axeFindings(page)).toEqual([])
    expect((await inEverySize(page)).faults).toEqual([])
  })

  it('体检 lists each finding with its place and its way out', async () => {
    const page = await open('cadre/checkup/index', width)
    await front(page).getByText('2025年建房审批结果').waitFor()
    await shot(page, `checkup-${width}`)
    expect(await axeFindings(page)).toEqual([])
    expect((await inEverySize(page)).faults).toEqual([])
    await shot(page, `checkup-${width}-huge`)
  })
})
