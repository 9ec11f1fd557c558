import { Double, type Long } from 'bson'
import { MongoError } from '../errors'
import { ARRAY, BsonWriter, DOCUMENT, LONG, STRING } from '../values/bson-writer'
import { StoredDocument, TextReader } from '../values/stored-document'
import type { Doc } from '../values/values'
import { readDocument } from './bson-input'

// https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
const OP_REPLY = 1
const OP_QUERY = 2004
const OP_MSG = 2013
const HEADER = 16
const MAX_MESSAGE = 48_000_000
const CHECKSUM_PRESENT = 1
const MORE_TO_COME = 2

export interface Request {
  id: number
  command: Doc
  /** The client wants no answer (write concern 0). */
  silent: boolean
  legacy: boolean
}

export class ProtocolError extends Error {}

/** Cuts a stream of bytes into whole messages. */
export class Framing {
  #pieces: Buffer[] = []
  #length = 0

  push(piece: Buffer): Buffer[] {
    this.#pieces.push(piece)
    this.#length += piece.length
    const messages: Buffer[] = []
    while (this.#length >= 4) {
      const size = this.#peekSize()
      if (size < HEADER || size > MAX_MESSAGE) throw new ProtocolError(`message of ${size} bytes`)
      if (this.#length < size) break
      const whole = this.#pieces.length === 1 ? (this.#pieces[0] as Buffer) : Buffer.concat(this.#pieces)
      messages.push(whole.subarray(0, size))
      const rest = whole.subarray(size)
      this.#pieces = rest.length > 0 ? [rest] : []
      this.#length = rest.length
    }
    return messages
  }

  #peekSize(): number {
    const first = this.#pieces[0]
    if (first && first.length >= 4) return first.readInt32LE(0)
    this.#pieces = [Buffer.concat(this.#pieces)]
    return this.#pieces[0]?.readInt32LE(0) ?? 0
  }
}

export function parseMessage(message: Buffer): Request {
  const id = message.readInt32LE(4)
  const opcode = message.readInt32LE(12)
  if (opcode === OP_MSG) return parseMsg(message, id)
  if (opcode === OP_QUERY) return parseQuery(message, id)
  throw new ProtocolError(`opcode ${opcode}`)
}

function parseMsg(message: Buffer, id: number): Request {
  const flags = message.readUInt32LE(HEADER)
  const end = (flags & CHECKSUM_PRESENT) !== 0 ? message.length - 4 : message.length
  let at = HEADER + 4
  let command: Doc = {}
  const sequences: [string, Doc[]][] = []
  while (at < end) {
    const kind = message[at++]
    const size = message.readInt32LE(at)
    if (size < 5 || at + size > end) throw new ProtocolError('section out of bounds')
    const section = message.subarray(at, at + size)
    if (kind === 0) command = deserialize(section)
    else if (kind === 1) sequences.push(parseSequence(section))
    else throw new ProtocolError(`section kind ${kind}`)
    at += size
  }
  for (const [name, docs] of sequences) command[name] = docs
  return { id, command, silent: (flags & MORE_TO_COME) !== 0, legacy: false }
}

/** A message that is whole around a document that is not: answered, as MongoDB does, with the connection kept. */
function deserialize(bytes: Buffer): Doc {
  try {
    return readDocument(bytes)
  } catch (error) {
    if (error instanceof MongoError) throw error
    throw new MongoError(22, error instanceof Error ? error.message : 'invalid BSON')
  }
}

function parseSequence(section: Buffer): [string, Doc[]] {
  const nameEnd = section.indexOf(0, 4)
  const name = section.toString('utf8', 4, nameEnd)
  const docs: Doc[] = []
  let at = nameEnd + 1
  while (at < section.length) {
    const size = section.readInt32LE(at)
    if (size < 5 || at + size > section.length) throw new ProtocolError('document out of bounds')
    docs.push(deserialize(section.subarray(at, at + size)))
    at += size
  }
  return [name, docs]
}

function parseQuery(message: Buffer, id: number): Request {
  const nameEnd = message.indexOf(0, HEADER + 4)
  const ns = message.toString('utf8', HEADER + 4, nameEnd)
  const at = nameEnd + 9
  const command = deserialize(message.subarray(at, at + message.readInt32LE(at)))
  return { id, command: { ...command, $db: ns.split('.')[0] }, silent: false, legacy: true }
}

let lastReply = 0
const out = new BsonWriter()
const reader = new TextReader(out)

/** MongoDB's own replies carry `ok` as a double. */
const OK = new Double(1)
const FAILED = new Double(0)

export function encodeReply(request: Request, answer: Doc): Buffer {
  const reply: Doc = { ...answer, ok: answer.ok === 1 ? OK : FAILED }
  const prefix = request.legacy ? 20 : 5
  out.start(HEADER + prefix)
  if (hasStored(reply.cursor)) writeCursor(reply.cursor, reply)
  else out.document(reply)
  const message = out.finish()
  message.fill(0, HEADER, HEADER + prefix)
  message.writeInt32LE(message.length, 0)
  lastReply = (lastReply + 1) & 0x7fffffff
  message.writeInt32LE(lastReply, 4)
  message.writeInt32LE(request.id, 8)
  message.writeInt32LE(request.legacy ? OP_REPLY : OP_MSG, 12)
  if (request.legacy) message.writeInt32LE(1, HEADER + 16)
  return message
}

interface StoredCursor {
  firstBatch?: StoredDocument[]
  nextBatch?: StoredDocument[]
  id: Long
  ns: string
}

/** Whether a batch is of documents as they are stored; a batch is wholly of such or of none. */
function hasStored(cursor: unknown): cursor is StoredCursor {
  const { firstBatch, nextBatch } = (cursor ?? {}) as StoredCursor
  return (firstBatch ?? nextBatch)?.[0] instanceof StoredDocument
}

function writeCursor({ firstBatch, nextBatch, id, ns }: StoredCursor, reply: Doc): void {
  const whole = out.open()
  out.name(DOCUMENT, 'cursor')
  const cursor = out.open()
  out.name(ARRAY, firstBatch ? 'firstBatch' : 'nextBatch')
  const batch = out.open()
  for (const [i, { text, only }] of (firstBatch ?? nextBatch ?? []).entries()) {
    out.name(DOCUMENT, String(i))
    reader.document(text, only)
  }
  out.close(batch)
  out.name(LONG, 'id')
  out.long(id)
  out.name(STRING, 'ns')
  out.string(ns)
  out.close(cursor)
  for (const name of Object.keys(reply)) {
    if (name === 'cursor') continue
    out.elements({ [name]: reply[name] })
  }
  out.close(whole)
}
