import type { VisitList } from '@hutang/shared/contract'
import { Select } from '../../components'

export interface Cut {
  area?: string
  row?: string
  group?: string
}

const all = ''
const kinds = [
  { of: 'areas', key: 'area', label: '片区' },
  { of: 'rows', key: 'row', label: '埭／楼组' },
  { of: 'groups', key: 'group', label: '组' },
] as const

interface CutsProps {
  cuts: VisitList['cuts']
  cut: Cut
  onChange: (cut: Cut) => void
}

/** Each cadre walks a part of the village; a kind of place that there is only one of is no choice. */
export function Cuts({ cuts, cut, onChange }: CutsProps) {
  return (
    <>
      {kinds
        .filter(({ of }) => cuts[of].length > 1)
        .map(({ of, key, label }) => (
          <Select
            key={key}
            label={label}
            value={cut[key] ?? all}
            choices={[
              { value: all, label: '全村' },
              ...cuts[of].map(({ value, name, households }) => ({
                value,
                label: `${name}（${households} 户）`,
              })),
            ]}
            onChange={(value) => {
              const { [key]: _before, ...others } = cut
              onChange(value === all ? others : { ...others, [key]: value })
            }}
          />
        ))}
    </>
  )
}
