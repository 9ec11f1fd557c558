import type { RunningWeChatEmulator } from '../../../tests/emulators/wechat'
import type { Deps } from '../deps'
import { hashPhone, hashSlipCode, sealPhone } from '../features/identity/crypto'
import { seedInboxes } from './seed-inboxes'
import { seedNotices } from './seed-notices'
import { seedPeople } from './seed-people'
import { demoVillage } from './village'

export interface Sealer {
  seal(phone: string): string
  hash(phone: string): string
  slip(code: string): string
}

/** Fills an empty database with the demo village, as it stands at the demo's clock. */
export async function seedDemo(deps: Deps): Promise<void> {
  const { models, config } = deps
  const now = deps.clock.now()
  const data = demoVillage(now)
  const { fieldKey, hashKey } = config.secrets
  const sealer: Sealer = {
    seal: (phone) => sealPhone(phone, fieldKey),
    hash: (phone) => hashPhone(phone, hashKey),
    slip: (code) => hashSlipCode(code, hashKey),
  }
  await seedPeople(models, data, sealer, now)
  await seedNotices(models, data)
  await seedInboxes(models, data)
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

/** The emulator forgets when it stops; what the database knows of people and grants is told to it again. */
export async function reviveEmulator(deps: Deps, emulator: RunningWeChatEmulator): Promise<void> {
  for (const account of await deps.models.Account.find().lean()) {
    emulator.users.add({ openid: account.openid })
  }
  for (const grant of await deps.models.Grant.find({ state: 'free' }).lean()) {
    emulator.messages.choose(grant.openid, { templateId: grant.template, result: 'accept' })
  }
}
