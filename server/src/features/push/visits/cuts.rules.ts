import type { VisitList } from '@hutang/shared'
import type { Door } from './doors'

export interface Cut {
  area?: string | undefined
  row?: string | undefined
  group?: string | undefined
}

export const fits = ({ area, row, group }: Cut, door: Pick<Door, 'area' | 'row' | 'group'>): boolean =>
  (area === undefined || door.area?.id === area) &&
  (row === undefined || door.row?.id === row) &&
  (group === undefined || door.group === group)

type Places = VisitList['cuts']['areas']

/** The places of these doors, each with how many of them it has. */
export const cutsOf = (doors: readonly Pick<Door, 'area' | 'row' | 'group'>[]): VisitList['cuts'] => ({
  areas: counted(doors.flatMap(({ area }) => area ?? [])),
  rows: counted(doors.flatMap(({ row }) => row ?? [])),
  groups: counted(doors.flatMap(({ group }) => (group === '' ? [] : { id: group, name: group }))),
})

function counted(places: readonly { id: string; name: string }[]): Places {
  const found = new Map<string, Places[number]>()
  for (const { id, name } of places) {
    const households = (found.get(id)?.households ?? 0) + 1
    found.set(id, { value: id, name, households })
  }
  return [...found.values()].sort((a, b) => a.name.localeCompare(b.name, 'zh', { numeric: true }))
}
