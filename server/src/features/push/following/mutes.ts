import type { FieldProblem, Mute, MuteView, Viewer } from '@hutang/shared'
import type { Deps } from '../../../deps'
import { AppError } from '../../../errors'
import { moveAfter } from '../../../storage/marks'
import { itemOfNotice } from '../../catalogue'
import { refOf, regionRefs } from '../../regions'
import { wishesMark } from '../push.model'
import { linesOf } from '../subjects'
import { keepPreference } from './preferences'
import { muteOf } from './silence.rules'

/** The whole list as wanted. */
export async function changeMutes(
  deps: Deps,
  person: string,
  viewer: Viewer,
  wanted: readonly Mute[],
): Promise<MuteView[]> {
  const fields = wanted.flatMap((mute, at): FieldProblem[] =>
    keyOf(mute) === null ? [{ field: `mutes.${at}`, message: '请选一条公开，或者一个村镇的一项。' }] : [],
  )
  if (fields.length > 0) throw new AppError('invalidFields', { fields })
  const muted = [...new Set(wanted.flatMap((mute) => keyOf(mute) ?? []))]
  const views = await mutesView(deps, muted, viewer)
  const unknown = views.flatMap(({ label }, at) =>
    label === '' ? [{ field: `mutes.${at}`, message: '没有找到这条公开或这一项，请重新选择。' }] : [],
  )
  if (unknown.length > 0) throw new AppError('invalidFields', { fields: unknown })
  await moveAfter(deps.marks, [wishesMark(person)], () => keepPreference(deps, person, { muted }))
  return views
}

function keyOf({ notice, policy, region, item }: Mute): string | null {
  const isPlace = region !== undefined || item !== undefined
  if (policy !== undefined) return notice === undefined && !isPlace ? muteOf.policy(policy) : null
  if (notice !== undefined) return region === undefined && item === undefined ? muteOf.notice(notice) : null
  return region !== undefined && item !== undefined ? muteOf.item(region, item) : null
}

const written = /^(?:notice:(?<notice>.+)|policy:(?<policy>.+)|item:(?<region>\d+)#(?<no>\d+))$/

/** In words; the label of what cannot be read any more is empty. */
export async function mutesView(deps: Deps, muted: readonly string[], viewer: Viewer): Promise<MuteView[]> {
  const parts = muted.map((key) => written.exec(key)?.groups ?? {})
  const lineOf = await linesOf(
    deps,
    parts.flatMap(({ notice, policy }) =>
      notice !== undefined
        ? { kind: 'notice', id: notice }
        : policy !== undefined
          ? { kind: 'policy', id: policy }
          : [],
    ),
    viewer,
  )
  const regions = await regionRefs(
    deps,
    parts.flatMap(({ region }) => region ?? []),
  )
  return parts.map(({ notice, policy, region = '', no }) => {
    if (policy !== undefined) {
      const line = lineOf({ kind: 'policy', id: policy })
      return { policy, label: line?.title ?? '', regionName: line?.regionName ?? '' }
    }
    if (notice !== undefined) {
      const line = lineOf({ kind: 'notice', id: notice })
      return { notice, label: line?.title ?? '', regionName: line?.regionName ?? '' }
    }
    const place = regions.get(region)
    const label = (place && itemOfNotice(place, Number(no))?.level2) ?? ''
    return { region, item: Number(no), label, regionName: refOf(regions, region).name }
  })
}
