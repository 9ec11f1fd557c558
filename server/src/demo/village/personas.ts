import {
  type Persona,
  personas as personaNames,
  type RoleName,
  roleNames,
  type TextSize,
  textSizes,
} from '@hutang/shared'
import personasJson from '../../../../config/demo/personas.json'
import { hutang } from './places'
import type { DemoPersona, DemoResident } from './types'

function known<T extends string>(values: readonly T[], value: string): T {
  const found = values.find((one) => one === value)
  if (!found) throw new RangeError(`config/demo/personas.json: ${value} is none of ${values.join(', ')}`)
  return found
}

export function demoPersonas(residents: readonly DemoResident[]): DemoPersona[] {
  return personasJson.map((one) => {
    const resident = residents.find((person) => person.household === one.household && person.headOfHousehold)
    return {
      persona: known<Persona>(personaNames, one.persona),
      name: one.name,
      openid: `demo-${one.persona}`,
      what: one.what,
      ...(resident ? { resident: resident.id } : {}),
      roles: one.roles.map(({ role, region }) => ({ role: known<RoleName>(roleNames, role), region })),
      textSize: known<TextSize>(textSizes, one.textSize),
      subscriptions: one.subscriptions.map((followed: { item?: number; category?: string }) => ({
        region: hutang.code,
        ...(followed.item === undefined ? {} : { item: followed.item }),
        ...(followed.category === undefined ? {} : { category: followed.category }),
      })),
      grants: one.grants,
    }
  })
}
