import {
  type Api,
  administers,
  gateFields,
  readPlaces,
  shanghaiDate,
  tablesOf,
  usualOfficeName,
} from '@hutang/shared'
import type { Deps } from '../../deps'
import { AppError } from '../../errors'
import type { Actor } from '../accounts'
import { recordAct } from '../audit'
import { addRegions, allRegions, changeRegions, type RegionDoc, regionOf } from '../regions'
import { startOfDay } from './work'

type Imported = Api['POST /api/regions']['response']
type Office = RegionDoc['office']

/**
 * More places for a county, or other offices for places that are there; an empty cell leaves what was there. A village
 * that is gone (撤并) stays: its publications are still read.
 */
export async function importRegions(
  deps: Deps,
  actor: Actor,
  { text, look = false }: Api['POST /api/regions']['body'],
): Promise<Imported> {
  if (!actor.viewer.roles.some(({ role }) => role === 'administrator')) throw new AppError('forbidden')
  const known = await allRegions(deps)
  const { regions, problems, left } = readPlaces(tablesOf(text).regions, new Set(known.keys()))
  const fields = [
    ...problems,
    ...(regions.length === 0
      ? [{ field: 'text', message: '没有读到村镇，请粘贴至少有区划代码和名称的表。' }]
      : []),
    ...left.map((name) => ({ field: 'text', message: `“${name}”不在这个区县里。` })),
    ...regions.flatMap(({ code, name, parent, level }) =>
      parent === null && level !== 'county' && !known.has(code)
        ? [{ field: 'text', message: `“${name}”（${code}）所在的镇或区县还没有登记。` }]
        : [],
    ),
  ]
  const foreign = regions.find(({ code }) => !administers(actor.viewer, code))
  if (foreign) throw new AppError('forbidden', { message: `“${foreign.name}”不归您管理。` })
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  const changes = regions.map(({ code, name, level, parent, office }) => {
    const before = known.get(code)
    const after = before ? kept(before.office, office, usualOfficeName(name, level)) : office
    const same = before?.name === name && sameOffice(before.office, after)
    const what: Imported['regions'][number]['what'] = before ? (same ? 'same' : 'changed') : 'new'
    return { what, doc: { _id: code, name, level, parent, office: after } }
  })
  if (!look) await write(deps, actor, changes)
  return {
    regions: changes.map(({ what, doc: { _id, name, level, office } }) => ({
      ...{ code: _id, name, level, what, office: office.name },
    })),
  }
}

/** An empty cell leaves what was there; an office without a name in the table comes with the usual one. */
const kept = (before: Office, after: Office, usual: string): Office => ({
  name: after.name === usual ? before.name || usual : after.name,
  phone: after.phone || before.phone,
  address: after.address || before.address,
  hours: after.hours || before.hours,
})

const sameOffice = (a: Office, b: Office): boolean =>
  a.name === b.name && a.phone === b.phone && a.address === b.address && a.hours === b.hours

async function write(
  deps: Deps,
  actor: Actor,
  changes: readonly { what: string; doc: RegionDoc }[],
): Promise<void> {
  const of = (what: string) => changes.flatMap((one) => (one.what === what ? [one.doc] : []))
  const now = deps.clock.now()
  const since = startOfDay(shanghaiDate(now))
  for (const { _id: region } of [...of('new'), ...of('changed')])
    await recordAct(deps, `${region}:${now.getTime()}`, { act: 'regionsChanged', by: actor, region })
  await addRegions(
    deps,
    of('new').map((doc) => ({ ...doc, since })),
  )
  await changeRegions(deps, of('changed'))
}

export async function changeOffice(deps: Deps, actor: Actor, code: string, office: Office): Promise<Office> {
  const { name } = await regionOf(deps, code)
  if (!administers(actor.viewer, code)) throw new AppError('forbidden')
  requireOffice(office)
  const key = `${code}:${deps.clock.now().getTime()}`
  await recordAct(deps, key, { act: 'regionsChanged', by: actor, region: code })
  await changeRegions(deps, [{ _id: code, name, office }])
  return office
}

const titles = { name: '办公室名称', phone: '电话', address: '地址', hours: '办公时间' } as const

/** An office has a telephone, and nothing else of a person. */
function requireOffice(office: Office): void {
  const fields = gateFields(
    (Object.keys(titles) as (keyof typeof titles)[]).map((field) => ({
      field,
      title: titles[field],
      text: office[field],
      place: { office: true },
    })),
  )
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
}
