import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { describe, expect, it } from '@jest/globals'
import { type Listener, Listeners } from '../../server/src/features/live/listeners'

class Wire extends EventEmitter {
  written: string[] = []
  writableLength = 0
  writableEnded = false
  destroyed = false
  write(text: string): boolean {
    this.written.push(text)
    return true
  }
  end(): void {
    this.writableEnded = true
    this.emit('close')
  }
  destroy(): void {
    this.destroyed = true
    this.emit('close')
  }
}

const now = new Date('2026-11-20T02:00:00Z')

function listener(owner: string, until: Date | null = null): { one: Listener; wire: Wire } {
  const wire = new Wire()
  const response = wire as unknown as ServerResponse
  const one = { response, region: 'r', person: null, owner, marks: [], until, begun: true, unread: 0 }
  return { one, wire }
}

describe('the open pages of a process', () => {
  it('are never more than there is room for, and who leaves makes room', () => {
    const all = new Listeners({ total: 1000, account: 8, address: 2000 })
    const wires = Array.from({ length: 1000 }, (_, n) => listener(`address:${n}`))
    for (const { one } of wires) all.add(one)
    expect(all.refusal('address:new', false)).toBe('full')
    wires[3]?.wire.emit('close')
    wires[3]?.wire.emit('close')
    expect([all.size, all.refusal('address:new', false)]).toEqual([999, null])
  })

  it('end with their token, and hear a beat until then', () => {
    const all = new Listeners({ total: 10, account: 8, address: 10 })
    const soon = listener('account:a', new Date(now.getTime() + 1000))
    const visitor = listener('address:b')
    for (const { one } of [soon, visitor]) all.add(one)
    all.beat(now)
    expect(soon.wire.written).toEqual([':\n\n'])
    all.beat(new Date(now.getTime() + 1000))
    expect([soon.wire.writableEnded, visitor.wire.writableEnded, all.size]).toEqual([true, false, 1])
  })

  it('that take nothing are cut off instead of filling the memory', () => {
    const all = new Listeners({ total: 10, account: 8, address: 10 })
    const { one, wire } = listener('address:b')
    all.add(one)
    wire.writableLength = 20_000
    all.beat(now)
    expect([wire.destroyed, wire.written, all.size]).toEqual([true, [], 0])
  })
})
