import { randomUUID } from 'node:crypto'
import {
  type Api,
  type ConsentKind,
  consentMinutes,
  consentSlipDays,
  gateFields,
  keepsRegister,
  ownPersonKey,
  type ProxyView,
  personKey,
  personOfKey,
  visibleText,
} from '@hutang/shared'
import { refuseBadWords } from '../../channels/words'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import { upsertSafely } from '../../storage/insert-once'
import { type Actor, accountOf, isVerified } from '../accounts'
import { noteAct, recordAct } from '../audit'
import { regionOf } from '../regions'
import {
  type HouseholdProxyDoc,
  holdProxy,
  keyedHash,
  knownHousehold,
  personOf,
  proxyEndedSince,
} from '../residents'
import { proxyView } from './proxies'
import { isSamePerson, personsOfAccount } from './same-person'
import { hashSlipCode, newSlipCode } from './slip-codes'
import { takeTry, tryKey } from './tries'
import { type ConsentDoc, type Issuer, verificationModels } from './verification.model'

const codesADay = 20
const triesADay = 10
const dayMs = 86_400_000

type Shown = Api['POST /api/me/consents']['response']

/** The person's own phone shows a code: for the household where they are verified, or for rows that are theirs alone. */
export async function showConsent(deps: Deps, actor: Actor, covers: ConsentKind): Promise<Shown> {
  const [home] = actor.viewer.residences
  const own = ownPersonKey(actor.viewer)
  if (!home || own === null)
    throw new AppError('forbidden', { message: '您还没有认证为村民，认证后才能让家人代看。' })
  await takeTry(deps, tryKey(deps, 'consent', actor.account._id), codesADay)
  const { account, person } = actor
  const not = { name: person.name, account: account._id, persons: await personsOfAccount(deps.db, account) }
  const said = covers === 'person' ? ofPerson(person.name) : await codeOf(deps, home.household)
  return issue(deps, {
    ...{ owner: covers === 'person' ? own : home.household, region: home.region, said },
    ...{ account: account._id, giver: person._id, not, covers, ms: consentMinutes * 60_000 },
  })
}

const ofPerson = (name: string): string => `${name}（本人）`

async function codeOf(deps: Deps, household: string): Promise<string> {
  const found = await knownHousehold(deps, household)
  if (!found) throw new AppError('householdNotFound')
  return found.code
}

interface Issuing {
  owner: string
  region: string
  said: string
  account: string | null
  giver: string
  not: Issuer
  covers: ConsentKind
  ms: number
}

async function issue(deps: Deps, { owner, covers, ms, ...given }: Issuing): Promise<Shown> {
  const code = newSlipCode()
  const shownAt = deps.clock.now()
  const expiresAt = new Date(shownAt.getTime() + ms)
  const codeHash = hashSlipCode(code, deps.config.secrets.hashKey)
  const fresh = { ...given, codeHash, shownAt, expiresAt, usedBy: null }
  const { Consent } = verificationModels(deps.db)
  await upsertSafely(() => Consent.updateOne({ _id: owner }, { $set: fresh }, { upsert: true }))
  return { code, covers, expiresAt: expiresAt.toISOString() }
}

/** For who has no phone: what they signed on paper, by who keeps the register; recorded before it is out. */
export async function issueConsentSlip(
  deps: Deps,
  actor: Actor,
  region: string,
  { person: id, covers }: Api['POST /api/regions/:code/consent-slips']['body'],
): Promise<Api['POST /api/regions/:code/consent-slips']['response']> {
  await regionOf(deps, region)
  if (!keepsRegister(actor.viewer, region)) throw new AppError('forbidden')
  const person = await personOf(deps.db, id)
  const home = person?.residence
  if (!person || home?.region !== region || home.state !== 'living')
    throw new AppError('notFound', { message: '本村户籍册里没有这个人。' })
  const owner = covers === 'person' ? personKey(region, person._id) : home.household
  await recordAct(deps, randomUUID(), {
    ...{ act: 'consentSlipIssued', by: actor, region, detail: covers },
    subject: keyedHash('audit', owner, deps.config.secrets.hashKey),
  })
  const not = {
    ...{ name: actor.person.name, account: actor.account._id },
    persons: await personsOfAccount(deps.db, actor.account),
  }
  const said = covers === 'person' ? ofPerson(person.name) : await codeOf(deps, home.household)
  const given = { account: null, giver: person._id, not }
  const issuing = { owner, region, said, ...given, covers, ms: consentSlipDays * dayMs }
  return { ...(await issue(deps, issuing)), name: person.name }
}

