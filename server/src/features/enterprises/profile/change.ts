import { isDeepStrictEqual } from 'node:util'
import {
  type Api,
  answeredProfile,
  changedProfile,
  type EnterpriseProfile,
  type FieldProblem,
  industryCode,
  plainCreditCode,
  profileProblems,
  shanghaiDate,
  visibleText,
} from '@hutang/shared'
import { refuseBadWords, type WrittenField } from '../../../channels/words'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { isDuplicate } from '../../../storage/duplicate'
import { moveAfter } from '../../../storage/marks'
import type { Actor } from '../../accounts'
import { knownRegion } from '../../regions'
import { registeredByCode } from '../county/register'
import { type EnterpriseDoc, enterpriseModels } from '../enterprises.model'
import { linkMarks } from '../links/settle'
import { enterpriseNow, type OwnEnterprise } from './own'
import { profileFromRegister, profileOf, storedProfile, withRegister } from './profile-of'

type Body = Api['PUT /api/enterprises/:id']['body']

/** Changes what one of its people may change; nothing is kept of a change of which a part is wrong. */
export async function changeEnterprise(
  deps: Deps,
  { account, person: { _id: person } }: Actor,
  id: string,
  body: Body,
): Promise<OwnEnterprise> {
  const own = await enterpriseNow(deps, person, id)
  const { enterprise, link } = own
  const stored = link.state === 'confirmed' ? enterprise.revision : link.revision
  if (stored !== body.revision) throw new AppError('staleProfile')
  const profile = await changedBy(deps, own, body)
  if (isDeepStrictEqual(profile, own.profile)) return own
  await refuseBadWords(deps, account, { what: 'enterprise', region: profile.region }, newWords(own, profile))
  const written =
    link.state === 'confirmed' ? await write(deps, own, profile) : await draw(deps, own, profile)
  if (!written) throw new AppError('staleProfile')
  return enterpriseNow(deps, person, id)
}

/** What is new of it and was written by hand. */
function newWords({ profile: before }: OwnEnterprise, after: EnterpriseProfile): WrittenField[] {
  const known = new Set([before.name, ...(before.qualifications ?? []).map(({ number }) => number)])
  return [
    { field: 'profile.name', title: '名称', text: after.name },
    ...(after.qualifications ?? []).map(({ number }, at) => ({
      ...{ field: `profile.qualifications.${at}.number`, title: '证书号', text: number ?? '' },
    })),
  ].filter(({ text }) => !known.has(text))
}

async function changedBy(deps: Deps, own: OwnEnterprise, body: Body): Promise<EnterpriseProfile> {
  const day = shanghaiDate(deps.clock.now())
  const { profile: change = {}, answers = {} } = body
  const laid = answeredProfile(changedProfile(own.profile, change), answers, day)
  const profile = { ...plain(laid.profile), received: receivedOf(own.profile, laid.profile) }
  const about = [
    ...profileProblems(profile, day),
    ...fixedProblems(own, profile),
    ...(await placeProblems(deps, own, profile)),
    ...(profile.region === null ? [{ field: 'region', message: '经营地：不能为空。' }] : []),
  ]
  const fields = [...laid.problems, ...about.map((one) => ({ ...one, field: `profile.${one.field}` }))]
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  return profile
}

/** Of a county nobody confirms anything; what the register says may stay. */
async function placeProblems(
  deps: Deps,
  own: OwnEnterprise,
  { region }: EnterpriseProfile,
): Promise<FieldProblem[]> {
  if (region === null) return []
  const place = await knownRegion(deps, region)
  if (!place) return [{ field: 'region', message: '经营地：没有找到这个村镇，请重新选。' }]
  return place.level === 'county' && region !== own.profile.region
    ? [{ field: 'region', message: '经营地：请选到镇或村，由那里的镇政府核实。' }]
    : []
}

/** What the office has paid is the office's to say: it stays, and nothing else is called so. */
function receivedOf(before: EnterpriseProfile, after: EnterpriseProfile): EnterpriseProfile['received'] {
  if (after.received === before.received) return before.received
  const paid = (before.received ?? []).filter(({ source }) => source === 'payments')
  const given = (after.received ?? [])
    .map(({ policy, on, fen }) => ({ policy, on, fen }))
    .filter((one) => !paid.some(({ policy, on }) => policy === one.policy && on === one.on))
  return after.received === null && paid.length === 0 ? null : [...given, ...paid]
}

