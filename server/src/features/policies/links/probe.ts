import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as overPlain } from 'node:http'
import { request as overTls } from 'node:https'
import { BlockList, isIP } from 'node:net'

/** Why an address did not answer, as the office is told; null: it did. */
export type Probe = (url: string) => Promise<string | null>

const timeoutMs = 10_000
const mostRedirects = 3
const overTlsPort = '443'

/** Networks that are nobody's to be asked from here: this machine, its neighbours, and what is no single public host. */
const closed4 = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  closed4.addSubnet(network, bits, 'ipv4')
const closed6 = new BlockList()
// Of IPv6 only what is given out to the public: 2000::/3, without documentation and what wraps an IPv4 address.
for (const [network, bits] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const)
  closed6.addSubnet(network, bits, 'ipv6')

export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !closed4.check(address, 'ipv4')
    case 6:
      return !closed6.check(address, 'ipv6')
    default:
      return false
  }
}

interface ProbeOptions {
  /** `host:port` that are asked whatever they are, without TLS too. */
  allowed?: readonly string[]
}

/** Asks an address once, and where it leads to. Only https of public hosts; the answer itself is not read. */
export const linkProbe =
  ({ allowed = [] }: ProbeOptions = {}): Probe =>
  async (url) => {
    try {
      return await follow(url, allowed)
    } catch (problem) {
      return problem instanceof Refused ? problem.message : '连不上，或等了10秒没有应答。'
    }
  }

class Refused extends Error {}

async function follow(first: string, allowed: readonly string[]): Promise<string | null> {
  let url = parsed(first)
  for (let hop = 0; hop <= mostRedirects; hop++) {
    const { status, location } = await ask(url, allowed)
    if (status < 300) return null
    if (status >= 400) return isThere(status) ? null : `对方回答${status}，网页可能已经没有了。`
    if (location === undefined) return null
    url = parsed(location, url)
  }
  return '转来转去打不开。'
}

/** It is there, but not for a machine: a page that asks to sign in, or a busy one. */
const isThere = (status: number): boolean => [401, 403, 405, 429].includes(status)

function parsed(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw new Refused('网址写得不对。')
  return new URL(text, base)
}

/** `HEAD`, and where that is not known `GET`, of which nothing but the head is read. */
async function ask(
  url: URL,
  allowed: readonly string[],
): Promise<{ status: number; location?: string | undefined }> {
  const address = await addressOf(url, allowed)
  const head = await send(url, 'HEAD', address)
  return head.status === 405 || head.status === 501 || head.status === 404 ? send(url, 'GET', address) : head
}

/** The address that is then connected to: a name cannot answer otherwise the second time. Null: as it is, allowed. */
async function addressOf(url: URL, allowed: readonly string[]): Promise<{ address: string; family: number }> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isAllowed = allowed.includes(`${url.hostname}:${url.port || overTlsPort}`)
  const isPlain = url.protocol === 'https:' && (url.port === '' || url.port === overTlsPort)
  if (!isAllowed && (!isPlain || url.username !== '' || url.password !== ''))
    throw new Refused('网址要以https://开头，不能带端口和口令。')
  const found = await lookup(host, { all: true })
  const usable = isAllowed ? found : found.filter(({ address }) => isPublicAddress(address))
  const [first] = usable
  if (!first || usable.length < found.length) throw new Refused('这个网址不在公网上，外面的人打不开。')
  return first
}

function send(
  url: URL,
  method: 'HEAD' | 'GET',
  { address, family }: { address: string; family: number },
): Promise<{ status: number; location?: string | undefined }> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? overTls : overPlain
    const asked = request(
      url,
      {
        method,
        agent: false,
        signal: AbortSignal.timeout(timeoutMs),
        headers: { 'user-agent': 'hutang-link-check', accept: '*/*' },
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
      },
      (answer: IncomingMessage) => {
        answer.destroy()
        resolve({ status: answer.statusCode ?? 0, location: answer.headers.location })
      },
    )
    asked.on('error', reject)
    asked.end()
  })
}
