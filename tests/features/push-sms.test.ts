import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { smsChannel } from '../../server/src/features/push/sms/sms-channel'
import { setSmsMoney } from '../../server/src/features/regions'
import { hutang } from '../support/builders'
import { commandCounter } from '../support/commands'
import { atEveryWrite, dyingAt } from '../support/dying'
import { aMessage, type SmsRig, smsRig } from './push-sms-rig'

let rig: SmsRig
beforeAll(async () => {
  rig = await smsRig({}, { monitorCommands: true })
})
afterAll(() => rig.close())
beforeEach(() => rig.reset())

const many = (n: number) => Array.from({ length: n }, (_, at) => `p${at + 1}`)
const somebodies = async (ids: string[]) => {
  for (const id of ids) await rig.somebody(id)
}
const cap = (fen: number | null) => setSmsMoney(rig.deps, hutang, fen)

describe('what an SMS says', () => {
  it('is a fixed sentence without a name, a sum or what was published', async () => {
    await somebodies(['p1', 'p2', 'p3'])
    await rig.tell('p1')
    await rig.tell('p2', { kind: 'burst', count: 120 })
    await rig.tell('p3', { emergency: true })
    expect(rig.emulator.received().map(({ text }) => text)).toEqual([
      '【护塘村委会】有一条与您家有关的新公开，请打开https://ht.example/n查看。不想收，在那一页关掉。',
      '【护塘村委会】有99条与您家有关的新公开，请打开https://ht.example/n查看。不想收，在那一页关掉。',
      '【护塘村委会】护塘村有应急消息，请马上打开https://ht.example/n查看，并听村里广播。',
    ])
  })

  it('names a place whose name is too long as 村里', async () => {
    await rig.somebody('p1')
    await rig.deps.models.Region.updateOne({ _id: hutang }, { name: '一个名字很长的行政村' })
    rig.forget()
    await rig.tell('p1', { emergency: true })
    expect(rig.emulator.received()[0]?.text).toMatch(/】村里有应急消息/)
  })
})

describe('who gets an SMS', () => {
  it('only for an emergency or the own household, and only with a number that takes one', async () => {
    await somebodies(['p1'])
    await rig.somebody('p2', null)
    await rig.somebody('p3', '02157380000')
    expect(await rig.tell('p1', { urgent: false })).toBe('smsUrgentOnly')
    expect(await rig.tell('p2')).toBe('noPhone')
    expect(await rig.tell('p3')).toBe('noPhone')
    expect(await rig.tell('p1')).toMatchObject({ kind: 'accepted' })
    const reach = await rig.channel.canReach(['p1', 'p2', 'nobody'], { urgent: true, emergency: false })
    expect(Object.fromEntries(reach)).toEqual({ p1: null, p2: 'noPhone', nobody: 'noPhone' })
    expect((await rig.channel.canReach(['p1'], { urgent: false, emergency: false })).get('p1')).toBe(
      'smsUrgentOnly',
    )
  })

  it('keeps no number in the ledger, nor in what it reserves', async () => {
    await rig.somebody('p1', '13912345678')
    const reserved = (await rig.reserve(['p1'])).get('d-p1')
    expect(JSON.stringify([reserved, await rig.deps.models.SmsHold.find().lean()])).not.toContain(
      '13912345678',
    )
  })

  it('is refused where the number left the register before the call', async () => {
    await rig.somebody('p1')
    const reserved = (await rig.reserve(['p1'])).get('d-p1')
    await rig.deps.models.Person.updateOne({ _id: 'p1' }, { phoneHash: null, phoneSealed: null })
    if (reserved?.kind !== 'reserved') throw new Error('not reserved')
    expect(await rig.channel.send(reserved.reservation, aMessage(), 0)).toMatchObject({
      code: 'noPhone',
      retry: 'never',
    })
  })
})

