import { type Api, shanghaiDate, shanghaiTime } from '@hutang/shared'
import type { Connection } from 'mongoose'
import type { Deps } from '../../../deps'
import { itemLinks } from '../../catalogue'
import { type ItemLinkDoc, policyModels } from '../policies.model'
import { nightFrom } from './check'
import { deadLinks, triedOnce } from './dead.rules'
import type { Probe } from './probe'

/** Tries the addresses of the catalogue (我要办), once a day each; answers for how many. */
export async function checkItemLinks(deps: Deps, probe: Probe): Promise<number> {
  const now = deps.clock.now()
  if (shanghaiTime(now) < nightFrom) return 0
  const day = shanghaiDate(now)
  const { ItemLink } = policyModels(deps.db)
  const known = new Map((await ItemLink.find().lean<ItemLinkDoc[]>()).map((one) => [one._id, one]))
  let done = 0
  for (const { url } of itemLinks()) {
    const before = known.get(url)
    if (before?.on === day) continue
    const tried = triedOnce(before, { day, now, why: await probe(url) })
    const found = tried ?? { failedOn: [], since: now, why: '' }
    await ItemLink.updateOne({ _id: url }, { $set: { ...found, on: day } }, { upsert: true })
    done += 1
  }
  return done
}

type Dead = Api['GET /api/regions/:code/policy-desk']['response']['itemLinks']

/** Addresses of items of a place and of what lies below it that cannot be opened. */
export async function deadItemLinks(db: Connection, code: string): Promise<Dead> {
  const dead = new Map(
    deadLinks(await policyModels(db).ItemLink.find().lean<ItemLinkDoc[]>()).map((one) => [one._id, one]),
  )
  return itemLinks(code).flatMap(({ url, items }) => {
    const one = dead.get(url)
    return one ? [{ url, items, since: one.since.toISOString(), text: `网上办的网址打不开：${one.why}` }] : []
  })
}
