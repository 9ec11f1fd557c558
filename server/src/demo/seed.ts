import type { Connection } from 'mongoose'
import type { Deps } from '../deps'
import type { Collection } from '../feature'
import { recordAct, theMachine } from '../features/audit'
import { hashPhone, sealPhone } from '../features/residents'
import { hashSlipCode } from '../features/verification'
import { allModels } from '../models'
import { settingModels } from '../storage/settings.model'
import { seedEnterprises } from './seed-enterprises'
import { seedInboxes } from './seed-inboxes'
import { seedNotices } from './seed-notices'
import { seedPayments } from './seed-payments'
import { type Sealer, seedPeople } from './seed-people'
import { seedPolicies } from './seed-policies'
import { seedQuestions } from './seed-questions'
import { demoVillage } from './village'
import type { RunningWeChatEmulator } from './wechat-emulator'

/** Said before the data are marked as the demo's, so that a start cut off while filling is seen by the next. */
export const markSeeding = (db: Connection) =>
  settingModels(db).Setting.updateOne({ _id: 'seeding' }, { $set: { value: 'begun' } }, { upsert: true })

export const isHalfSeeded = async (db: Connection): Promise<boolean> =>
  (await settingModels(db).Setting.exists({ _id: 'seeding' })) !== null

/** Fills the database with the demo village; what an earlier filling left half done goes first. */
export async function seedDemo(deps: Deps): Promise<void> {
  const { Setting, Migration: _kept, Audit: _stays, ...others } = allModels(deps.db)
  for (const model of Object.values<Collection>(others)) await model.deleteMany({})
  await fill(deps)
  await Setting.deleteOne({ _id: 'seeding' })
}

/** The village as it stands at the demo's clock. */
async function fill(deps: Deps): Promise<void> {
  const { config } = deps
  const models = allModels(deps.db)
  const now = deps.clock.now()
  const data = demoVillage(now)
  const { fieldKey, hashKey } = config.secrets
  const sealer: Sealer = {
    seal: (phone) => sealPhone(phone, fieldKey),
    hash: (phone) => hashPhone(phone, hashKey),
    slip: (code) => hashSlipCode(code, hashKey),
  }
  await seedPeople(models, data, sealer, now)
  await recordRoles(deps)
  await seedEnterprises(models, data, now)
  await seedNotices(models, data)
  await seedInboxes(models, data)
  await seedQuestions(models, data)
  await seedPolicies(models, data, now)
  await seedPayments(deps, data, now)
  const template = config.wechat.templates.published
  await models.Grant.insertMany(
    data.personas.flatMap((one) =>
      Array.from({ length: one.grants }, (_, n) => ({
        _id: `${one.openid}:${template}:seed:${n}`,
        openid: one.openid,
        template,
        state: 'free' as const,
        at: new Date(now.getTime() - (n + 1) * 86_400_000),
        delivery: null,
      })),
    ),
  )
}

/** Who was given which post is in the audit, also where the demo gave it. */
async function recordRoles(deps: Deps): Promise<void> {
  const roles = await allModels(deps.db).Role.find().lean()
  for (const { _id, person, region, role } of roles)
    await recordAct(deps, _id, { act: 'roleGiven', by: theMachine, region, subject: person, detail: role })
}

/** The emulator forgets when it stops; what the database knows of people and grants is told to it again. */
export async function reviveEmulator(deps: Deps, emulator: RunningWeChatEmulator): Promise<void> {
  for (const account of await allModels(deps.db).Account.find().lean()) {
    if (account.openid !== null) emulator.users.add({ openid: account.openid })
  }
  for (const grant of await allModels(deps.db).Grant.find({ state: 'free' }).lean()) {
    emulator.messages.choose(grant.openid, { templateId: grant.template, result: 'accept' })
  }
}
