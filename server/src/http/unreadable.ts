import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { type ErrorCode, errorTable } from '@hutang/shared'
import type { ConnectionError, FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { AppError } from '../errors'
import { dataHeaders } from './security'

/** Far beyond every address of the contract, whose longest field is 600 characters of a ticket. */
const longestUrl = 4096

const envelope = (code: ErrorCode, requestId: string) => ({
  error: { code, message: errorTable[code].message, requestId },
})

/** An address that cannot even be read reaches no route, and so no error handler. */
export function unreadable(_error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply
    .code(errorTable.badRequest.status)
    .headers({ ...dataHeaders, 'cache-control': 'no-store' })
    .send(envelope('badRequest', request.id))
}

/** What Node's parser and its clocks can find wrong. https://nodejs.org/api/http.html#event-clienterror */
function codeOf({ code, rawPacket }: ConnectionError): ErrorCode {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'tooSlow'
  if (code !== 'HPE_HEADER_OVERFLOW') return 'badRequest'
  // The parser counts the address, which is the first line, among the headers. The packet is a Buffer, whatever its type says.
  const lineEnd = (rawPacket as unknown as Buffer | undefined)?.indexOf('\n') ?? 0
  return lineEnd === -1 || lineEnd > longestUrl ? 'addressTooLong' : 'headersTooLarge'
}

/** What never becomes a request is answered on its socket, as a request would be, and the socket ends. */
export function answerFault(this: FastifyInstance, fault: ConnectionError, socket: Socket): void {
  if (fault.code === 'ECONNRESET' || socket.destroyed) return
  const code = codeOf(fault)
  const requestId = randomUUID()
  this.log.debug({ err: fault, code, reqId: requestId }, errorTable[code].english)
  if (socket.writable) socket.write(rawAnswer(code, requestId))
  socket.destroySoon()
}

function rawAnswer(code: ErrorCode, requestId: string): string {
  const { status } = errorTable[code]
  const body = JSON.stringify(envelope(code, requestId))
  const headers = {
    ...dataHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    connection: 'close',
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`
}

/** Requests that Node lets through, or would answer with nothing but a status. */
export const oddRequestsPlugin = fp(
  async (app) => {
    app.addHook('onRequest', (request, _reply, done) => {
      const { httpVersion, headers } = request.raw
      if (request.url.length > longestUrl) done(new AppError('addressTooLong'))
      // RFC 9112 section 3.2; Node would answer without a body.
      else if (httpVersion === '1.1' && headers.host === undefined) done(new AppError('badRequest'))
      else done()
    })
    // An Expect that is not 100-continue: RFC 9110 section 10.1.1 lets it be ignored.
    app.server.on('checkExpectation', (request, response) => app.routing(request, response))
  },
  { name: 'odd-requests' },
)
