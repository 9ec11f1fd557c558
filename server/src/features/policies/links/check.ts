import { shanghaiDate, shanghaiTime } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { eachSafely } from '../../../each-safely'
import { inPages } from '../../../storage/pages'
import { type LinkDoc, type PolicyDoc, policyModels } from '../policies.model'
import { type PublishedPolicy, publishedPolicies } from '../reading/published'
import { linksIn, triedLink } from './dead.rules'
import type { Probe } from './probe'

/** So many are asked side by side: an address that does not answer takes ten seconds. */
const abreast = 8
/** In the night, when offices' pages are least busy. */
export const nightFrom = '03:00'

/** Tries the addresses that readers of published policies are led to, once a day each; answers for how many policies. */
export async function checkLinks(deps: Deps, probe: Probe): Promise<number> {
  const now = deps.clock.now()
  if (shanghaiTime(now) < nightFrom) return 0
  const day = shanghaiDate(now)
  const { byId } = await publishedPolicies(deps)
  const untried = inPages(
    policyModels(deps.db).Policy,
    { state: 'published', linksOn: { $ne: day } },
    { size: abreast, fields: ['links'] },
  )
  let done = 0
  for await (const page of untried) {
    const checked = await Promise.all(
      page.map((doc) =>
        eachSafely(deps.log, 'addresses of a policy could not be tried', [doc], ({ _id, links }) => {
          const policy = byId.get(_id)
          return policy ? checkPolicy(deps, probe, policy, { links, day, now }) : Promise.resolve(false)
        }),
      ),
    )
    done += checked.reduce((sum, one) => sum + one, 0)
  }
  return done
}

/** What everybody reads does not change by it: no mark moves. */
async function checkPolicy(
  { db }: Deps,
  probe: Probe,
  { _id, current, content }: PublishedPolicy,
  { links: known, day, now }: Pick<PolicyDoc, 'links'> & { day: string; now: Date },
): Promise<void> {
  const tried: LinkDoc[][] = await Promise.all(
    linksIn(content).map(async (link) => {
      const before = known.find(({ field, url }) => field === link.field && url === link.url)
      return triedLink(before, link, { day, now, why: await probe(link.url) })
    }),
  )
  await policyModels(db).Policy.updateOne({ _id, current }, { $set: { links: tried.flat(), linksOn: day } })
}
