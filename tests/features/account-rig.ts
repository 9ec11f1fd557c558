import { aClerk, aVillage, emptyAll, signIn, township, village } from '../api/identity/people'
import { aGrant } from '../support/builders'
import { pushRig, type Rig } from './push-rig'

export interface AccountRig extends Rig {
  /** Two households, their people, a clerk and an officer of the township; the clock back at its beginning. */
  again(): Promise<void>
  /** Signs in with a WeChat of its own. */
  wechat(openid: string, phone?: string): Promise<string>
  /** The same, verified in HT-15-001 by a slip. */
  villager(openid: string, name?: string): Promise<string>
  /** A new slip of the household: its code. */
  slip(household?: string): Promise<string>
  /** Every document in which one of the texts stands, as `collection/id`. */
  holding(...texts: string[]): Promise<string[]>
  account(openid: string): Promise<string>
}

export const household = 'HT-15-001'

/** The application over WeChat's emulator, with people who sign in as on a phone. */
export async function accountRig(): Promise<AccountRig> {
  const rig = await pushRig()
  const { models } = rig.deps
  const t: AccountRig = Object.assign(rig, {
    async again() {
      await rig.reset()
      await emptyAll(rig)
      await aVillage(rig)
      await aClerk(rig)
      await aClerk(rig, 'officer', township)
      await models.Role.updateOne({ _id: 'officer-role' }, { $set: { role: 'township-officer' } })
    },
    async wechat(openid: string, phone?: string) {
      rig.emulator.users.add({ openid, ...(phone ? { phone } : {}) })
      const body = { code: rig.emulator.users.loginCode(openid) }
      return (await rig.ask('POST /api/sessions/wechat', { body })).body.accessToken
    },
    async slip(of = household) {
      const params = { code: village, household: of }
      const token = await signIn(rig, 'clerk')
      return (await rig.ask('POST /api/regions/:code/households/:household/slips', { params, token })).body
        .code
    },
    async villager(openid: string, name = '王示例') {
      const token = await t.wechat(openid)
      const body = { region: village, householdCode: household, name }
      const { id } = (await rig.ask('POST /api/me/claims', { body, token })).body
      const proof = { params: { id }, body: { code: await t.slip() }, token }
      await rig.ask('POST /api/me/claims/:id/slip', proof)
      return token
    },
    async holding(...texts: string[]) {
      const found: string[] = []
      for (const model of Object.values(models)) {
        const { collection } = model as {
          collection: { name: string; find(): { toArray(): Promise<{ _id: unknown }[]> } }
        }
        for (const document of await collection.find().toArray())
          if (texts.some((text) => JSON.stringify(document).includes(text)))
            found.push(`${collection.name}/${String(document._id)}`)
      }
      return found.sort()
    },
    account: async (openid: string) => (await models.Account.findOne({ openid }).lean())?._id ?? '',
  })
  await t.again()
  return t
}

export const grantTo = (rig: AccountRig, openid: string, template: string): Promise<void> => {
  rig.emulator.messages.choose(openid, { templateId: template, result: 'accept' })
  return aGrant(rig.deps.models, openid, new Date(rig.clock.now().getTime() - 60_000), template)
}