/** The family member types the code. A wrong one, an old one and one that is theirs to give get the same answer. */
export async function typeConsent(
  deps: Deps,
  actor: Actor,
  { code, relation: written }: Api['POST /api/me/proxies/code']['body'],
): Promise<ProxyView> {
  const relation = visibleText(written)
  const fields = [
    ...(relation === '' ? [{ field: 'relation', message: '您是他什么人：不能为空。' }] : []),
    ...gateFields([{ field: 'relation', title: '您是他什么人', text: relation }]),
  ]
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  await takeTry(deps, tryKey(deps, 'proxy', actor.account._id), triesADay)
  // Before the code is taken: it is good once.
  const where = { what: 'proxy' as const, region: actor.viewer.residences[0]?.region ?? null }
  await refuseBadWords(deps, actor.account, where, [
    { field: 'relation', title: '您是他什么人', text: relation },
  ])
  const consent = await takenConsent(deps, actor, code)
  if (actor.viewer.residences.some(({ household }) => household === consent._id))
    throw new AppError('wrongState', { message: '这是您自己家，您家的数您本来就看得到。' })
  const proxy: HouseholdProxyDoc = {
    ...{ _id: randomUUID(), region: consent.region, household: consent._id, said: consent.said, relation },
    ...{ person: actor.person._id, account: actor.account._id, name: actor.account.name },
    ...{ state: 'held', open: true, at: deps.clock.now(), heldSince: deps.clock.now() },
    ...{ consent: consent.account === null ? 'slip' : 'code', givenBy: consent.account },
    ...{ endedAt: null, endedBy: null },
  }
  const held = await holdProxy(deps, proxy)
  if (!held) throw wrongCode()
  const detail = personOfKey(consent._id) === null ? 'household' : 'person'
  await noteAct(deps, { act: 'consentTaken', by: actor, region: consent.region, subject: held._id, detail })
  return proxyView(deps, held)
}

/** Good once, for one account; typed again by the same account it is what it was before. */
async function takenConsent(deps: Deps, actor: Actor, code: string): Promise<ConsentDoc> {
  const { Consent } = verificationModels(deps.db)
  const { _id: account } = actor.account
  const codeHash = hashSlipCode(code, deps.config.secrets.hashKey)
  const good = { codeHash, expiresAt: { $gt: deps.clock.now() }, usedBy: { $in: [null, account] } }
  const found = await Consent.findOne(good).lean<ConsentDoc>()
  if (!found || (await isSamePerson(deps.db, actor.account, found.not))) throw wrongCode()
  // What was withdrawn since the code was shown does not come back by it.
  const { _id: household, shownAt: since } = found
  const ended = await proxyEndedSince(deps.db, { account, person: actor.person._id, household, since })
  if (ended || !(await mayStillGive(deps, found))) throw wrongCode()
  const { matchedCount } = await Consent.updateOne({ _id: found._id, ...good }, { $set: { usedBy: account } })
  if (matchedCount !== 1) throw wrongCode()
  return found
}

/** Who agreed lives there as then, and it was their own account: a code outlives neither. */
async function mayStillGive({ db }: Deps, { _id, account: by, giver, region }: ConsentDoc): Promise<boolean> {
  const [person, account] = await Promise.all([personOf(db, giver), by === null ? null : accountOf(db, by)])
  const home = person?.residence
  if (home?.state !== 'living' || home.region !== region) return false
  if (by !== null && (account?.person !== giver || !isVerified(account))) return false
  return _id === home.household || _id === personKey(region, giver)
}

const wrongCode = () =>
  new AppError('notFound', {
    message: '授权码不对，或者已经过期、用过了。请让家人在他的手机上再生成一个。',
  })
