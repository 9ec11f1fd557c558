import { randomUUID } from 'node:crypto'
import {
  type Api,
  blankProfile,
  creditCodeProblem,
  type EnterpriseProfile,
  type FieldProblem,
  plainCreditCode,
  profileProblems,
  shanghaiDate,
  visibleText,
} from '@hutang/shared'
import { refuseBadWords } from '../../../channels/words'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { insertOnce } from '../../../storage/insert-once'
import { moveAfter } from '../../../storage/marks'
import type { Actor } from '../../accounts'
import { regionOf } from '../../regions'
import { takeTry, tryKey } from '../../verification'
import { registeredByCode } from '../county/register'
import {
  type EnterpriseDoc,
  type EnterpriseLinkDoc,
  enterpriseModels,
  type RegisteredEnterpriseDoc,
} from '../enterprises.model'
import { enterpriseNow, linkId, type OwnEnterprise, ownEnterprises } from '../profile/own'
import { profileFromRegister, storedProfile } from '../profile/profile-of'
import { linkMarks, settleLink } from './settle'

type Asked = Api['POST /api/enterprises']['body']

const asksADay = 20

/** Somebody says that an enterprise is theirs. It is asked until the township has looked; asked again, it is what it was. */
export async function claimEnterprise(deps: Deps, actor: Actor, body: Asked): Promise<OwnEnterprise> {
  const code = codeOf(body.creditCode)
  await takeTry(deps, tryKey(deps, 'enterprise', actor.account._id), asksADay)
  const row = code === null ? null : await registeredByCode(deps.db, code)
  if (body.region !== undefined) await inTownship(deps, body.region)
  const draft = row
    ? { ...profileFromRegister(row), ...placeOf(body) }
    : await entered(deps, actor, code, body)
  const before = code === null ? await sameWithoutCode(deps, actor, draft) : null
  const enterprise = before ?? (await enterpriseOf(deps, code, row, draft))
  await askLink(deps, actor, enterprise, draft)
  return enterpriseNow(deps, actor.person._id, enterprise._id)
}

function codeOf(typed: string | undefined): string | null {
  if (typed === undefined) return null
  const message = creditCodeProblem(typed)
  if (message !== null) throw new AppError('invalidFields', { fields: [{ field: 'creditCode', message }] })
  return plainCreditCode(typed)
}

/** The township confirms it: a county's place would wait at nobody's desk. */
async function inTownship(deps: Deps, code: string): Promise<void> {
  const { level } = await regionOf(deps, code)
  if (level === 'township' || level === 'village') return
  const fields = [{ field: 'region', message: '经营地：请选到镇或村，由那里的镇政府核实。' }]
  throw new AppError('invalidFields', { fields })
}

/** Where it works may be another place than where it is registered. */
const placeOf = ({ region }: Asked): { region?: string } => (region === undefined ? {} : { region })

/** What the county's register does not know is said by whoever asks. */
async function entered(
  deps: Deps,
  { account }: Actor,
  code: string | null,
  body: Asked,
): Promise<EnterpriseProfile> {
  const name = visibleText(body.name ?? '')
  const profile = { ...blankProfile(name), creditCode: code, kind: body.kind ?? null, ...placeOf(body) }
  const fields: FieldProblem[] = [
    ...profileProblems(profile, shanghaiDate(deps.clock.now())),
    ...(body.region === undefined
      ? [{ field: 'region', message: '经营地：请选镇或村，由那里的镇政府核实。' }]
      : []),
  ]
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  const where = { what: 'enterprise' as const, region: profile.region }
  await refuseBadWords(deps, account, where, [{ field: 'name', title: '名称', text: name }])
  return profile
}

/** Sent twice, what has no code is still one. */
async function sameWithoutCode(
  deps: Deps,
  { person }: Actor,
  { name, region }: EnterpriseProfile,
): Promise<EnterpriseDoc | null> {
  const same = (await ownEnterprises(deps, person._id)).find(
    ({ enterprise, link, profile }) =>
      link.state !== 'refused' &&
      enterprise.creditCode === null &&
      profile.name === name &&
      profile.region === region,
  )
  return same?.enterprise ?? null
}

/** One enterprise a code, whoever is first. What one person says of it is not there for the next. */
async function enterpriseOf(
  { db, clock }: Deps,
  code: string | null,
  row: RegisteredEnterpriseDoc | null,
  draft: EnterpriseProfile,
): Promise<EnterpriseDoc> {
  const { Enterprise } = enterpriseModels(db)
  const now = clock.now()
  const known = row ? profileFromRegister(row) : blankProfile(draft.name)
  const made: EnterpriseDoc = {
    ...{ _id: randomUUID(), creditCode: code, profile: storedProfile(known), registered: row !== null },
    ...{ held: false, revision: 0, createdAt: now, changedAt: now, owed: false },
  }
  if (await insertOnce(Enterprise, made)) return made
  const found = await Enterprise.findOne({ creditCode: code }).lean<EnterpriseDoc>()
  if (!found) throw new AppError('enterpriseChanged')
  return found
}

async function askLink(
  deps: Deps,
  { account, person }: Actor,
  { _id: enterprise }: EnterpriseDoc,
  draft: EnterpriseProfile,
): Promise<void> {
  const { EnterpriseLink } = enterpriseModels(deps.db)
  const _id = linkId(enterprise, person._id)
  const asked = {
    ...{ account: account._id, name: account.name, role: 'owner' as const, state: 'asked' as const },
    ...{ at: deps.clock.now(), by: 'claim' as const, region: draft.region ?? '', draft, revision: 0 },
    ...{ reason: null, settledAt: null, settledBy: null, owed: true },
  }
  const made: EnterpriseLinkDoc = { _id, enterprise, person: person._id, version: 0, ...asked }
  await moveAfter(deps.marks, linkMarks(made), async () => {
    if (await insertOnce(EnterpriseLink, made)) return
    await EnterpriseLink.updateOne(
      { _id, state: { $in: ['refused', 'ended'] } },
      { $set: asked, $inc: { version: 1 } },
    )
  })
  await settleLink(deps, _id)
  deps.work.send()
}
