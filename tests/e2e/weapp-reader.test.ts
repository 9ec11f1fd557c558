import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from '@jest/globals'
import { builtMiniapp } from '../support/built-miniapp'
import { demoForTests } from '../support/demo'
import { type DemoSession, demoSession } from '../support/demo-session'
import { findingsIn } from '../support/reader/findings'
import { above, dialogIn, heard, isHidden, named } from '../support/reader/heard'
import {
  type WeappAnswer,
  WeappHost,
  type WeappNode,
  type WeappPage,
  type WeappRequest,
} from '../support/weapp-host'
import { region } from './fixtures/people'
import { type ReaderPage, readerPages, unread } from './reader-pages'

const service = demoForTests()
const sessions = new Map<string, DemoSession>()
beforeAll(async () => {
  builtMiniapp('weapp')
  for (const { phone, first } of readerPages) {
    if (!('persona' in phone) || phone.persona === null) continue
    const session = sessions.get(phone.persona) ?? (await demoSession(service.url, phone.persona))
    sessions.set(phone.persona, session)
    if (first) await begin(first, session)
  }
}, 240_000)

async function begin(path: string, { accessToken }: DemoSession): Promise<void> {
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
  const answer = await fetch(service.url + path, { method: 'POST', headers, body: '{}' })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
}

async function askDemo({ method, path, headers, body }: WeappRequest): Promise<WeappAnswer> {
  const answer = await fetch(service.url + path, {
    method,
    headers: headers as Record<string, string>,
    ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
  })
  const type = answer.headers.get('content-type') ?? ''
  return { status: answer.status, body: type.includes('json') ? await answer.json() : await answer.text() }
}

interface Opened {
  host: WeappHost
  page: WeappPage
}

/** Opens the page anew each time it is asked, on the same phone as long as what was tapped there leaves it the page. */
function phoneWith({ path, words, from, phone }: ReaderPage): () => Promise<Opened> {
  const onDemo = 'persona' in phone
  const session = onDemo && phone.persona ? { 'hutang.session': sessions.get(phone.persona) } : {}
  let respond: ReturnType<Extract<ReaderPage['phone'], { respond: unknown }>['respond']> | undefined
  let host: WeappHost | undefined
  const started = () =>
    new WeappHost({
      storage: onDemo ? { 'hutang.region': region.code, ...session } : phone.storage,
      respond: (asked) => {
        if (!respond) return askDemo(asked)
        const answer = respond(asked)
        if (answer === 'offline') throw new Error('no network')
        return answer
      },
    })
  const open = async (on: WeappHost): Promise<WeappPage> => {
    respond = onDemo ? undefined : phone.respond()
    await on.open(`/${from?.path ?? path}`)
    if (from) await on.page.tap(from.tap)
    return on.page
  }
  return async () => {
    if (host) {
      const page = await open(host)
      if (page.text.includes(words)) return { host, page }
    }
    host = started()
    const page = await open(host)
    if (!page.text.includes(words)) throw new Error(`${path} does not say ${words}:\n${page.text}`)
    return { host, page }
  }
}

const titleOf = ({ path, phone }: ReaderPage) =>
  `${path}, ${'persona' in phone ? (phone.persona ?? 'a visitor') : 'fixtures'}`

it('no route of the app is left out', () => {
  const host = new WeappHost({ respond: () => ({ status: 404, body: {} }) })
  const walked = new Set(readerPages.map(({ path }) => path.split('?')[0]))
  expect(host.routes.filter((route) => !walked.has(route)).sort()).toEqual(Object.keys(unread).sort())
})

const stateful = ['tab', 'radio', 'checkbox', 'switch']
const stateOf = (node: WeappNode | undefined) =>
  node?.attribute('aria-checked') ?? node?.attribute('aria-selected') ?? node?.attribute('aria-expanded')
const inTabBar = (node: WeappNode) => /\btab-bar/.test(node.className)

/** What can be tapped and tells a state, or may open a dialog. */
const tapsOf = (page: WeappPage): WeappNode[] =>
  [...heard(dialogIn(page.root) ?? page.root)].filter(
    (node) =>
      !inTabBar(node) &&
      !node.disabled &&
      (stateful.includes(node.role ?? '') || node.role === 'button') &&
      node.hears('tap'),
  )

const changes = (node: WeappNode, before: string | undefined) =>
  node.role === 'tab' || node.role === 'radio' ? 'true' : before === 'true' ? 'false' : 'true'

/** Of many that are alike, such as the rows of a list, two are enough. */
function fewOf(nodes: WeappNode[]): WeappNode[] {
  const times = new Map<string, number>()
  return nodes.filter((node) => {
    const kind = `${node.role} ${node.className}`
    times.set(kind, (times.get(kind) ?? 0) + 1)
    return (times.get(kind) ?? 0) <= (node.role === 'button' ? 5 : 2)
  })
}

/** What a tap does to the state, or to what is behind a dialog. */
async function afterTap({ host, page }: Opened, at: number): Promise<string[]> {
  const node = fewOf(tapsOf(page))[at]
  if (!node) return []
  const before = stateOf(node)
  const calls = host.state.calls.length
  await page.tap(node)
  if (host.page !== page || page.find(({ id }) => id === node.id) === undefined) return []
  const dialog = dialogIn(page.root)
  if (dialog) return inDialog(page, dialog, node)
  const after = stateOf(page.find(({ id }) => id === node.id))
  if (before === undefined || after === changes(node, before)) return []
  // The phone's own sheet came up, or the service refused.
  if (host.state.calls.length > calls || page.find(({ role }) => role === 'alert')) return []
  return [`state: ${named(node)} stays ${after}`]
}

