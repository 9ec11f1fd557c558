import { actsFor, blankProfile, type EnterpriseProfile, type Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { cacheByMarks, longestUnseenMs } from '../../../storage/marked-cache'
import {
  type EnterpriseDoc,
  type EnterpriseLinkDoc,
  enterpriseMark,
  enterpriseModels,
  linksMark,
} from '../enterprises.model'
import { profileOf } from './profile-of'

/** An enterprise as one of its people sees it. */
export interface OwnEnterprise {
  enterprise: EnterpriseDoc
  link: EnterpriseLinkDoc
  /** The enterprise's own; while the link is asked for, what the person has filled in. */
  profile: EnterpriseProfile
}

type Reading = Pick<Deps, 'db' | 'marks'>

const kept = cacheByMarks<{ all: readonly OwnEnterprise[] }>({ maxEntries: 2000, ttlMs: longestUnseenMs })

/** Those that a person acts for, has asked for, or was refused; the oldest first. Kept in memory: nobody may change it. */
export async function ownEnterprises(deps: Reading, person: string): Promise<readonly OwnEnterprise[]> {
  const marksOf = ({ all }: { all: readonly OwnEnterprise[] }) => [
    linksMark(person),
    ...all.map(({ enterprise }) => enterpriseMark(enterprise._id)),
  ]
  return (await kept(deps).get(person, async () => ({ all: await readOwn(deps, person) }), marksOf)).all
}

const shown = new Set<EnterpriseLinkDoc['state']>(['asked', 'confirmed', 'refused'])
const most = 500

async function readOwn({ db }: Reading, person: string): Promise<OwnEnterprise[]> {
  const { Enterprise, EnterpriseLink } = enterpriseModels(db)
  const links = (
    await EnterpriseLink.find({ person })
      .limit(most)
      .batchSize(most + 1)
      .lean<EnterpriseLinkDoc[]>()
  ).filter(({ state }) => shown.has(state))
  if (links.length === 0) return []
  const found = await Enterprise.find({ _id: { $in: links.map(({ enterprise }) => enterprise) } })
    .batchSize(most + 1)
    .lean<EnterpriseDoc[]>()
  const byId = new Map(found.map((one) => [one._id, one]))
  return links
    .sort((a, b) => a.at.getTime() - b.at.getTime() || (a._id < b._id ? -1 : 1))
    .flatMap((link) => {
      const enterprise = byId.get(link.enterprise)
      return enterprise ? [seenBy(enterprise, link)] : []
    })
}

export function seenBy(enterprise: EnterpriseDoc, link: EnterpriseLinkDoc): OwnEnterprise {
  const own = link.state === 'confirmed' ? profileOf(enterprise) : (link.draft ?? bare(enterprise, link))
  // Whatever was entered, the register's own words are the register's.
  const { name, kind, foundedOn } = enterprise.profile
  const said = enterprise.registered
    ? { name, kind: kind ?? own.kind, foundedOn: foundedOn ?? own.foundedOn }
    : {}
  return { enterprise, link, profile: { ...own, ...said, creditCode: enterprise.creditCode } }
}

/** Once ended, nothing of it is seen but what it is called. */
const bare = (enterprise: EnterpriseDoc, { region }: EnterpriseLinkDoc): EnterpriseProfile => ({
  ...blankProfile(enterprise.profile.name),
  region,
})

export const enterpriseGone = (): AppError =>
  new AppError('notFound', { message: '没有找到这家企业，请回到“我的企业”再看。' })

/**
 * An enterprise of somebody's own: one that they act for, or with `asked` also one that they have asked for. Whoever else
 * asks learns nothing, not even that there is one.
 */
export async function enterpriseFor(
  deps: Reading,
  viewer: Viewer,
  id: string,
  { asked = true } = {},
): Promise<OwnEnterprise> {
  const all = viewer.person === null ? [] : await ownEnterprises(deps, viewer.person)
  const acts = actsFor(viewer, id)
  const found = all.find(({ enterprise, link }) => enterprise._id === id && (acts || link.state === 'asked'))
  if (!found) throw enterpriseGone()
  if (!asked && !acts)
    throw new AppError('forbidden', { message: '镇里还没有核实您和这家企业的关系，核实以后再办。' })
  return found
}

/** The same as the database has it now, for who is going to write. */
export async function enterpriseNow(
  { db }: Pick<Deps, 'db'>,
  person: string,
  id: string,
): Promise<OwnEnterprise> {
  const { Enterprise, EnterpriseLink } = enterpriseModels(db)
  const link = await EnterpriseLink.findById(linkId(id, person)).lean<EnterpriseLinkDoc>()
  if (!link || (link.state !== 'asked' && link.state !== 'confirmed')) throw enterpriseGone()
  const enterprise = await Enterprise.findById(id).lean<EnterpriseDoc>()
  if (!enterprise) throw enterpriseGone()
  return seenBy(enterprise, link)
}

export const linkId = (enterprise: string, person: string): string => `${enterprise}:${person}`
