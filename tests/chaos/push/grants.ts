import type { MachineClock } from './clock'
import type { Ledger } from './ledger'
import type { Vendors } from './vendors'
import { emergencyTemplate, everybody, grantsKept, openidOf, scarce, template } from './world'

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
      wechat && !scarce.includes(id)
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

  /** The person taps, and the vendor tells of it. */
  give(person: string, times: number): void {
    const choices = [template, emergencyTemplate].map((templateId) => ({
      templateId,
      result: 'accept' as const,
    }))
    this.#parts.vendors.wechat.grant(openidOf(person), choices, times)
  }

  #before = new Map<string, number>()

  /** Who may have had none left at some moment since this was asked last. `unsure`: that may have been spent unseen. */
  ranOut(unsure: number): string[] {
    const { wechat } = this.#parts.vendors
    return scarce.filter((person) => {
      const openid = openidOf(person)
      const given = wechat.events.pushed.filter(
        ({ taken, body }) =>
          taken && body.FromUserName === openid && body.Event === 'subscribe_msg_popup_event',
      ).length
      const used = wechat.log.filter(
        ({ path, body }) => path === SEND && isOf(body as Record<string, unknown>, openid),
      ).length
      const least = (this.#before.get(person) ?? 0) - used - unsure
      this.#before.set(person, given)
      return least < keptForEmergencies + 1
    })
  }
}

const SEND = '/cgi-bin/message/subscribe/send'
/** The last one is kept for what is urgent. */
const keptForEmergencies = 1
const isOf = ({ touser, template_id: id }: Record<string, unknown>, openid: string) =>
  touser === openid && id === template
