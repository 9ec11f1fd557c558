import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join } from 'node:path'
import { builtMiniapp } from '../support/built-miniapp'
import type { Answered, Asked } from './fixtures/server'

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

export type Respond = (asked: Asked) => Answered | 'offline' | Promise<Answered | 'offline'>

const nothing: Respond = () => ({ status: 404, body: {} })

/** The built h5 app with a stubbed BFF: for layout and states, not for stories. */
export class Site {
  /** Answers what the app asks; 'offline' cuts the connection. */
  respond: Respond = nothing
  readonly #dist = builtMiniapp('h5')
  readonly #files = new Map<string, Buffer>()
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  static async start(): Promise<Site> {
    const site = new Site()
    await new Promise<void>((done) => site.#server.listen(0, '127.0.0.1', done))
    return site
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections()
    return new Promise((done) => this.#server.close(() => done()))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, search } = new URL(request.url ?? '/', this.origin)
    if (!/^\/(api|demo)\//.test(pathname)) return this.#file(pathname, response)
    const body = await bodyOf(request)
    const headers = request.headers as Record<string, string>
    const answer = await this.respond({
      method: request.method ?? 'GET',
      path: pathname + search,
      headers,
      body,
    })
    if (answer === 'offline') return void response.destroy()
    response.writeHead(answer.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer.body))
  }

  #file(pathname: string, response: ServerResponse): void {
    const name = pathname === '/' ? 'index.html' : pathname.slice(1)
    const content = this.#files.get(name) ?? readFileSync(join(this.#dist, name))
    this.#files.set(name, content)
    response.writeHead(200, {
      'content-type': types[extname(name)] ?? 'text/plain',
      'cache-control': 'max-age=600',
    })
    response.end(content)
  }
}

/** JSON as its value; a form with a file as its text. */
async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString()
  return request.headers['content-type']?.startsWith('application/json') ? JSON.parse(text) : text
}
