import {
  type EnterpriseLine,
  type EnterpriseLinkState,
  type EnterpriseView,
  figureDoubts,
  shanghaiDate,
  staleFields,
} from '@hutang/shared'
import type { Deps } from '../../../deps'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import { refOf, regionRefs } from '../../regions'
import { type EnterpriseLinkDoc, enterpriseMark, enterpriseModels } from '../enterprises.model'
import type { OwnEnterprise } from './own'

type Refs = Awaited<ReturnType<typeof regionRefs>>

const stateText: Record<EnterpriseLinkState, string> = {
  asked: '等镇里核实',
  confirmed: '已核实',
  refused: '镇里没有通过',
  ended: '已退出',
}

const regionsOf = (deps: Deps, all: readonly OwnEnterprise[]): Promise<Refs> =>
  regionRefs(
    deps,
    all.map(({ profile, link }) => profile.region ?? link.region),
  )

function lineOf({ enterprise, link, profile }: OwnEnterprise, refs: Refs): EnterpriseLine {
  const { _id, creditCode, registered } = enterprise
  const { role, state, at, reason } = link
  return {
    ...{ id: _id, name: profile.name, creditCode, kind: profile.kind },
    ...{ region: refOf(refs, profile.region ?? link.region), registered },
    link: { id: link._id, role, state, stateText: stateText[state], at: at.toISOString(), reason },
  }
}

export async function linesOf(deps: Deps, all: readonly OwnEnterprise[]): Promise<EnterpriseLine[]> {
  const refs = await regionsOf(deps, all)
  return all.map((one) => lineOf(one, refs))
}

const kept = cacheByMarks<{ people: readonly EnterpriseLinkDoc[] }>({
  maxEntries: 1000,
  ttlMs: longestUnseenMs,
})

/** Who acts for an enterprise; owners first. */
async function peopleIn(deps: Deps, enterprise: string): Promise<readonly EnterpriseLinkDoc[]> {
  const read = async () => ({
    people: await enterpriseModels(deps.db)
      .EnterpriseLink.find({ enterprise, state: 'confirmed' })
      .batchSize(1000)
      .lean<EnterpriseLinkDoc[]>(),
  })
  const { people } = await kept(deps).get(enterprise, read, () => [enterpriseMark(enterprise)])
  const rank = ({ role, at }: EnterpriseLinkDoc) => (role === 'owner' ? 0 : 1e15) + at.getTime()
  return [...people].sort((a, b) => rank(a) - rank(b))
}

/** The whole of it for one of its people. */
export async function enterpriseView(deps: Deps, own: OwnEnterprise): Promise<EnterpriseView> {
  const { enterprise, link, profile } = own
  const confirmed = link.state === 'confirmed'
  const [refs, people] = await Promise.all([
    regionsOf(deps, [own]),
    confirmed ? peopleIn(deps, enterprise._id) : [],
  ])
  return {
    ...lineOf(own, refs),
    profile,
    revision: confirmed ? enterprise.revision : link.revision,
    people: people.map(({ person, name, role, at }) => ({
      ...{ person, name, role, me: person === link.person, since: at.toISOString() },
    })),
    doubts: profile.years.flatMap((year) =>
      figureDoubts(year).map(({ field, message }) => ({
        field: `years.${year.year}.${field}`,
        message: `${year.year}年：${message}`,
      })),
    ),
    stale: staleFields(profile, shanghaiDate(deps.clock.now())),
    can: { invite: confirmed && link.role === 'owner', leave: true },
  }
}
