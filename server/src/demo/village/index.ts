import { demoDrafts } from './drafts'
import { demoNotices } from './notices'
import { people } from './people'
import { demoPersonas } from './personas'
import { hutang, regions } from './places'
import { demoQuestions } from './questions'
import type { DemoData } from './types'

export type * from './types'

const slipHousehold = 'HT-15-008'
const slipCode = '826415'

/** The demo village as it stands at an instant: the same for the same base, on every machine. */
export function demoVillage(base: Date): DemoData {
  const { households, residents } = people()
  const byCode = new Map(households.map((one) => [one.code, one]))
  return {
    regions,
    households,
    residents,
    personas: demoPersonas(residents),
    notices: demoNotices(base, households, byCode),
    drafts: demoDrafts(base, byCode),
    questions: demoQuestions(base),
    slip: {
      region: hutang.code,
      householdCode: slipHousehold,
      name: byCode.get(slipHousehold)?.head ?? '',
      code: slipCode,
    },
  }
}
