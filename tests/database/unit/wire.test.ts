import { describe, expect, it } from '@jest/globals'
import { BSON, BSONSymbol, DBRef, Double, ObjectId } from 'bson'
import { encodeScalar } from '../../../server/embedded-db/src/values/codec'
import { encodeReply, Framing, ProtocolError, parseMessage } from '../../../server/embedded-db/src/wire/wire'

function message(opcode: number, body: Buffer): Buffer {
  const head = Buffer.alloc(16)
  head.writeInt32LE(16 + body.length, 0)
  head.writeInt32LE(7, 4)
  head.writeInt32LE(opcode, 12)
  return Buffer.concat([head, body])
}

const bson = (doc: object) => Buffer.from(BSON.serialize(doc))
const flags = (bits = 0) => Buffer.from([bits, 0, 0, 0])

describe('the framing', () => {
  it('finds messages however the stream is cut', () => {
    const whole = Buffer.concat(
      [1, 2, 3].map((n) => message(2013, Buffer.concat([flags(), Buffer.from([0]), bson({ ping: n })]))),
    )
    for (const size of [1, 3, 17, 50, whole.length]) {
      const framing = new Framing()
      const found: number[] = []
      for (let at = 0; at < whole.length; at += size) {
        for (const one of framing.push(whole.subarray(at, at + size)))
          found.push(parseMessage(one).command.ping as number)
      }
      expect(found).toEqual([1, 2, 3])
    }
  })

  it('refuses a size that cannot be', () => {
    expect(() => new Framing().push(Buffer.from([1, 0, 0, 0]))).toThrow(ProtocolError)
    expect(() => new Framing().push(Buffer.from([255, 255, 255, 127]))).toThrow(ProtocolError)
  })
})

describe('a message', () => {
  it('joins its document sequences to its command', () => {
    const docs = Buffer.concat([Buffer.from('documents\0'), bson({ a: 1 }), bson({ a: 2 })])
    const size = Buffer.alloc(4)
    size.writeInt32LE(docs.length + 4)
    const body = Buffer.concat([
      flags(2),
      Buffer.from([0]),
      bson({ insert: 'x' }),
      Buffer.from([1]),
      size,
      docs,
    ])
    expect(parseMessage(message(2013, body))).toMatchObject({
      id: 7,
      silent: true,
      command: { insert: 'x', documents: [{ a: 1 }, { a: 2 }] },
    })
  })

  it('may be the old handshake', () => {
    const body = Buffer.concat([flags(), Buffer.from('admin.$cmd\0'), Buffer.alloc(8), bson({ ismaster: 1 })])
    const request = parseMessage(message(2004, body))
    expect(request).toMatchObject({ legacy: true, command: { ismaster: 1, $db: 'admin' } })
    const reply = encodeReply(request, { ok: 1 })
    expect(reply.readInt32LE(12)).toBe(1)
    expect(BSON.deserialize(reply.subarray(36))).toEqual({ ok: 1 })
  })

  it('is refused with a type that the parser would turn into another', () => {
    const parse = (doc: object) => () =>
      parseMessage(message(2013, Buffer.concat([flags(), Buffer.from([0]), bson(doc)])))
    const symbol = new BSONSymbol('x')
    for (const doc of [{ a: symbol }, { a: new Double(1), b: symbol }, { a: [{ b: symbol }] }])
      expect(parse(doc)).toThrow('values of type symbol are not supported')
    // The serializer writes no value of type undefined: the byte of a null is changed.
    const withUndefined = bson({ a: null })
    withUndefined[4] = 6
    expect(() =>
      parseMessage(message(2013, Buffer.concat([flags(), Buffer.from([0]), withUndefined]))),
    ).toThrow('values of type undefined are not supported')
  })

  it('keeps a reference as what it is, so that the refusal names it', () => {
    const body = Buffer.concat([flags(), Buffer.from([0]), bson({ a: new DBRef('c', new ObjectId()) })])
    const { command } = parseMessage(message(2013, body))
    expect(() => encodeScalar(command.a)).toThrow('values of type DBRef are not supported')
  })

  it('is refused when its parts do not fit', () => {
    expect(() =>
      parseMessage(message(2013, Buffer.concat([flags(), Buffer.from([0, 99, 0, 0, 0])]))),
    ).toThrow(ProtocolError)
    expect(() => parseMessage(message(1, Buffer.alloc(4)))).toThrow('opcode')
  })
})