/** As it is kept: codes with their letters, texts as they can be seen. */
const plain = (profile: EnterpriseProfile): EnterpriseProfile => ({
  ...profile,
  creditCode: profile.creditCode === null ? null : plainCreditCode(profile.creditCode),
  name: visibleText(profile.name),
  industries: profile.industries && [
    ...new Set(profile.industries.map((code) => industryCode(code) ?? code)),
  ],
  qualifications: profile.qualifications?.map((one) => ({ ...one, number: visibleText(one.number) })) ?? null,
})

/** What the township or the county's register has said is not for the enterprise's own people to change. */
function fixedProblems({ enterprise, link }: OwnEnterprise, after: EnterpriseProfile): FieldProblem[] {
  const { registered, creditCode, held } = enterprise
  const said = profileOf(enterprise)
  const differs = (name: 'name' | 'kind' | 'foundedOn') =>
    registered && said[name] !== null && said[name] !== after[name]
  return [
    ...(differs('name') ? [{ field: 'name', message: '名称：以登记的为准，登记变了会自动更新。' }] : []),
    ...(differs('kind') ? [{ field: 'kind', message: '主体类型：以登记的为准，登记变了会自动更新。' }] : []),
    ...(differs('foundedOn')
      ? [{ field: 'foundedOn', message: '成立日期：以登记的为准，登记变了会自动更新。' }]
      : []),
    ...(creditCode !== after.creditCode && (creditCode !== null || held || link.state === 'confirmed')
      ? [{ field: 'creditCode', message: '代码由镇里核实，不能在这里改。要改，请用新代码重新添加企业。' }]
      : []),
  ]
}

/** The profile of an enterprise that the person acts for. */
async function write(
  deps: Deps,
  { enterprise, link }: OwnEnterprise,
  profile: EnterpriseProfile,
): Promise<boolean> {
  const { Enterprise, EnterpriseLink } = enterpriseModels(deps.db)
  const { _id, revision } = enterprise
  const { matchedCount } = await moveAfter(deps.marks, linkMarks(link), () =>
    Enterprise.updateOne(
      { _id, revision },
      {
        $set: {
          ...{ profile: storedProfile(profile), revision: revision + 1 },
          ...{ changedAt: deps.clock.now(), owed: true },
        },
      },
    ),
  )
  const { region } = profile
  if (matchedCount > 0 && region !== null && region !== enterprise.profile.region)
    await EnterpriseLink.updateMany({ enterprise: _id, state: 'confirmed' }, { $set: { region } })
  return matchedCount > 0
}

/** What somebody fills in while the township has not looked yet. */
async function draw(deps: Deps, own: OwnEnterprise, profile: EnterpriseProfile): Promise<boolean> {
  const { link, enterprise } = own
  const { creditCode } = profile
  const draft = creditCode === enterprise.creditCode ? profile : await giveCode(deps, enterprise, profile)
  const looked = (['creditCode', 'name', 'kind', 'region'] as const).some(
    (name) => draft[name] !== own.profile[name],
  )
  const { _id, revision } = link
  const { matchedCount } = await moveAfter(deps.marks, linkMarks(link), () =>
    enterpriseModels(deps.db).EnterpriseLink.updateOne(
      { _id, revision, state: 'asked' },
      {
        $set: { draft, region: draft.region ?? link.region, revision: revision + 1 },
        $inc: { version: looked ? 1 : 0 },
      },
    ),
  )
  return matchedCount > 0
}

/** A code for what was entered without one; where the county's register has it, the register's words with it. */
async function giveCode(
  { db }: Deps,
  { _id }: EnterpriseDoc,
  profile: EnterpriseProfile,
): Promise<EnterpriseProfile> {
  const { creditCode } = profile
  const row = creditCode === null ? null : await registeredByCode(db, creditCode)
  const set = row ? { profile: storedProfile(profileFromRegister(row)), registered: true } : {}
  try {
    const { matchedCount } = await enterpriseModels(db).Enterprise.updateOne(
      { _id, creditCode: null, held: false },
      { $set: { creditCode, ...set } },
    )
    if (matchedCount === 0) throw new AppError('enterpriseChanged')
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('enterpriseCodeTaken', { cause: error })
    throw error
  }
  return row ? withRegister(profile, row) : profile
}
