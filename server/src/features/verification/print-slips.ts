import { randomUUID } from 'node:crypto'
import type { Api } from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { pageUrl, siteUrl } from '../../http/site'
import { type Cutouts, paperDate, print } from '../../paper'
import type { Actor } from '../accounts'
import { recordAct } from '../audit'
import { type RegionDoc, regionOf } from '../regions'
import { type HouseholdDoc, registerOf } from '../residents'
import { keptCodes, paperCodes } from '../scenes'
import { requireVerifier } from './clerk'
import { expiryOf, keepSlips, type NewSlip, newSlips } from './issue-slips'
import { type SlipDoc, verificationModels } from './verification.model'

type Groups = Api['GET /api/regions/:code/slips']['response']
type Wanted = Api['POST /api/regions/:code/slips']['body']

/** The households of each group, in the order of the groups. */
function byGroup(households: readonly HouseholdDoc[]): Map<number, HouseholdDoc[]> {
  const groups = new Map<number, HouseholdDoc[]>()
  for (const one of [...households].sort((a, b) => a.group - b.group)) {
    groups.set(one.group, [...(groups.get(one.group) ?? []), one])
  }
  return groups
}

/** What printing anew would void: one may have been handed out already. */
export async function slipsOf(deps: Deps, actor: Actor, code: string): Promise<Groups> {
  await regionOf(deps, code)
  requireVerifier(actor, code)
  const households = await registerOf(deps.db, code)
  const good = await verificationModels(deps.db)
    .Slip.find(
      {
        _id: { $in: households.map(({ _id }) => _id) },
        usedAt: null,
        expiresAt: { $gt: deps.clock.now() },
      },
      { _id: 1 },
    )
    .batchSize(households.length + 1)
    .lean<Pick<SlipDoc, '_id'>[]>()
  const ids = new Set(good.map(({ _id }) => _id))
  return {
    groups: [...byGroup(households)].map(([group, members]) => ({
      group,
      name: members[0]?.groupName ?? '',
      households: members.length,
      slips: members.filter(({ _id }) => ids.has(_id)).length,
    })),
  }
}

/**
 * 入户认证单 for all households, or those of a group. Drawn before anything is kept: where it cannot be drawn no slip
 * is void. The paper is kept nowhere: if it is lost on its way, it is printed once more, and the codes on it are void.
 */
export async function printSlips(
  deps: Deps,
  actor: Actor,
  code: string,
  { group, all }: Wanted,
): Promise<{ pdf: Buffer; name: string }> {
  const region = await regionOf(deps, code)
  requireVerifier(actor, code)
  if ((group === undefined) === (all === undefined)) throw refused('请选一个组，或者选全村。')
  const register = await registerOf(deps.db, code)
  const households = register.filter((one) => all || one.group === group)
  if (households.length === 0) throw refused(all ? '户籍册里还没有登记户。' : '户籍册里这个组没有登记户。')
  const slips = newSlips(households)
  const issuedAt = deps.clock.now()
  const name = `${region.name} 入户认证单${all ? '' : ` ${households[0]?.groupName}`}`
  const pdf = await print({
    size: 'A4',
    reading: 'office',
    title: name,
    running: '',
    foot: `${paperDate(issuedAt)}打印　沿虚线裁开，每户一张`,
    at: issuedAt,
    blocks: [cutouts(deps, region, slips, issuedAt, await codesOf(deps, region, slips))],
  })
  // Recorded first, and once for all of them: no slip is out of which the audit knows nothing.
  const subject = all ? code : `${code}:${group}`
  await recordAct(deps, randomUUID(), { act: 'slipsPrinted', by: actor, region: code, subject })
  await keepSlips(deps, actor, slips, issuedAt)
  return { pdf, name }
}

const refused = (message: string) =>
  new AppError('invalidFields', { fields: [{ field: 'group', message: `组：${message}` }] })

interface Pictures {
  byHousehold: ReadonlyMap<string, Uint8Array>
  /** They fill in the number as well as the household. */
  numbered: boolean
}

/**
 * The mini-program code of each household, where WeChat is connected: the slip's number is in it, and in no database.
 * Where WeChat does not answer, the codes that were made ahead, which hold no number.
 */
async function codesOf(deps: Deps, region: RegionDoc, slips: readonly NewSlip[]): Promise<Pictures> {
  const wanted = slips.map(({ household, code }) => ({
    target: { kind: 'slip', region: region._id, household: household.code } as const,
    secret: code,
  }))
  const made = await paperCodes(deps, wanted)
  const numbered = made.every((one) => one !== null)
  const targets = wanted.map(({ target }) => target)
  const pictures = numbered ? made : await keptCodes(deps, targets)
  const found = slips.flatMap(({ household }, at) => {
    const picture = pictures[at]
    return picture ? [[household._id, picture] as const] : []
  })
  return { byHousehold: new Map(found), numbered }
}

function cutouts(
  deps: Deps,
  region: RegionDoc,
  slips: readonly NewSlip[],
  issuedAt: Date,
  pictures: Pictures,
): Cutouts {
  const codes = new Map(slips.map(({ household, code }) => [household._id, code]))
  const until = paperDate(expiryOf(issuedAt))
  const slipOf = ({ _id, code: household, groupName, head }: HouseholdDoc) => {
    const code = codes.get(_id) ?? ''
    const picture = pictures.byHousehold.get(_id)
    const filled = picture && !pictures.numbered ? '户号就填好了，再填上面的号码。' : '户号和号码就填好了。'
    return {
      head: `${region.name}　入户认证单`,
      name: `户主 ${head}`,
      note: `户号 ${household}　${groupName}`,
      code,
      lines: [
        `① ${picture ? '用微信' : '手机'}扫码，${filled}`,
        '② 填上您自己的姓名，点“认证”。',
        '③ 不用手机的，带身份证到村委会办，一样算数。',
        ...(picture ? [`④ 没有微信，看网页 ${new URL(siteUrl(deps.config)).host}。`] : []),
        `${until}前有效，只能用一次，请勿外传。`,
      ],
      qr: picture ?? pageUrl(deps.config, 'account/verify', { region: region._id, household, code }),
    }
  }
  return {
    kind: 'cutouts',
    groups: [...byGroup(slips.map(({ household }) => household)).values()].map((members) => ({
      name: `${members[0]?.groupName ?? ''}　${members.length} 户`,
      slips: members.map(slipOf),
    })),
  }
}
