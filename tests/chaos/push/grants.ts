import type { MachineClock } from './clock'
import type { Ledger } from './ledger'
import type { Vendors } from './vendors'
import { emergencyTemplate, everybody, grantsKept, openidOf, template } from './world'

const minute = 60_000

interface Parts {
  clock: MachineClock
  vendors: Vendors
  ledger: Ledger
}

/** Those who never run out of grants. */
export class Grants {
  #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** Taps of those who never run out, as the vendor and the phone tell of them. */
  async fill(): Promise<void> {
    const { vendors, ledger, clock } = this.#parts
    const at = new Date(clock.now().getTime() - minute)
    const free = await ledger.freeGrants()
    const wanting = everybody.flatMap(({ id, wechat }) =>
      wechat
        ? [template, emergencyTemplate].map((one) => ({
            openid: openidOf(id),
            template: one,
            missing: grantsKept - (free.get(`${openidOf(id)} ${one}`) ?? 0),
          }))
        : [],
    )
    const given = wanting.flatMap(({ openid, template: templateId, missing }) =>
      Array.from({ length: Math.max(0, missing) }, () => {
        vendors.wechat.messages.choose(openid, { templateId, result: 'accept' })
        return { openid, template: templateId }
      }),
    )
    if (given.length === 0) return
    const first = this.#given
    this.#given += given.length
    await ledger.ask(({ Grant }) =>
      Grant.bulkWrite(
        given.map((one, n) => ({
          updateOne: {
            filter: { _id: `${one.openid}:${one.template}:built:${first + n}` },
            update: {
              $setOnInsert: {
                ...{ ...one, state: 'free' as const, at },
                ...{ reported: true, pushedAt: at, delivery: null },
              },
            },
            upsert: true,
          },
        })),
      ),
    )
  }

  #given = 0
}
