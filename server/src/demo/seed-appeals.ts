import type { Deps } from '../deps'
import { keepAppeal } from '../features/appeals'
import { accountId } from './seed-people'
import type { DemoData } from './village'

const township = '310116109'
const hourMs = 3_600_000

/** 诉求 of the demo: one that the office has just been handed, and one that was dealt with. */
export async function seedAppeals(deps: Deps, data: DemoData, now: Date): Promise<void> {
  const persona = (name: string) => data.personas.find((one) => one.persona === name)
  const [owner, villager, officer] = [
    persona('enterprise-owner'),
    persona('villager'),
    persona('township-officer'),
  ]
  if (!owner || !villager || !officer) return
  const by = (one: typeof owner) => ({
    account: accountId(one.persona),
    person: one.resident ?? one.openid,
    name: one.name,
  })
  await keepAppeal(deps, {
    ...{ no: 'K2K2', office: township, writer: by(owner), at: new Date(now.getTime() - hourMs / 3) },
    about: { kind: 'policy', id: 'farm-machine', region: township, title: '农机购置与应用补贴（示例）' },
    enterprise: { id: 'demo-vegetable-cooperative', name: '塘畔蔬果专业合作社（演示）' },
    text: '农机补贴核准快两周了，窗口说还要补一张发票，到底要不要补？',
    done: null,
  })
  await keepAppeal(deps, {
    ...{ no: 'M3M3', office: township, writer: by(villager), at: new Date(now.getTime() - 72 * hourMs) },
    about: { kind: 'item', id: '16', region: '310116109213', title: '村级临时困难补助' },
    enterprise: null,
    text: '临时困难补助的材料交了，一直没有回音。',
    done: {
      by: { account: accountId(officer.persona), name: `${officer.name}（镇经办人）` },
      after: hourMs / 2,
      text: '已说明清楚。材料齐全，村里下周一评议，结果会公示。',
    },
  })
}
