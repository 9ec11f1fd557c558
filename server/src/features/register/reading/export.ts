import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import { type RegisterField, registerLabels } from '@hutang/shared'
import type { Deps } from '../../../deps'
import type { Actor } from '../../accounts'
import { recordAct } from '../../audit'
import { regionOf } from '../../regions'
import { type HouseholdDoc, openPhone, type PersonDoc } from '../../residents'
import { shown } from '../imports/lines-view'
import { requireKeeper } from '../keepers'
import { placeName } from '../stored'
import { type Register, registerKept } from './register-kept'

const columns: readonly RegisterField[] = [
  ...(['household', 'head', 'name', 'relation', 'sex', 'birth', 'group', 'area'] as const),
  ...(['row', 'estate', 'building', 'phone', 'member'] as const),
]

/** The register of people as a table that can be imported again; recorded before anything of it goes out. */
export async function exportRegister(
  deps: Deps,
  actor: Actor,
  code: string,
): Promise<{ name: string; file: Readable }> {
  const region = await regionOf(deps, code)
  requireKeeper(actor, code)
  await recordAct(deps, randomUUID(), { act: 'registerExported', by: actor, region: code, subject: code })
  const { writeXlsxStream } = await import('hucre/xlsx')
  const options = {
    name: '户籍册',
    columns: columns.map((field) => ({ width: field === 'head' || field === 'name' ? 14 : 12, numFmt: '@' })),
    freezePane: { rows: 1 },
  }
  const rows = rowsOf(deps, await registerKept(deps, code))
  return {
    name: `${region.name}户籍册`,
    file: Readable.fromWeb(writeXlsxStream(rows, options) as ReadableStream<Uint8Array>),
  }
}

function* rowsOf(deps: Deps, register: Register): Generator<string[]> {
  yield columns.map((field) => registerLabels[field])
  for (const household of register.households) {
    if (household.kind !== 'residence') continue
    for (const person of register.living.get(household._id) ?? []) {
      const cells = cellsOf(deps, register, household, person)
      yield columns.map((field) => cells[field] ?? '')
    }
  }
}

const cellsOf = (
  { config }: Deps,
  { places }: Register,
  household: HouseholdDoc,
  person: PersonDoc,
): Partial<Record<RegisterField, string>> => ({
  household: household.code,
  head: household.head,
  name: person.name,
  relation: person.relation ?? '',
  sex: shown(person.sex) ?? '',
  birth: shown(person.birthYear) ?? '',
  group: household.groupName,
  area: placeName(places, household.area),
  row: placeName(places, household.row),
  estate: placeName(places, household.estate),
  building: household.building,
  phone: (person.phoneSealed && openPhone(person.phoneSealed, [config.secrets.fieldKey])) ?? '',
  member: shown(person.residence?.member ?? false) ?? '',
})
