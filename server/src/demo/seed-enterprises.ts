import type { AllModels } from '../models'
import { type DemoEnterprise, demoEnterprises, demoRegister } from './packages'
import { accountId } from './seed-people'
import type { DemoData, DemoPersona } from './village'

type RegisteredRow = Omit<ReturnType<typeof demoRegister>[number], 'creditCode'> & { _id: string; at: Date }

/** Who asks for an enterprise of the register, and waits for the township. */
const asks = { persona: 'villager', name: '绿畦家庭农场（演示）' } as const

const demoId = (key: string): string => `demo-${key}`

/** The county's register, the six enterprises with who acts for them, and one that is asked for. */
export async function seedEnterprises(models: AllModels, data: DemoData, now: Date): Promise<void> {
  const at = new Date(now.getTime() - 200 * 86_400_000)
  const rows = demoRegister(now).map(({ creditCode, ...row }) => ({ _id: creditCode, ...row, at }))
  await models.RegisteredEnterprise.insertMany(rows)
  const enterprises = demoEnterprises(now)
  await models.Enterprise.insertMany(enterprises.map((one) => enterpriseOf(one, at)))
  const persona = (name: string) => data.personas.find((one) => one.persona === name)
  for (const { key, owner, profile } of enterprises) {
    const holder = owner === null ? undefined : persona(owner)
    if (!holder) continue
    const confirmed = { state: 'confirmed' as const, draft: null, settledAt: at }
    await models.EnterpriseLink.create({
      ...linkOf(demoId(key), holder, at),
      ...{ ...confirmed, region: profile.region ?? '' },
    })
    await models.Person.updateOne({ _id: personOf(holder) }, { $addToSet: { enterprises: demoId(key) } })
  }
  const row = rows.find(({ name }) => name === asks.name)
  const asker = persona(asks.persona)
  if (row && asker) await seedAsked(models, row, asker, new Date(now.getTime() - 86_400_000))
}

const personOf = ({ resident, openid }: DemoPersona): string => resident ?? openid

const enterpriseOf = ({ key, profile: { creditCode, ...profile } }: DemoEnterprise, at: Date) => ({
  ...{ _id: demoId(key), creditCode, profile, registered: true, held: true, revision: 1 },
  ...{ createdAt: at, changedAt: at, owed: true },
})

const linkOf = (enterprise: string, persona: DemoPersona, at: Date) => ({
  ...{ _id: `${enterprise}:${personOf(persona)}`, enterprise, person: personOf(persona) },
  ...{ account: accountId(persona.persona), name: persona.name, role: 'owner' as const, at },
  ...{ by: 'claim' as const, revision: 1, version: 0, reason: null, settledAt: null, settledBy: null },
  owed: false,
})

/** Filled in by who asks, and read by nobody else. */
async function seedAsked(
  models: AllModels,
  { _id: creditCode, region, industry, at: _known, ...said }: RegisteredRow,
  asker: DemoPersona,
  at: Date,
): Promise<void> {
  const known = {
    ...{ ...said, region, industries: [industry], sizeOverride: null, qualifications: null },
    ...{ years: [], others: {}, received: null, wishes: [] },
  }
  const _id = demoId('asked-farm')
  await models.Enterprise.create({
    ...{ _id, creditCode, profile: known, registered: true, held: false, revision: 0 },
    ...{ createdAt: at, changedAt: at, owed: false },
  })
  await models.EnterpriseLink.create({
    ...linkOf(_id, asker, at),
    ...{ state: 'asked', region, draft: { ...known, creditCode, others: { landArea: 6_200 } } },
  })
}
