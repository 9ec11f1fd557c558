import type { NoticeLine } from '@hutang/shared'
import type { Deps } from '../../deps'
import type { AnnouncementDoc, Description, Gone, Held, Subject } from '../announcements'
import { knownRegion, refOf, regionRefs } from '../regions'
import type { PolicyDoc } from './policies.model'
import { concealedWords, isHiddenNow } from './reading/concealed'
import { type PublishedPolicy, policyNow, publishedPolicies } from './reading/published'
import { statusOf } from './reading/status'

const category = '政策'

export const policyPage = (id: string): string => `policies/policy/index?id=${encodeURIComponent(id)}`

/** A policy stands for everybody to read: only what it says now is told. */
async function describe(
  deps: Deps,
  id: string,
  kind: AnnouncementDoc['kind'],
): Promise<Description | Gone | Held> {
  const { doc, policy } = (await policyNow(deps, id)) ?? {}
  const place = doc && (await knownRegion(deps, doc.region))
  if (!doc || !place) return { gone: 'notPublished' }
  if (doc.state === 'takenDown') return kind === 'takenDown' ? tombstone(doc, place) : { gone: 'takenDown' }
  if (!policy || kind === 'takenDown') return { gone: 'notPublished' }
  if (policy.hidden && isHiddenNow(policy, deps.clock.now()))
    return { gone: 'hidden', until: policy.hidden.until }
  const { content, head, current, state } = policy
  if (state === 'withdrawn' && kind !== 'withdrawn') return { gone: 'withdrawn' }
  if (state !== 'withdrawn' && kind === 'withdrawn') return { gone: 'notPublished' }
  return {
    gone: null,
    edition: current,
    title: kind === 'status' ? `${content.title}：${standingText(deps, policy)}` : content.title,
    text: async () =>
      state === 'published' ? [content.title, content.plain, content.issuer, content.text].join('\n') : '',
    publishedAt: head.correctedAt ?? head.publishedAt,
    publishedBy: head.publishedBy,
    ...openTo(id, place.name),
  }
}

/** Everybody may read it and its title. */
const openTo = (id: string, place: string) =>
  ({
    ...{ name: category, category, item: null, place, link: policyPage(id), titleIsOpen: true },
    mayRead: () => true,
    concerns: async (concern) => concern === 'received',
  }) satisfies Partial<Description>

/** That it was taken down; nothing of what it said. */
const tombstone = ({ _id, current, head, createdAt }: PolicyDoc, place: { name: string }): Description => ({
  gone: null,
  edition: current ?? '',
  title: '一条政策误带个人信息，已撤下',
  text: async () => '',
  publishedAt: head?.publishedAt ?? createdAt,
  publishedBy: head?.publishedBy ?? '',
  ...openTo(_id, place.name),
})

/** How it stands, as a message about 额满, 暂停, 恢复 or 延期 says it: 额满; 申报中，12月10日截止. */
function standingText({ clock }: Deps, { content, availability }: PublishedPolicy): string {
  const { text, deadline } = statusOf(content, availability, clock.now())
  return [text, deadline.replace(/。$/, '')].filter((part) => part !== '').join('，')
}

async function lines(deps: Deps, ids: readonly string[]): Promise<NoticeLine[]> {
  const { byId, concealed } = await publishedPolicies(deps)
  const found = ids.flatMap((id) => byId.get(id) ?? [])
  const away = ids.flatMap((id) => concealed.get(id) ?? [])
  const regions = await regionRefs(deps, [...new Set([...found, ...away].map(({ region }) => region))])
  const shared = ({ _id, region, head }: Pick<PublishedPolicy, '_id' | 'region' | 'head'>) => ({
    ...{ id: _id, region, regionName: refOf(regions, region).name, itemNo: 0, itemName: category, category },
    ...{ publishedAt: head.publishedAt.toISOString(), link: policyPage(_id), own: [], mine: false },
    audience: 'public' as const,
  })
  return [
    ...found.map((policy) => ({
      ...shared(policy),
      title: policy.content.title,
      plain: policy.content.plain,
      ...(policy.head.correctedAt ? { correctedAt: policy.head.correctedAt.toISOString() } : {}),
      ...{ access: 'full' as const, state: policy.state },
      stateText: policy.state === 'withdrawn' ? '已撤回' : null,
    })),
    ...away.map((policy) => ({
      ...shared(policy),
      ...{ title: concealedWords(policy), plain: null, access: 'title' as const, state: policy.state },
      stateText: policy.state === 'takenDown' ? '已撤下' : '已遮住',
    })),
  ]
}

/** What the push engine may ask about policies. Nobody is told but who follows; whom one fits, `packages` says. */
export const policySubject: Subject = {
  describe,
  lines: (deps, ids) => lines(deps, ids),
  concerned: async () => [],
}