describe('the money of a month', () => {
  it('is nothing until somebody gives some', async () => {
    await rig.somebody('p1')
    await cap(null)
    expect(await rig.tell('p1')).toBe('capSpent')
    await cap(5)
    expect(await rig.tell('p1')).toMatchObject({ kind: 'accepted' })
    await rig.somebody('p2')
    expect(await rig.tell('p2')).toBe('capSpent')
    expect(rig.emulator.received()).toHaveLength(1)
  })

  it('is never passed by workers who reserve at once', async () => {
    const ids = many(60)
    await somebodies(ids)
    await cap(5 * 37)
    const batches = Array.from({ length: 6 }, (_, n) => ids.slice(n * 10, n * 10 + 10))
    const answers = await Promise.all(batches.map((some) => rig.reserve(some)))
    const kinds = answers.flatMap((answer) => [...answer.values()].map(({ kind }) => kind))
    expect(kinds.filter((kind) => kind === 'reserved')).toHaveLength(37)
    expect(await rig.spent()).toBe(5 * 37)
  })

  it('is set aside once for a delivery, however often it is asked for, and by whomever at once', async () => {
    await rig.somebody('p1')
    const [first, ...others] = await Promise.all(Array.from({ length: 5 }, () => rig.reserve(['p1'])))
    for (const other of others) expect(other.get('d-p1')).toEqual(first?.get('d-p1'))
    expect(await rig.spent()).toBe(5)
  })

  it('comes back for a definite no, once, and not for a call without an answer', async () => {
    await somebodies(['p1', 'p2', 'p3'])
    for (const vendor of ['tencent', 'aliyun'] as const)
      rig.emulator.arm({ vendor, mode: 'reset', after: 'after-effect' })
    expect(await rig.tell('p1')).toMatchObject({ kind: 'unknown' })
    rig.emulator.calm()
    expect(await rig.spent()).toBe(5)
    for (const vendor of ['tencent', 'aliyun'] as const)
      rig.emulator.arm({
        vendor,
        mode: 'code',
        code: vendor === 'tencent' ? 'FailedOperation.PhoneNumberInBlacklist' : 'isv.BLACK_KEY_CONTROL_LIMIT',
      })
    expect(await rig.tell('p2')).toMatchObject({ kind: 'refused', retry: 'never' })
    expect(await rig.spent()).toBe(5)
    const again = { delivery: 'd-p2', grant: 'd-p2', fen: 5 }
    const ended = {
      ...again,
      address: null,
      template: null,
      effect: 'refused',
      startedAt: rig.clock.now(),
    } as const
    await Promise.all([
      rig.channel.release([again]),
      rig.channel.finish([ended]),
      rig.channel.release([again]),
    ])
    expect(await rig.spent()).toBe(5)
  })

  it('is what a crash left, found by the sweep and given back', async () => {
    await somebodies(['p1', 'p2'])
    await rig.reserve(['p1', 'p2'])
    const left: { _id: string; delivery: string }[] = []
    for await (const page of rig.channel.reserved()) left.push(...page)
    expect(left.map(({ delivery }) => delivery)).toEqual(['d-p1', 'd-p2'])
    await rig.channel.release(left.map(({ _id, delivery }) => ({ delivery, grant: _id, fen: 5 })))
    expect(await rig.spent()).toBe(0)
    expect(await rig.tell('p1')).toMatchObject({ kind: 'accepted' })
    expect(await rig.spent()).toBe(5)
  })

  it('is never passed, at whatever write a worker dies', async () => {
    const ids = many(6)
    const deaths = await atEveryWrite(async (nth, when) => {
      await rig.reset()
      await somebodies(ids)
      await cap(5 * 4)
      const { deps, died } = dyingAt(rig as never, nth, when)
      const dying = smsChannel(deps)
      // The attempt's insert is the lock: no delivery is sent twice.
      const begun = new Set<string>()
      const work = async (channel: typeof dying, who: string[]) => {
        const asked = who.map((id) => ({ delivery: `d-${id}`, person: id, message: aMessage() }))
        const answers = await channel.reserve(asked, () => null)
        for (const [delivery, reserved] of answers) {
          if (reserved.kind !== 'reserved') continue
          const { reservation } = reserved
          // The first is refused, and its money comes back.
          if (delivery === 'd-p1') await channel.release([{ ...reservation, delivery }])
          else if (!begun.has(delivery)) {
            begun.add(delivery)
            await channel.send(reservation, aMessage(), 0)
          }
        }
        const ended = [...answers.keys()].filter((delivery) => delivery !== 'd-p1')
        const startedAt = rig.clock.now()
        const none = {
          address: null,
          template: null,
          grant: null,
          fen: 5,
          effect: 'accepted',
          startedAt,
        } as const
        await channel.finish(ended.map((delivery) => ({ ...none, delivery })))
      }
      await work(dying, ids.slice(0, 3)).catch(() => undefined)
      await work(rig.channel, ids)
      expect(rig.emulator.sent.length * 5).toBeLessThanOrEqual(await rig.spent())
      expect(await rig.spent()).toBeLessThanOrEqual(5 * 4)
      return died()
    })
    expect(deaths).toBeGreaterThan(6)
  })

  it('is new with the month of Shanghai', async () => {
    await somebodies(['p1', 'p2'])
    await cap(5)
    rig.clock.moveTo(new Date('2026-11-30T15:59:00Z'))
    expect(await rig.tell('p1')).toMatchObject({ kind: 'accepted' })
    rig.clock.moveTo(new Date('2026-11-30T16:00:00Z'))
    expect(await rig.tell('p2')).toMatchObject({ kind: 'accepted' })
  })

  it('is the price of the segments, told beforehand', async () => {
    expect(rig.channel.price(aMessage())).toBe(5)
    expect(rig.channel.price(aMessage({ urgent: false }))).toBe(0)
    const long = await smsRig({ SMS_LINK: `https://ht.example/${'n'.repeat(40)}`, SMS_SEGMENT_FEN: '6' })
    expect(long.channel.price(aMessage())).toBe(12)
    await long.close()
  })

  it('is reserved for two hundred in a few commands', async () => {
    const ids = many(200)
    await somebodies(ids)
    const counted = commandCounter(rig.deps.db)
    const { answer, commands } = await counted(() => rig.reserve(ids))
    expect(answer.size).toBe(200)
    expect(commands.length).toBeLessThanOrEqual(7)
  })
})