async function inDialog(page: WeappPage, dialog: WeappNode, opener: WeappNode): Promise<string[]> {
  const behind = [...heard(page.root)].filter(
    (node) => (node.role !== undefined || node.tag === 'text' || node.hears('tap')) && !within(node, dialog),
  )
  // What has just been done is told over everything.
  const told = (node: WeappNode) => node.role === 'status' || above(node, ({ role }) => role === 'status')
  const loud = behind.filter((node) => node.text !== '' && !holds(node, dialog) && !told(node))
  const found = [
    ...(dialog.attribute('aria-modal') === 'true' ? [] : ['dialog: does not hold the reader']),
    ...(loud[0] ? [`dialog: behind it ${loud.length} are heard: ${named(loud[0])}`] : []),
    ...findingsIn(dialog),
  ].map((one) => `${one} (in ${dialog.label}, by ${named(opener)})`)
  const close = page.find((node) => node.label === '关闭' && within(node, dialog))
  if (!close) return [...found, `dialog: no way out of ${dialog.label}`]
  await page.tap(close)
  return dialogIn(page.root) ? [...found, `dialog: ${dialog.label} stays open`] : found
}

const within = (node: WeappNode, over: WeappNode): boolean =>
  node.id === over.id || (node.parent !== undefined && within(node.parent, over))
const holds = (node: WeappNode, inner: WeappNode): boolean =>
  [...node.walk()].some(({ id }) => id === inner.id)

describe('a screen reader', () => {
  it.each(readerPages.map((page) => [titleOf(page), page] as const))('reads %s', async (_title, given) => {
    const open = phoneWith(given)
    const { host, page } = await open()
    const still = findingsIn(dialogIn(page.root) ?? page.root)
    const moved: string[] = []
    // On the demo a button acts; what only shows a state may be tapped there, too.
    const harmless = (node: WeappNode) => !('persona' in given.phone) || stateOf(node) !== undefined
    for (const [at, node] of fewOf(tapsOf(page)).entries())
      if (harmless(node)) moved.push(...(await afterTap(await open(), at)))
    expect([...still, ...new Set(moved)]).toEqual([])
    expect(host.errors).toEqual([])
  })
})

it('of two dialogs the one in front alone is heard, and then the other again', async () => {
  const filled = readerPages.find(({ path, words }) => path === 'office/register/index' && words === '顾秀英')
  if (!filled) throw new Error('there is no register')
  const { page } = await phoneWith(filled)()
  const inFront = () =>
    page.findAll((node) => node.role === 'dialog' && !above(node, isHidden)).map(({ label }) => label)
  await page.tap('加一户')
  expect(inFront()).toEqual(['加一户'])
  await page.tap('哪一种户')
  expect(inFront()).toEqual(['哪一种户'])
  expect(dialogIn(page.root)?.label).toBe('哪一种户')
  const [close] = page.findAll((node) => node.label === '关闭' && !above(node, isHidden))
  if (close) await page.tap(close)
  expect(inFront()).toEqual(['加一户'])
})

it('what is wrong with a field is part of its name and told at once', async () => {
  const { page } = await phoneWith({
    ...{ path: 'pages/policies/index', words: '您的企业能享受哪些政策', phone: { persona: null } },
  })()
  const field = page.find(({ tag }) => tag === 'input')
  if (!field) throw new Error('there is no field')
  await page.input(field, '93310116DEM0000142')
  await page.tap('看我的政策')
  const wrong = page.find(({ tag }) => tag === 'input')
  const alert = page.find(({ role }) => role === 'alert')
  expect(wrong?.attribute('aria-invalid')).toBe('true')
  expect(alert?.text).toBeTruthy()
  expect(wrong?.label).toContain(alert?.text)
  expect(findingsIn(page.root)).toEqual([])
})

it('the order on the screen is the order in which it is read', () => {
  const dist = builtMiniapp('weapp')
  const files = (readdirSync(dist, { recursive: true }) as string[]).filter((name) => name.endsWith('.wxss'))
  const turned = files.flatMap((name) =>
    [...readFileSync(join(dist, name), 'utf8').matchAll(/([^{}]+)\{([^{}]*)\}/g)]
      .filter(([, , rules = '']) =>
        /(?:^|;)\s*(?:order\s*:\s*-?[1-9]|flex-(?:direction|flow)\s*:[^;]*reverse)/.test(rules),
      )
      .map(([, selector = '']) => selector.trim()),
  )
  const heardOtherwise = turned.filter(
    (selector) => !Object.keys(notHeard).some((one) => selector.includes(one)),
  )
  expect([...new Set(heardOtherwise)]).toEqual([])
})

/** What is turned round and heard in order all the same, each with the reason. */
const notHeard: Record<string, string> = {
  '.tab-bar__tab': 'one name for the whole',
  '.switch__track': 'one name for the whole',
  '.hero__one': 'the figure is drawn over what it is of',
  '.row__aside': 'after it comes the arrow alone, which is passed over',
  '.bars__track': 'passed over',
}
