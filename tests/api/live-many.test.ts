import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { testApp } from '../support/app'
import { completeContent, peopled, published, type Village, village } from './notices-setup'

/** Each open page is two of this process's files: its own end and the server's. */
const filesLeft = () => {
  const report = process.report?.getReport() as { userLimits?: { open_files?: { soft?: number | string } } }
  const soft = Number(report.userLimits?.open_files?.soft)
  return Number.isFinite(soft) ? soft : Number.POSITIVE_INFINITY
}
const pages = filesLeft() >= 4000 ? 1000 : 300

let t: Village
let port: number
const open: Socket[] = []
beforeAll(async () => {
  t = await peopled(await testApp({ env: { TRUST_PROXY: '1' } }))
  await t.app.listen({ host: '127.0.0.1', port: 0 })
  port = (t.app.server.address() as AddressInfo).port
}, 60_000)
afterAll(async () => {
  for (const socket of open) socket.destroy()
  await t.close()
})

interface Open {
  said: string
}

/** A page held open, as a proxy hands it on: of six addresses, each with fewer pages than one may have. */
function opened(n: number): Open {
  const page = { said: '' }
  const socket = connect({ host: '127.0.0.1', port })
  open.push(socket)
  socket.setEncoding('utf8')
  socket.on('data', (text: string) => {
    page.said += text
  })
  socket.on('error', () => {
    page.said += 'broken'
  })
  socket.write(
    `GET /api/live?region=${village.code} HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 10.0.0.${n % 6}\r\n\r\n`,
  )
  return page
}

const saying = (all: readonly Open[], word: string) => all.filter(({ said }) => said.includes(word)).length
const times = ({ said }: Open, word: string) => said.split(word).length - 1

async function until(done: () => boolean): Promise<void> {
  const end = performance.now() + 30_000
  while (!done() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(done()).toBe(true)
}

describe('a thousand open pages of one process', () => {
  it('all learn of a new notice, once', async () => {
    const all = Array.from({ length: pages }, (_, n) => opened(n))
    await until(() => saying(all, 'event: state') === pages)
    expect(saying(all, 'HTTP/1.1 200')).toBe(pages)
    t.clock.advance(1000)
    await published(t, 31, completeContent(31, { title: '惠农补贴到账（测试）', table: true }))
    await until(() => saying(all, 'event: notice') === pages)
    await new Promise((resolve) => setTimeout(resolve, 800))
    expect(all.filter((page) => times(page, 'event: notice') !== 1 || page.said.includes('broken'))).toEqual(
      [],
    )
  }, 90_000)
})