describe('two vendors', () => {
  const byVendor = () => {
    const vendors = rig.emulator.received().map(({ vendor }) => vendor)
    return { tencent: vendors.filter((one) => one === 'tencent').length, all: vendors.length }
  }

  it('share by weight', async () => {
    const ids = many(60)
    await somebodies(ids)
    for (const id of ids) await rig.tell(id)
    const { tencent, all } = byVendor()
    expect(all).toBe(60)
    expect(tencent).toBeGreaterThan(15)
    expect(tencent).toBeLessThan(45)
  })

  it('the other takes the next try after a definite no that is the vendor’s own fault, and its share after it', async () => {
    const ids = many(12)
    await somebodies(ids)
    rig.emulator.arm({
      vendor: 'tencent',
      mode: 'code',
      code: 'FailedOperation.InsufficientBalanceInSmsPackage',
      times: 99,
    })
    for (const id of ids) expect(await rig.tell(id)).toMatchObject({ kind: 'accepted' })
    expect(byVendor()).toEqual({ tencent: 0, all: 12 })
    // One call found it out, and no other asked.
    expect(rig.emulator.log.filter(({ vendor }) => vendor === 'tencent')).toHaveLength(1)
    rig.emulator.calm()
    rig.clock.advance(11 * 60_000)
    const later = many(40).slice(12)
    await somebodies(later)
    for (const id of later) await rig.tell(id)
    expect(byVendor().tencent).toBeGreaterThan(3)
  })

  it('a template that is broken stops itself alone', async () => {
    const ids = many(30)
    await somebodies(ids)
    rig.emulator.arm({
      vendor: 'tencent',
      mode: 'code',
      code: 'FailedOperation.TemplateIncorrectOrUnapproved',
    })
    for (const id of ids.slice(0, 10)) await rig.tell(id)
    expect(byVendor()).toEqual({ tencent: 0, all: 10 })
    for (const id of ids.slice(10)) await rig.tell(id, { emergency: true })
    expect(byVendor().tencent).toBeGreaterThan(3)
  })

  it('no other is asked after a call without an answer', async () => {
    await somebodies(['p1', 'p2', 'p3'])
    for (const id of ['p1', 'p2', 'p3']) {
      for (const vendor of ['tencent', 'aliyun'] as const)
        rig.emulator.arm({ vendor, mode: 'http500', after: 'before-effect' })
      expect(await rig.tell(id)).toMatchObject({ kind: 'unknown' })
      rig.emulator.calm()
    }
    expect(rig.emulator.log).toHaveLength(3)
  })

  it('where both are broken the channel is', async () => {
    await somebodies(['p1', 'p2'])
    rig.emulator.arm({ vendor: 'tencent', mode: 'code', code: 'AuthFailure.SecretIdNotFound', times: 9 })
    rig.emulator.arm({ vendor: 'aliyun', mode: 'code', code: 'isv.OUT_OF_SERVICE', times: 9 })
    expect(await rig.tell('p1')).toMatchObject({ kind: 'refused', retry: 'never', effect: 'channelBroken' })
    expect(await rig.tell('p2')).toBe('held')
    expect(await rig.spent()).toBe(0)
  })

  it('a spent quota waits for the vendor’s midnight where there is nobody else', async () => {
    await rig.somebody('p1')
    rig.emulator.arm({ vendor: 'tencent', mode: 'code', code: 'LimitExceeded.AppDailyLimit', times: 1 })
    rig.emulator.arm({ vendor: 'aliyun', mode: 'code', code: 'isv.DAY_LIMIT_CONTROL', times: 1 })
    expect(await rig.tell('p1')).toMatchObject({ kind: 'accepted' })
    expect(rig.clock.now()).toEqual(new Date('2026-11-20T16:00:00Z'))
  })
})
